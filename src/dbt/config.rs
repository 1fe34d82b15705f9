//! A resource's configuration: what project files, properties and `config()` say, merged as dbt merges it.

use indexmap::IndexMap;
use rustc_hash::FxHashMap;
use serde_json::Value;

use super::Place;
use super::yaml_values::{YamlValues, raw_json};
use crate::text::FileId;
use crate::yaml;

/// Who said a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SettingOrigin {
    /// The project file of the resource's own package.
    Package,
    /// The root project's file, about another package's resource.
    Root,
    /// A properties entry.
    Properties,
    /// `config()` in the resource's own file.
    File,
}

/// A setting's value, and where it was said last.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    pub value: Value,
    pub origin: SettingOrigin,
    pub place: Option<Place>,
}

/// Merged settings by name, in order of first mention.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    settings: IndexMap<String, Setting>,
}

impl Config {
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.settings.get(key).map(|setting| &setting.value)
    }

    pub fn setting(&self, key: &str) -> Option<&Setting> {
        self.settings.get(key)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Setting)> {
        self.settings.iter().map(|(key, setting)| (key.as_str(), setting))
    }

    /// A setting as text; numbers and booleans as Python prints them.
    pub fn text(&self, key: &str) -> Option<String> {
        self.get(key).and_then(text_of)
    }

    /// Whether the resource is enabled.
    pub fn enabled(&self) -> bool {
        !matches!(self.get("enabled"), Some(Value::Bool(false)))
    }

    /// Tags of all levels, outermost first. What is said twice stands twice, as in dbt's manifest.
    pub fn tags(&self) -> Vec<String> {
        strings(self.get("tags").unwrap_or(&Value::Null))
    }

    /// Adds one setting of a level above the present ones.
    ///
    /// Tags and hooks are collected over all levels, `meta`, `grants`, `column_types`, `quoting` and their like are merged
    /// key by key, everything else is replaced.
    pub fn merge(&mut self, key: &str, value: Value, origin: SettingOrigin, place: Option<Place>) {
        let key = canonical_key(key);
        let value = match merge_kind(key) {
            MergeKind::Replace => value,
            MergeKind::Append => {
                let mut items = self.get(key).map(list).unwrap_or_default();
                items.extend(list(&value));
                Value::Array(items)
            }
            MergeKind::Update => match (self.get(key).cloned(), value) {
                (Some(Value::Object(mut have)), Value::Object(add)) => {
                    for (name, value) in add {
                        update_entry(&mut have, key, &name, value);
                    }
                    Value::Object(have)
                }
                (Some(have), Value::Null) => have,
                (_, value) => value,
            },
        };
        self.settings.insert(key.to_owned(), Setting { value, origin, place });
    }
}

/// `+` before a grant's name adds to those who have it.
fn update_entry(have: &mut serde_json::Map<String, Value>, key: &str, name: &str, value: Value) {
    if key == "grants"
        && let Some(name) = name.strip_prefix('+')
    {
        let mut items = have.get(name).map(list).unwrap_or_default();
        items.extend(list(&value));
        have.insert(name.to_owned(), Value::Array(items));
        return;
    }
    have.insert(name.to_owned(), value);
}

enum MergeKind {
    Replace,
    Append,
    Update,
}

fn merge_kind(key: &str) -> MergeKind {
    match key {
        "tags" | "pre-hook" | "post-hook" | "packages" | "classes" => MergeKind::Append,
        "meta" | "grants" | "column_types" | "quoting" | "docs" | "persist_docs" | "labels" | "contract" => MergeKind::Update,
        _ => MergeKind::Replace,
    }
}

/// One name for what has two spellings.
fn canonical_key(key: &str) -> &str {
    match key {
        "pre_hook" => "pre-hook",
        "post_hook" => "post-hook",
        "project" | "data_space" => "database",
        "dataset" => "schema",
        other => other,
    }
}

fn list(value: &Value) -> Vec<Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.clone(),
        other => vec![other.clone()],
    }
}

/// Texts of a list, or the one text that stands in its place.
pub(super) fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(text_of).collect(),
        other => text_of(other).into_iter().collect(),
    }
}

/// A scalar as text.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(true) => Some("True".to_owned()),
        Value::Bool(false) => Some("False".to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A section of a project file (`models:`, `seeds:` ...): settings at each level of packages, folders and names.
#[derive(Clone, Debug, Default)]
pub struct ConfigTree {
    settings: Vec<(String, Value, Place)>,
    children: FxHashMap<String, ConfigTree>,
}

impl ConfigTree {
    /// Reads a section. `+key` always is a setting; a bare key is one unless it holds a mapping, which then is a folder.
    /// Hooks stay as written: they are rendered when they run.
    pub(super) fn read(section: &yaml::Node, file: FileId, values: &mut YamlValues<'_>) -> Self {
        let mut tree = Self::default();
        for entry in section.entries() {
            let Some(key) = entry.key.to_text() else { continue };
            let plus = key.strip_prefix('+').map(str::trim);
            if plus.is_none() && entry.value.as_mapping().is_some() {
                tree.children.insert(key, Self::read(&entry.value, file, values));
                continue;
            }
            let name = plus.unwrap_or(&key).to_owned();
            let value = if canonical_key(&name).ends_with("-hook") { raw_json(&entry.value) } else { values.render(&entry.value) };
            tree.settings.push((name, value, Place { file, range: entry.range() }));
        }
        tree
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.settings.is_empty() && self.children.is_empty()
    }

    /// The settings that hold for one resource, outermost level first.
    pub fn levels(&self, fqn: &[String]) -> Vec<&(String, Value, Place)> {
        let mut found: Vec<_> = self.settings.iter().collect();
        let mut level = self;
        for name in fqn {
            let Some(next) = level.children.get(name) else { break };
            level = next;
            found.extend(&level.settings);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn tags_are_collected_meta_is_merged_the_rest_replaced() {
        let mut config = Config::default();
        for (key, value) in [
            ("tags", json!("b")),
            ("tags", json!(["a", "b"])),
            ("meta", json!({"x": 1, "y": 1})),
            ("meta", json!({"y": 2})),
            ("schema", json!("s")),
            ("schema", json!("t")),
            ("pre_hook", json!("one")),
            ("pre-hook", json!(["two"])),
            ("grants", json!({"select": ["a"]})),
            ("grants", json!({"+select": "b"})),
        ] {
            config.merge(key, value, SettingOrigin::Package, None);
        }
        assert_eq!(config.tags(), ["b", "a", "b"]);
        assert_eq!(config.get("meta"), Some(&json!({"x": 1, "y": 2})));
        assert_eq!(config.text("schema").as_deref(), Some("t"));
        assert_eq!(config.get("pre-hook"), Some(&json!(["one", "two"])));
        assert_eq!(config.get("grants"), Some(&json!({"select": ["a", "b"]})));
    }
}
