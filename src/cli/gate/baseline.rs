//! What a project had when it began to count: a file beside its `dbt_project.yml` that excuses findings by their fingerprints.
//!
//! One line for the findings of a rule in a file that were recorded on a day, sorted, so that a review sees what comes and goes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::Date;
use serde_json::{Value, json};

/// The digits of a fingerprint that are written: enough to tell a project's findings apart.
const DIGITS: usize = 16;
const VERSION: &str = "baseline 1";

/// A finding as a baseline knows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Known {
    /// Relative to the project's folder.
    pub path: String,
    pub rule: String,
    pub fingerprint: String,
}

impl Known {
    pub fn new(path: String, rule: &str, fingerprint: &impl ToString) -> Self {
        let mut fingerprint = fingerprint.to_string();
        fingerprint.truncate(DIGITS);
        Self { path, rule: rule.to_owned(), fingerprint }
    }
}

/// The findings of a file, each with the day it was recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline(pub BTreeMap<Known, Date>);

impl Baseline {
    /// Reads a file; nothing where there is none.
    ///
    /// # Errors
    /// If the file is there and cannot be read: excusing nothing, or everything, would both be wrong.
    pub fn read(path: &Path) -> Result<Option<Self>, String> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(format!("{}: cannot be read: {error}", path.display())),
        };
        Self::parse(&text).map(Some).map_err(|error| format!("{}: {error}; `setsquare baseline` writes it anew", path.display()))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(text).map_err(|error| format!("is no baseline: {error}"))?;
        if value["setsquare"] != VERSION {
            return Err(format!("is no `{VERSION}`"));
        }
        let mut known = BTreeMap::new();
        for (at, entry) in value["known"].as_array().ok_or("has no list `known`")?.iter().enumerate() {
            let bad = |key: &str| format!("entry {} has no usable `{key}`", at + 1);
            let text = |key: &str| entry[key].as_str().ok_or_else(|| bad(key));
            let (path, rule) = (text("path")?, text("rule")?);
            let since: Date = text("since")?.parse().map_err(|_| bad("since"))?;
            for finding in entry["findings"].as_array().ok_or_else(|| bad("findings"))? {
                let finding = finding.as_str().ok_or_else(|| bad("findings"))?;
                known.insert(Known::new(path.to_owned(), rule, &finding), since);
            }
        }
        Ok(Self(known))
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let mut lines: BTreeMap<(&str, &str, Date), BTreeSet<&str>> = BTreeMap::new();
        for (Known { path, rule, fingerprint }, since) in &self.0 {
            lines.entry((path, rule, *since)).or_default().insert(fingerprint);
        }
        let line = |((path, rule, since), findings): (&(&str, &str, Date), &BTreeSet<&str>)| {
            format!("    {}", json!({"path": path, "rule": rule, "since": since.to_string(), "findings": findings}))
        };
        let lines: Vec<String> = lines.iter().map(line).collect();
        let known = if lines.is_empty() { "[]".to_owned() } else { format!("[\n{}\n  ]", lines.join(",\n")) };
        format!("{{\n  \"setsquare\": \"{VERSION}\",\n  \"known\": {known}\n}}\n")
    }

    /// How many findings each rule has.
    pub fn counts(&self) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        for known in self.0.keys() {
            *counts.entry(known.rule.as_str()).or_default() += 1;
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_for_each_rule_in_a_file() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let known = |path: &str, rule: &str, print: &str| Known::new(path.to_owned(), rule, &print);
        let baseline = Baseline(BTreeMap::from([
            (known("models/b.sql", "LT01", "2".repeat(32).as_str()), date("2026-01-02")),
            (known("models/b.sql", "LT01", "1".repeat(32).as_str()), date("2026-01-02")),
            (known("models/b.sql", "LT01", "0".repeat(32).as_str()), date("2025-01-02")),
            (known("models/a \"ä\".sql", "ST06", "3".repeat(32).as_str()), date("2026-01-02")),
        ]));
        let text = baseline.text();
        insta::assert_snapshot!(text);
        assert_eq!(Baseline::parse(&text).unwrap(), baseline);
        assert_eq!(Baseline::parse(&Baseline::default().text()).unwrap(), Baseline::default());
        for broken in ["", "[]", "{\"setsquare\": \"baseline 2\", \"known\": []}", "{\"setsquare\": \"baseline 1\", \"known\": [{}]}"] {
            assert!(Baseline::parse(broken).is_err(), "{broken}");
        }
    }
}
