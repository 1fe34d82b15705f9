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
