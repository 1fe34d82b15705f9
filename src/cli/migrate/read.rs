//! Other tools' files as plain values, and their regular expressions as globs.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::yaml;

/// A YAML text; null where it cannot be read.
#[must_use]
pub fn yaml_value(text: &str) -> Value {
    of_node(&yaml::parse(text).root)
}

fn of_node(node: &yaml::Node) -> Value {
    match &node.value {
        yaml::Value::Null => Value::Null,
        yaml::Value::Bool(value) => Value::from(*value),
        yaml::Value::Int(value) => Value::from(*value),
        yaml::Value::Float(value) => Value::from(*value),
        yaml::Value::BigInt(text) | yaml::Value::Str(text) | yaml::Value::Date(text) => Value::from(&**text),
        yaml::Value::Sequence(items) => Value::Array(items.iter().map(of_node).collect()),
        yaml::Value::Mapping(mapping) => {
            let entry = |entry: &yaml::Entry| Some((entry.key.as_str()?.to_owned(), of_node(&entry.value)));
            Value::Object(mapping.entries().iter().filter_map(entry).collect::<Map<_, _>>())
        }
    }
}

/// A TOML text; null where it cannot be read.
#[must_use]
pub fn toml_value(text: &str) -> Value {
    ::toml::from_str::<::toml::Table>(text).ok().and_then(|table| serde_json::to_value(table).ok()).unwrap_or_default()
}

/// The sections of an INI file, with lines that go on joined.
#[must_use]
pub fn ini(text: &str) -> BTreeMap<String, Vec<(String, String)>> {
    let mut sections: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    let mut section = String::new();
    for line in text.lines() {
        let stripped = line.trim();
        if stripped.is_empty() || stripped.starts_with(['#', ';']) {
            continue;
        }
        let entries = sections.entry(section.clone()).or_default();
        if let Some(name) = stripped.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            name.clone_into(&mut section);
        } else if line.starts_with([' ', '\t']) && !entries.is_empty() {
            if let Some((_, value)) = entries.last_mut() {
                value.push(' ');
                value.push_str(stripped);
            }
        } else if let Some((key, value)) = stripped.split_once('=') {
            entries.push((key.trim().to_owned(), value.trim().to_owned()));
        }
    }
    sections
}

/// An INI value with the type it looks like.
#[must_use]
pub fn typed(text: &str) -> Value {
    match text {
        "True" | "true" => Value::from(true),
        "False" | "false" => Value::from(false),
        _ => text.parse::<i64>().map_or_else(|_| Value::from(text), Value::from),
    }
}

/// The words of a list with commas.
#[must_use]
pub fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A glob that matches the paths that a regular expression finds; nothing where the expression says more than a glob can.
#[must_use]
pub fn glob(pattern: &str) -> Option<String> {
    let (anchored, rest) = pattern.strip_prefix('^').map_or((false, pattern), |rest| (true, rest));
    let (closed, rest) = rest.strip_suffix('$').map_or((false, rest), |rest| (true, rest));
    let plain = rest.replace(".*", "\0").replace("\\.", ".").replace("[^/]*", "\u{1}").replace("[^/]+", "\u{1}");
    if plain.is_empty() || plain.contains(['(', ')', '[', ']', '|', '+', '?', '^', '$', '\\', '{', '}', '*']) {
        return None;
    }
    let glob = plain.replace('\0', "**").replace('\u{1}', "*");
    let start = if anchored || glob.starts_with("**") { "" } else { "**" };
    let end = match () {
        () if closed || glob.ends_with("**") => "",
        () if glob.ends_with('/') => "**",
        () => "*/**",
    };
    // What ends in the name of a file is one.
    let end = if !closed && glob.rsplit('/').next().is_some_and(|last| last.contains('.')) { "" } else { end };
    Some(format!("{start}{glob}{end}").replace("/**/**", "/**"))
}

/// A pattern for whole names out of one that is anchored at the start only, as Python's `re.match` is.
#[must_use]
pub fn whole(pattern: &str) -> String {
    let start = pattern.strip_prefix('^').unwrap_or(pattern);
    match start.strip_suffix('$') {
        Some(inner) => inner.to_owned(),
        None if start.ends_with(".*") => start.to_owned(),
        None => format!("{start}.*"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_for_simple_expressions() {
        let cases = [
            ("^models/staging/", Some("models/staging/**")),
            ("^models/marts", Some("models/marts*/**")),
            ("^projects/de/.*\\.sql$", Some("projects/de/**.sql")),
            ("legacy/", Some("**legacy/**")),
            ("^models/(a|b)/", None),
            ("", None),
        ];
        for (pattern, want) in cases {
            assert_eq!(glob(pattern).as_deref(), want, "{pattern}");
        }
    }

    #[test]
    fn names_are_matched_whole() {
        assert_eq!([whole("^stg_"), whole("^stg_.*$"), whole("a.*")], ["stg_.*", "stg_.*", "a.*"]);
    }
}
