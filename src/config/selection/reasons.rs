//! Which statements of a configuration speak of one rule.

use super::super::explain::{word, written};
use super::super::value::{Origin, Place, Value};
use super::{Selection, Severity, is_unset, words};

impl Selection<'_> {
    /// What is said of the rule at this place of the table, in the order in which it holds.
    pub(in crate::config) fn reasons(&self, rule: usize) -> Vec<(String, Option<Origin>)> {
        let mut out = Vec::new();
        let select = self.tree.find(&["core", "rules"]).filter(|value| !is_unset(value));
        if let Some(value) = select {
            out.push(match self.word_for(value, rule) {
                Some((word, origin)) => (format!("`select` names it: `{word}`"), Some(origin)),
                None => (format!("`select = {}` does not name it", written(value)), Some(value.origin.clone())),
            });
        }
        let asked = select.is_some_and(|value| matches!(value.origin.place, Place::Flag(_) | Place::Inline(_)));
        let extended = self.tree.find(&["lint", "extend-select"]).filter(|value| !asked || matches!(value.origin.place, Place::Flag(_)));
        let ignored = self.tree.find(&["core", "exclude_rules"]).filter(|value| !is_unset(value));
        for (value, key) in [(extended, "extend-select"), (ignored, "ignore")] {
            out.extend(value.and_then(|value| self.named(value, key, rule)));
        }
        for table in &self.per_file {
            if let Some(value) = table.get("select").filter(|_| !asked) {
                let named = self.named(value, "select", rule);
                out.push(named.unwrap_or_else(|| (format!("`select = {}` does not name it", written(value)), Some(value.origin.clone()))));
            }
            out.extend(["extend-select", "ignore"].iter().filter_map(|key| self.named(table.get(key)?, key, rule)));
        }
        let tables = self.tree.find_table(&["lint", "severity"]).into_iter();
        let mut severities = Vec::new();
        for table in tables.chain(self.per_file.iter().filter_map(|table| table.find_table(&["severity"]))) {
            for (name, value) in table.iter() {
                if let Some(selected) = self.names.select(name).filter(|selected| selected.rules.contains(&rule)) {
                    severities.push((selected.weight, name, value));
                }
            }
        }
        severities.sort_by_key(|(weight, ..)| *weight);
        for (_, name, value) in severities {
            out.push((format!("`severity` of `{name}` is {}", told(value)), Some(value.origin.clone())));
        }
        if let Some(value) = self.tree.find(&["rules", self.names.rules[rule].code, "severity"]) {
            out.push((format!("its own `severity` is {}", told(value)), Some(value.origin.clone())));
        }
        if let Some(value) = self.tree.find(&["core", "warnings"]).filter(|value| !is_unset(value)) {
            out.extend(self.named(value, "warnings", rule));
        }
        out
    }

    fn named(&self, value: &Value, key: &str, rule: usize) -> Option<(String, Option<Origin>)> {
        self.word_for(value, rule).map(|(word, origin)| (format!("`{key}` names it: `{word}`"), Some(origin)))
    }

    /// The last word of a list that names a rule.
    fn word_for(&self, value: &Value, rule: usize) -> Option<(String, Origin)> {
        let found = words(value)?.into_iter().rev();
        let mut found = found.filter(|(word, _)| self.names.select(word).is_some_and(|selected| selected.rules.contains(&rule)));
        found.next().map(|(word, origin)| (word, origin.clone()))
    }
}

fn told(value: &Value) -> String {
    match Severity::parse(value) {
        Some(Severity::Off) => "off".to_owned(),
        Some(Severity::Level(level)) => word(level).to_owned(),
        None => written(value),
    }
}
