//! Properties files: the YAML beside models, seeds, snapshots, macros.

use std::path::PathBuf;
use std::sync::Arc;

use super::resource::{Column, DataTest, Place};
use super::yaml_values::{YamlValues, raw_json};
use super::{LoadProblem, NodeCalls, Package, files};
use crate::text::{FileId, Files};
use crate::yaml;

/// What a list of a properties file describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PropertyKind {
    Model,
    Source,
    Seed,
    Snapshot,
    Macro,
    Exposure,
    Metric,
    SemanticModel,
    SavedQuery,
    UnitTest,
    Analysis,
    /// Singular tests.
    DataTest,
}

impl PropertyKind {
    /// The key under which the list stands.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Model => "models",
            Self::Source => "sources",
            Self::Seed => "seeds",
            Self::Snapshot => "snapshots",
            Self::Macro => "macros",
            Self::Exposure => "exposures",
            Self::Metric => "metrics",
            Self::SemanticModel => "semantic_models",
            Self::SavedQuery => "saved_queries",
            Self::UnitTest => "unit_tests",
            Self::Analysis => "analyses",
            Self::DataTest => "data_tests",
        }
    }
}

/// One properties file.
#[derive(Clone, Debug)]
pub struct PropertiesFile {
    /// Index into the project's packages.
    pub package: usize,
    /// From the package's root.
    pub path: Arc<str>,
    /// Below the folder of models, seeds ... in which it lies.
    pub below: String,
    pub absolute_path: PathBuf,
    pub file: FileId,
    pub document: Arc<yaml::Document>,
}

impl PropertiesFile {
    /// The entries of one kind.
    pub fn entries(&self, kind: PropertyKind) -> &[yaml::Node] {
        let key = match kind {
            PropertyKind::DataTest if self.document.root.get("data_tests").is_none() => "tests",
            other => other.key(),
        };
        self.document.root.get(key).map(yaml::Node::items).unwrap_or_default()
    }

    pub fn place(&self, node: &yaml::Node) -> Place {
        Place { file: self.file, range: node.range }
    }
}

/// Reads the properties files of a package.
pub(super) fn read_properties(files: &Files, package: &Package, index: usize, problems: &mut Vec<LoadProblem>) -> Vec<PropertiesFile> {
    let mut found: Vec<PropertiesFile> = Vec::new();
    for folder in package.property_paths() {
        for path in files::walk(&package.root, folder, &["yml", "yaml"], problems) {
            if found.iter().any(|known| known.absolute_path == path.absolute) {
                continue;
            }
            match files::read(files, &path.absolute) {
                Ok(file) => {
                    let document = yaml::parse(&files.get(file).text);
                    problems.extend(super::project_file::yaml_problems(&document, file, &path.absolute));
                    found.push(PropertiesFile {
                        package: index,
                        path: path.path.into(),
                        below: path.below,
                        absolute_path: path.absolute,
                        file,
                        document: Arc::new(document),
                    });
                }
                Err(problem) => problems.push(problem),
            }
        }
    }
    found
}

/// The columns of an entry.
pub(super) fn columns(entry: &yaml::Node, file: FileId, values: &mut YamlValues<'_>) -> Vec<Column> {
    let items = entry.get("columns").map(yaml::Node::items).unwrap_or_default();
    let mut read = |item: &yaml::Node| {
        let name = item.get("name")?;
        let config = item.get("config");
        let from = |key: &str| config.and_then(|config| config.get(key)).or_else(|| item.get(key));
        Some(Column {
            name: name.to_text()?,
            description: item.get("description").and_then(yaml::Node::to_text),
            data_type: item.get("data_type").and_then(yaml::Node::to_text),
            tags: from("tags").map(|tags| super::config::strings(&values.render(tags))).unwrap_or_default(),
            meta: from("meta").map(raw_json).unwrap_or_default(),
            tests: tests(item, file, values),
            name_place: Place { file, range: name.range },
            entry: item.clone(),
        })
    };
    items.iter().filter_map(&mut read).collect()
}

/// Keys beside a test's arguments that configure it.
pub const TEST_SETTINGS: &[&str] = &[
    "severity",
    "tags",
    "enabled",
    "where",
    "limit",
    "warn_if",
    "error_if",
    "fail_calc",
    "store_failures",
    "store_failures_as",
    "meta",
    "database",
    "schema",
    "alias",
    "group",
    "materialized",
    "sql_header",
];

/// The data tests of a model, source, seed, snapshot or column; `tests:` and `data_tests:` both count.
pub(super) fn tests(entry: &yaml::Node, file: FileId, values: &YamlValues<'_>) -> Vec<DataTest> {
    let lists = ["data_tests", "tests"].iter().filter_map(|key| entry.get(key));
    let mut tests: Vec<DataTest> = lists.flat_map(yaml::Node::items).filter_map(|item| read_test(item, file)).collect();
    for test in &mut tests {
        let off = |(key, value): &(String, yaml::Node)| key == "enabled" && is_false(value, values);
        test.enabled = !test.config.iter().any(off);
        for (_, argument) in &test.arguments {
            add_calls(&mut test.calls, argument, file, values);
        }
    }
    tests
}

fn is_false(node: &yaml::Node, values: &YamlValues<'_>) -> bool {
    match &node.value {
        yaml::Value::Bool(value) => !value,
        yaml::Value::Str(text) => matches!(values.evaluate(text), Ok(serde_json::Value::Bool(false))),
        _ => false,
    }
}

/// The `ref` and `source` calls in the texts of an argument.
fn add_calls(calls: &mut NodeCalls, argument: &yaml::Node, file: FileId, values: &YamlValues<'_>) {
    match &argument.value {
        yaml::Value::Str(text) if text.contains("ref(") || text.contains("source(") => {
            calls.extend(NodeCalls::of_scalar(text, Place { file, range: argument.range }, values));
        }
        yaml::Value::Sequence(items) => items.iter().for_each(|item| add_calls(calls, item, file, values)),
        yaml::Value::Mapping(_) => argument.entries().iter().for_each(|entry| add_calls(calls, &entry.value, file, values)),
        _ => {}
    }
}

fn read_test(test: &yaml::Node, file: FileId) -> Option<DataTest> {
    let named = |macro_name: String| DataTest {
        place: Place { file, range: test.range },
        macro_name,
        name: None,
        arguments: Vec::new(),
        config: Vec::new(),
        enabled: true,
        calls: NodeCalls::default(),
    };
    if let Some(name) = test.as_str() {
        return Some(named(name.to_owned()));
    }
    // `- unique: {...}`, or `- name: x` beside `test_name: unique`.
    let (macro_name, body) = if let Some(name) = test.get("test_name") {
        (name.to_text()?, test)
    } else {
        let first = test.entries().first()?;
        (first.key.to_text()?, &first.value)
    };
    let mut found = named(macro_name);
    // Settings may stand under the test, or beside it.
    let beside = test.entries().iter().skip(1).filter(|_| test.get("test_name").is_none());
    for entry in body.entries().iter().chain(beside) {
        let Some(key) = entry.key.to_text() else { continue };
        match key.as_str() {
            "name" => found.name = entry.value.to_text(),
            "test_name" | "description" => {}
            "config" => found.config.extend(pairs(&entry.value)),
            "arguments" if entry.value.as_mapping().is_some() => found.arguments.extend(pairs(&entry.value)),
            key if TEST_SETTINGS.contains(&key) => found.config.push((key.to_owned(), entry.value.clone())),
            _ => found.arguments.push((key, entry.value.clone())),
        }
    }
    Some(found)
}

fn pairs(node: &yaml::Node) -> Vec<(String, yaml::Node)> {
    node.entries().iter().filter_map(|entry| Some((entry.key.to_text()?, entry.value.clone()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_tests_are_read_in_every_spelling() {
        let text = "tests:\n  - unique\n  - accepted_values:\n      values: [a]\n      severity: warn\n  - p.range:\n      name: mine\n      \
            arguments: {min: 1}\n      config: {where: x > 1}\n  - test_name: not_null\n    name: other\n    column_name: c\n";
        let document = yaml::parse(text);
        let show = |pairs: &[(String, yaml::Node)]| {
            pairs.iter().map(|(key, value)| format!("{key}={}", raw_json(value))).collect::<Vec<_>>().join(",")
        };
        let items = document.root.get("tests").map(yaml::Node::items).unwrap_or_default();
        let have: Vec<String> = items
            .iter()
            .filter_map(|item| read_test(item, FileId(0)))
            .map(|test| format!("{} {:?} [{}] [{}]", test.macro_name, test.name, show(&test.arguments), show(&test.config)))
            .collect();
        assert_eq!(
            have,
            [
                "unique None [] []",
                "accepted_values None [values=[\"a\"]] [severity=\"warn\"]",
                "p.range Some(\"mine\") [min=1] [where=\"x > 1\"]",
                "not_null Some(\"other\") [column_name=\"c\"] []",
            ]
        );
    }
}
