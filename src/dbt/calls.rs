//! What a resource's own text calls: `ref`, `source`, `config`.
//!
//! dbt finds these by rendering. Where rendering is not possible they are read from the Jinja as it stands; then both
//! sides of an `if` count, and what macros call does not.

use serde_json::{Map, Value};

use super::Place;
use super::yaml_values::YamlValues;
use crate::python;
use crate::text::{FileId, TextRange};

/// `ref('name')`, `ref('package', 'name', v=1)`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RefCall {
    pub package: Option<String>,
    pub name: String,
    pub version: Option<String>,
    pub place: Place,
}

/// `source('source', 'table')`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourceCall {
    pub source: String,
    pub table: String,
    pub place: Place,
}

/// The calls of one resource, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeCalls {
    pub refs: Vec<RefCall>,
    pub sources: Vec<SourceCall>,
    /// What `config()` was given.
    pub config: Vec<(String, Value, Place)>,
}

impl NodeCalls {
    /// Reads the calls out of a range of a file, nothing being run.
    pub(super) fn literal(text: &str, range: TextRange, file: FileId, values: &YamlValues<'_>) -> Self {
        let mut calls = Self::default();
        for inside in jinja_insides(text, range.span()) {
            for call in calls_in(text, inside) {
                calls.add(text, &call, file, values);
            }
        }
        calls
    }

    /// Reads the calls of a Python model.
    pub(super) fn python(text: &str, file: FileId) -> Self {
        let mut calls = Self::default();
        for call in python::calls(text) {
            let name = match call.kind {
                python::CallKind::Ref => "ref",
                python::CallKind::Source => "source",
                python::CallKind::Config => "config",
                _ => continue,
            };
            let text = |value: Option<String>| value.map_or(Value::Null, Value::String);
            let arguments: Vec<Value> = call.arguments.into_iter().map(text).collect();
            let named = call.keywords.into_iter().filter_map(|(key, value)| Some((key, Value::String(value?)))).collect();
            calls.add_call(name, &arguments, &named, Place { file, range: call.range });
        }
        calls
    }

    fn add(&mut self, text: &str, call: &Call, file: FileId, values: &YamlValues<'_>) {
        let place = Place { file, range: call.range.clone().into() };
        let (arguments, named) = values.arguments(&text[call.arguments.clone()]);
        self.add_call(call.name, &arguments, &named, place);
    }

    /// Notes one call, if it is one that counts.
    pub(super) fn add_call(&mut self, name: &str, arguments: &[Value], named: &Map<String, Value>, place: Place) {
        match (name, arguments) {
            ("ref", [Value::String(name)]) => {
                self.refs.push(RefCall { package: None, name: name.clone(), version: version_of(named), place });
            }
            ("ref", [Value::String(package), Value::String(name)]) => {
                self.refs.push(RefCall { package: Some(package.clone()), name: name.clone(), version: version_of(named), place });
            }
            ("source", [Value::String(source), Value::String(table)]) => {
                self.sources.push(SourceCall { source: source.clone(), table: table.clone(), place });
            }
            ("config", arguments) => {
                let given = arguments.iter().filter_map(Value::as_object).flatten();
                for (key, value) in given.chain(named) {
                    self.config.push((key.clone(), value.clone(), place));
                }
            }
            _ => {}
        }
    }
}

fn version_of(named: &Map<String, Value>) -> Option<String> {
    named.get("v").or_else(|| named.get("version")).and_then(super::config::text_of)
}

/// The insides of `{{ }}` and `{% %}` in a range; comments and raw text are left out.
fn jinja_insides(text: &str, range: std::ops::Range<usize>) -> Vec<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let end = range.end.min(text.len());
    let mut found = Vec::new();
    let mut at = range.start;
    while at + 1 < end {
        let (open, close) = match (bytes[at], bytes[at + 1]) {
            (b'{', b'#') => (None, "#}"),
            (b'{', b'{') => (Some(at + 2), "}}"),
            (b'{', b'%') => (Some(at + 2), "%}"),
            _ => {
                at += 1;
                continue;
            }
        };
        let stop = match open {
            None => text[at + 2..end].find(close).map(|found| at + 2 + found),
            Some(from) => super::blocks::inside_end(&text[..end], from, close),
        };
        let Some(stop) = stop else { break };
        if let Some(from) = open {
            let inside = text[from..stop].trim_matches(['-', '+']).trim();
            if close == "%}" && inside == "raw" {
                let raw_end = text[stop..end].find("endraw").map_or(end, |found| stop + found);
                at = raw_end;
                continue;
            }
            found.push(from..stop);
        }
        at = stop + 2;
    }
    found
}

struct Call {
    name: &'static str,
    range: std::ops::Range<usize>,
    arguments: std::ops::Range<usize>,
}

/// Calls of the names that count, in one tag.
fn calls_in(text: &str, inside: std::ops::Range<usize>) -> Vec<Call> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = inside.start;
    while at < inside.end {
        match bytes[at] {
            quote @ (b'\'' | b'"') => at = after_string(bytes, at, inside.end, quote),
            byte if byte.is_ascii_alphabetic() || byte == b'_' => {
                let length = bytes[at..inside.end].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
                let word = &text[at..at + length];
                let name = ["ref", "source", "config"].into_iter().find(|name| *name == word);
                let own = at == inside.start || bytes[at - 1] != b'.' || text[inside.start..at].trim_end_matches('.').ends_with("builtins");
                let open = at + length;
                if let Some(name) = name.filter(|_| own && bytes.get(open) == Some(&b'('))
                    && let Some(close) = matching(bytes, open, inside.end)
                {
                    found.push(Call { name, range: at..close + 1, arguments: open + 1..close });
                }
                at += length;
            }
            _ => at += 1,
        }
    }
    found
}

fn after_string(bytes: &[u8], start: usize, end: usize, quote: u8) -> usize {
    let mut at = start + 1;
    while at < end {
        match bytes[at] {
            b'\\' => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    end
}

fn matching(bytes: &[u8], open: usize, end: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = open;
    while at < end {
        match bytes[at] {
            quote @ (b'\'' | b'"') => {
                at = after_string(bytes, at, end, quote);
                continue;
            }
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// A call's arguments, each as it stands.
pub(super) fn split_arguments(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'\'' | b'"') => at = after_string(bytes, at, bytes.len(), quote),
            b'(' | b'[' | b'{' => at = matching(bytes, at, bytes.len()).unwrap_or(bytes.len()),
            b',' => {
                found.push(&text[start..at]);
                at += 1;
                start = at;
            }
            _ => at += 1,
        }
    }
    found.push(text.get(start..).unwrap_or_default());
    found.retain(|argument| !argument.trim().is_empty());
    found
}

/// `name=value` taken apart.
pub(super) fn keyword_of(argument: &str) -> Option<(&str, &str)> {
    let (name, value) = argument.split_once('=')?;
    let name = name.trim();
    let word = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (word && !value.starts_with('=')).then_some((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Files;

    fn check(text: &str, want: &str) {
        let files = Files::default();
        let values = YamlValues::new(&files, &std::sync::Arc::default(), None, &std::sync::Arc::default(), "p");
        let calls = NodeCalls::literal(text, TextRange::from(0..text.len()), FileId(0), &values);
        let refs = calls
            .refs
            .iter()
            .map(|call| format!("{}.{}.{}", call.package.as_deref().unwrap_or(""), call.name, call.version.as_deref().unwrap_or("")));
        let sources = calls.sources.iter().map(|call| format!("{}.{}", call.source, call.table));
        let config = calls.config.iter().map(|(key, value, _)| format!("{key}={value}"));
        assert_eq!(refs.chain(sources).chain(config).collect::<Vec<_>>().join(" "), want, "{text}");
    }

    #[test]
    fn calls_are_read_where_they_stand() {
        check("select * from {{ ref('a') }} join {{ref(\"p\", 'b', v=2)}}", ".a. p.b.2");
        check("{% set x = source('s', 't') %}{# {{ ref('no') }} #}{% raw %}{{ ref('no') }}{% endraw %} ref('no')", "s.t");
        check("{{ config(materialized='table', tags=['a'], x=no.such()) }}", "materialized=\"table\" tags=[\"a\"]");
        check("{{ config({'enabled': false}) }}", "enabled=false");
        check("{{ my.ref('no') }}{{ builtins.ref('yes') }}{{ 'ref(1)' }}", ".yes.");
        check("{{ ref(var('no')) }}{{ ref(", "");
    }
}
