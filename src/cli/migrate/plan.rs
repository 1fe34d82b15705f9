//! What becomes a `setsquare.toml`: rules with their options, and what no setting here says.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::rules::RULES;

/// Settings gathered from other tools' files, and what could not be carried over.
#[derive(Debug, Default)]
pub struct Plan {
    /// Where settings were found.
    pub sources: Vec<String>,
    pub select: Option<Vec<String>>,
    pub extend: Vec<&'static str>,
    pub ignore: Vec<String>,
    pub adapter: Option<String>,
    /// `[format]`
    pub format: BTreeMap<String, Value>,
    /// `[format.type.KIND]`
    pub types: BTreeMap<String, BTreeMap<String, Value>>,
    pub rules: BTreeMap<&'static str, BTreeMap<String, Value>>,
    /// With the file and the reason.
    pub left: Vec<String>,
}

/// The codes of the rules that a code, a name or an alias of another tool stands for.
#[must_use]
pub fn codes(word: &str) -> Vec<&'static str> {
    let same = |other: &str| other.eq_ignore_ascii_case(word);
    let named = RULES.iter().filter(|rule| same(rule.name.code) || same(rule.name.name) || rule.aliases.iter().any(|alias| same(alias)));
    named.map(|rule| rule.name.code).collect()
}

impl Plan {
    /// Switches a rule on with these options. A rule that is there already with other options keeps those.
    pub fn enable(&mut self, code: &'static str, options: BTreeMap<String, Value>, from: &str) {
        if !self.extend.contains(&code) {
            self.extend.push(code);
        }
        match self.rules.get_mut(code) {
            None => {
                self.rules.insert(code, options);
            }
            Some(known) => {
                let scopes = [known.get("include"), options.get("include")].map(|scope| scope.and_then(Value::as_array).cloned());
                let bare = |options: &BTreeMap<String, Value>| {
                    options.iter().filter(|(key, _)| *key != "include").map(|(key, value)| (key.clone(), value.clone())).collect()
                };
                let (have, want): (BTreeMap<String, Value>, BTreeMap<String, Value>) = (bare(known), bare(&options));
                if have != want {
                    self.left
                        .push(format!("{from}: {code} is set up already with other options; say them by path under `[lint.per-file]`"));
                } else if let [Some(mut have), Some(want)] = scopes {
                    have.extend(want.into_iter().filter(|glob| !have.contains(glob)).collect::<Vec<_>>());
                    known.insert("include".to_owned(), Value::Array(have));
                } else {
                    // One of them holds everywhere.
                    known.remove("include");
                }
            }
        }
    }

    /// Tells what was not carried over.
    pub fn leave(&mut self, from: &str, what: impl AsRef<str>) {
        self.left.push(format!("{from}: {}", what.as_ref()));
    }

    /// The text of a `setsquare.toml`.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::from("# Written by `setsquare migrate`");
        if !self.sources.is_empty() {
            text.push_str(&format!(" from {}", self.sources.join(", ")));
        }
        text.push_str(".\n");
        if !self.left.is_empty() {
            text.push_str("#\n# Not carried over:\n");
            self.left.iter().for_each(|left| text.push_str(&format!("# - {left}\n")));
        }
        if let Some(adapter) = &self.adapter {
            text.push_str(&format!("\n[dbt]\nadapter = {}\n", toml(&Value::from(adapter.as_str()))));
        }
        text.push_str("\n[lint]\n");
        let select = self.select.clone().unwrap_or_else(|| vec!["default".to_owned()]);
        text.push_str(&format!("select = {}\n", toml(&Value::from(select))));
        for (key, codes) in
            [("extend-select", self.extend.iter().map(|code| (*code).to_owned()).collect()), ("ignore", self.ignore.clone())]
        {
            if !codes.is_empty() {
                text.push_str(&format!("{key} = {}\n", toml(&Value::from(codes))));
            }
        }
        table(&mut text, "format", &self.format);
        for (kind, settings) in &self.types {
            table(&mut text, &format!("format.type.{kind}"), settings);
        }
        for (code, options) in &self.rules {
            table(&mut text, &format!("rules.{code}"), options);
        }
        text
    }
}

fn table(text: &mut String, name: &str, entries: &BTreeMap<String, Value>) {
    if entries.is_empty() {
        return;
    }
    text.push_str(&format!("\n[{name}]\n"));
    for (key, value) in entries {
        text.push_str(&format!("{} = {}\n", key_of(key), toml(value)));
    }
}

fn key_of(key: &str) -> String {
    let bare = !key.is_empty() && key.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-');
    if bare { key.to_owned() } else { toml(&Value::from(key)) }
}

/// A value as TOML writes it on one line.
#[must_use]
pub fn toml(value: &Value) -> String {
    match value {
        Value::Null => "\"\"".to_owned(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        // Regular expressions read best without escapes.
        Value::String(text) if text.contains('\\') && !text.contains(['\'', '\n']) => format!("'{text}'"),
        Value::String(text) => ::toml::Value::String(text.clone()).to_string(),
        Value::Array(items) => format!("[{}]", items.iter().map(toml).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("{} = {}", key_of(key), toml(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}
