use crate::config::options::{OptionValue, options};
use crate::config::value::{Datum, Value};

/// A name pattern for the models of some paths; `{name}` in either stands for a captured path part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamePattern {
    pub path: Option<String>,
    /// A regular expression for the whole name.
    pub pattern: String,
}

impl OptionValue for Vec<NamePattern> {
    fn expected() -> String {
        "a list of `{ path, pattern }`".to_owned()
    }

    fn parse(value: &Value) -> Option<Self> {
        let Datum::List(items) = &value.datum else {
            return Some(vec![NamePattern { path: None, pattern: value.to_text()? }]);
        };
        let one = |item: &Value| {
            if let Some(pattern) = item.to_text() {
                return Some(NamePattern { path: None, pattern });
            }
            let table = item.as_table()?;
            if table.keys().any(|key| !["path", "pattern"].contains(&key)) {
                return None;
            }
            Some(NamePattern { path: table.get("path").and_then(Value::to_text), pattern: table.get("pattern")?.to_text()? })
        };
        items.iter().map(one).collect()
    }

    fn show(&self) -> String {
        "[]".to_owned()
    }
}

options! {
    /// Options of NM01.
    ModelNames for "NM01" "naming.model_pattern" {
        /// What the models of a path are called; the first path that matches decides.
        patterns: Vec<NamePattern> = Vec::new(),
    }
}

options! {
    /// Options of RE01.
    HardCodedRelations for "RE01" "references.hard_coded_relation" {
        /// Globs of relations that may be named literally.
        allow: Vec<String> = Vec::new(),
        /// Whether a name without a schema counts too.
        unqualified: bool = true,
    }
}

options! {
    /// Options of DC01.
    ModelDescriptions for "DC01" "documentation.model_description" {
        /// The fewest characters of a description.
        min_length: u32 = 1,
        /// Texts that do not count as a description, whatever their case.
        placeholders: Vec<String> = ["todo", "tbd", "tba", "fixme", "n/a", "description"].map(str::to_owned).to_vec(),
    }
}

options! {
    /// Options of RE05.
    VersionPins for "RE05" "references.unpinned_version" {
        /// Whether a project may leave the version out for models of its own.
        allow_within_project: bool = false,
    }
}

options! {
    /// Options of RE06.
    DeprecatedTargets for "RE06" "references.deprecated_target" {
        /// How many days before the date to begin.
        warn_days: u32 = 0,
    }
}

options! {
    /// Options of RE12.
    RelationsFromVariables for "RE12" "references.relation_from_variable" {
        /// Variables that may.
        allow: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of RE13.
    UndeclaredVariables for "RE13" "references.undeclared_variable" {
        /// Variables that every run is given by `--vars`.
        assume_cli: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of RE14.
    EnvironmentVariableUse for "RE14" "references.environment_variable" {
        /// What names have to begin with, one of these; none: any.
        prefixes: Vec<String> = Vec::new(),
        /// Whether a call has to say what holds where the variable is not set.
        require_default: bool = true,
    }
}

options! {
    /// Options of RE15.
    ImportTables for "RE15" "references.import_tables" {
        /// Whether a statement without common table expressions may read one table directly.
        allow_single: bool = true,
    }
}

options! {
    /// Options of RE16.
    Environments for "RE16" "references.environment" {
        /// Words between underscores of a database's or schema's name that name an environment.
        names: Vec<String> = ["prod", "production", "dev", "development", "qa", "uat", "preprod"].map(str::to_owned).to_vec(),
        /// Texts that may be compared with, and databases and schemas that may be named.
        allow: Vec<String> = Vec::new(),
    }
}
