//! The macros that dbt and its adapters bring along, written here from what they are documented to give.

/// Macros for every adapter, in the package `dbt`.
const COMMON: &[(&str, &str)] = &[
    ("dbt/cross_database.sql", include_str!("default.sql")),
    ("dbt/naming.sql", include_str!("naming.sql")),
    ("dbt/building.sql", include_str!("building.sql")),
    ("dbt/tests.sql", include_str!("tests.sql")),
];

/// Each adapter's macros, and the adapter that stands behind it.
const ADAPTERS: &[(&str, Option<&str>, &str)] = &[
    ("postgres", None, include_str!("postgres.sql")),
    ("redshift", Some("postgres"), include_str!("redshift.sql")),
    ("snowflake", None, include_str!("snowflake.sql")),
    ("bigquery", None, include_str!("bigquery.sql")),
    ("duckdb", None, include_str!("duckdb.sql")),
    ("spark", None, include_str!("spark.sql")),
    ("databricks", Some("spark"), ""),
    ("trino", None, include_str!("trino.sql")),
    ("athena", Some("trino"), include_str!("athena.sql")),
];

/// Macros of dbt that make, change or drop what is in the warehouse: known by name, one a line. What they write is never looked at.
const BUILDING: &str = include_str!("building_names.txt");

/// Whether dbt has a macro of this name that only matters when something is built.
#[must_use]
pub fn builds(name: &str) -> bool {
    BUILDING.lines().any(|known| known == name)
}

/// The adapter and those behind it, nearest first: the prefixes that dispatching tries before `default`.
#[must_use]
pub fn adapter_chain(adapter: &str) -> Vec<&str> {
    let mut chain = vec![adapter];
    let mut next = ADAPTERS.iter().find(|(name, _, _)| *name == adapter).and_then(|(_, behind, _)| *behind);
    while let Some(name) = next {
        chain.push(name);
        next = ADAPTERS.iter().find(|(known, _, _)| *known == name).and_then(|(_, behind, _)| *behind);
    }
    chain
}

/// Adapters that bring macros of which nothing is known here.
const OTHER_ADAPTERS: &[&str] = &[
    "clickhouse",
    "dremio",
    "exasol",
    "fabric",
    "fabricspark",
    "firebolt",
    "glue",
    "impala",
    "materialize",
    "mysql",
    "oracle",
    "singlestore",
    "sqlite",
    "sqlserver",
    "starrocks",
    "synapse",
    "teradata",
    "vertica",
];

/// Whether this is what an adapter is called.
#[must_use]
pub fn is_adapter(name: &str) -> bool {
    ADAPTERS.iter().any(|(known, _, _)| *known == name) || OTHER_ADAPTERS.contains(&name)
}

/// The files of built-in macros for an adapter, as path and text, those of the adapter first.
#[must_use]
pub fn files(adapter: &str) -> Vec<(String, &'static str)> {
    let chain = adapter_chain(adapter);
    let own = chain.iter().filter_map(|name| ADAPTERS.iter().find(|(known, _, _)| known == name));
    let own = own.filter(|(_, _, text)| !text.is_empty()).map(|(name, _, text)| (format!("dbt_{name}/macros.sql"), *text));
    own.chain(COMMON.iter().map(|(path, text)| ((*path).to_owned(), *text))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dbt::blocks;

    #[test]
    fn every_block_is_closed_and_every_file_has_some() {
        for (name, _, text) in ADAPTERS.iter().copied().chain(COMMON.iter().map(|(path, text)| (*path, None, *text))) {
            let found = blocks(text, &["macro", "test"]);
            assert!(text.is_empty() || !found.is_empty(), "{name}");
            assert!(found.iter().all(|block| block.closed && !block.name.is_empty()), "{name}");
        }
    }

    #[test]
    fn adapters_fall_back_on_those_they_come_from() {
        assert_eq!(adapter_chain("redshift"), ["redshift", "postgres"]);
        assert_eq!(adapter_chain("fabric"), ["fabric"]);
        assert_eq!(files("databricks").len(), COMMON.len() + 1);
    }
}
