use crate::config::options::options;

options! {
    /// Options of YM07.
    PropertiesSchema for "YM07" "properties.schema_violation" {
        /// The version of dbt that reads the project; keys that came later are told too.
        dbt_version: String = String::new(),
    }
}

options! {
    /// Options of YM09.
    TestDefinitions for "YM09" "properties.test_definition" {
        /// Packages whose tests are taken for granted; with any, names without a package are too.
        packages: Vec<String> = Vec::new(),
    }
}
