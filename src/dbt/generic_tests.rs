//! Data tests of properties files as resources of their own: dbt's names and identifiers for them, and the template that each is.

use md5::Digest;
use serde_json::{Map, Value, json};

use super::context::{Relation, value_of};
use super::nodes::{Builder, whole};
use super::resource::{DataTest, GenericTest};
use super::yaml_values::raw_json;
use super::{DefinedAt, NodeCalls, Place, Resource, ResourceType};
use crate::jinja::{Template, print};
use crate::text::FileId;

/// Characters from which on a name is cut, and a hash stands for the rest of it.
const LONGEST_NAME: usize = 64;
/// How much of a test and its resource such a name keeps.
const KEPT: usize = 30;
/// Characters of the hash at the end of an identifier.
const HASH: usize = 10;

/// One test with what it stands on.
struct Tested<'t> {
    resource: &'t Resource,
    test: &'t DataTest,
    column: Option<&'t super::Column>,
}

impl Builder<'_> {
    /// Adds a resource for each data test of the resources that are there.
    pub fn add_generic_tests(&mut self) {
        let tested = std::mem::take(&mut self.resources);
        for resource in tested.iter().filter(|resource| resource.enabled) {
            for test in &resource.tests {
                self.add_generic_test(&Tested { resource, test, column: None });
            }
            for column in &resource.columns {
                for test in &column.tests {
                    self.add_generic_test(&Tested { resource, test, column: Some(column) });
                }
            }
        }
        let tests = std::mem::replace(&mut self.resources, tested);
        self.resources.extend(tests);
    }

    fn add_generic_test(&mut self, tested: &Tested<'_>) {
        let &Tested { resource, test, column } = tested;
        let Some(package) = self.packages.iter().position(|package| package.name == resource.package_name) else { return };
        let Some(entry) = resource.defined_at.entry else { return };
        let (namespace, macro_name) = match test.macro_name.split_once('.') {
            Some((namespace, name)) => (Some(namespace.to_owned()), name.to_owned()),
            None => (None, test.macro_name.clone()),
        };
        let arguments = self.arguments_of(tested);
        let kind = namespace.as_ref().map_or_else(|| macro_name.clone(), |namespace| format!("{namespace}_{macro_name}"));
        let (short, full) = names(&kind, resource, &arguments);
        let (short, full) = test.name.as_ref().map_or((short, full), |name| (name.clone(), name.clone()));
        let hash = hash_of(&full, namespace.as_deref(), &macro_name, &arguments);
        let code = code_of(namespace.as_deref(), &macro_name, &arguments);
        let file = entry.file;
        let path = self
            .files
            .get(file)
            .path
            .strip_prefix(&self.packages[package].root)
            .map_or_else(|_| resource.path.clone(), |path| path.to_string_lossy().replace('\\', "/"));
        let mut fqn = vec![resource.package_name.clone()];
        fqn.extend(self.folders_of_properties(file));
        fqn.push(full.clone());
        let mut draft = Resource {
            unique_id: format!("test.{}.{full}.{hash}", resource.package_name),
            resource_type: ResourceType::Test,
            package_name: resource.package_name.clone(),
            path,
            fqn,
            name: full.clone(),
            group: resource.group.clone(),
            defined_at: DefinedAt { file: None, ..resource.defined_at.clone() },
            generic_test: Some(GenericTest {
                namespace,
                macro_name,
                arguments,
                column_name: column.map(|column| column.name.clone()),
                attached_to: (resource.resource_type != ResourceType::Source).then(|| resource.unique_id.clone()),
            }),
            code: Some(code),
            ..Resource::default()
        };
        draft.calls = self.calls_of_test(&draft, file);
        draft.config = self.test_config(package, &draft, test, (short != full).then_some(short), file);
        draft.enabled = draft.config.enabled();
        draft.tags = draft.config.tags();
        draft.meta = draft.config.get("meta").cloned().unwrap_or_default();
        self.name(&mut draft);
        self.resources.push(draft);
    }

    /// What the macro is given, `model` and `column_name` included, as the manifest shows it.
    fn arguments_of(&self, tested: &Tested<'_>) -> Map<String, Value> {
        let &Tested { resource, test, column } = tested;
        let mut arguments = Map::new();
        for (key, value) in &test.arguments {
            arguments.insert(key.clone(), raw_json(value));
        }
        // A column's own name wins over one that is written among the arguments.
        if let Some(column) = column {
            let quoted = [Some(&column.entry), resource.entry.as_ref(), resource.source_entry.as_ref()]
                .into_iter()
                .flatten()
                .find_map(|entry| entry.get("quote").or_else(|| entry.get("quoting").and_then(|quoting| quoting.get("column"))))
                .is_some_and(|quote| raw_json(quote) == Value::Bool(true));
            let mark = Relation::mark_of(&self.target.adapter);
            let name = if quoted { format!("{mark}{}{mark}", column.name) } else { column.name.clone() };
            arguments.insert("column_name".to_owned(), Value::String(name));
        }
        let model = match (&resource.source_name, &resource.version) {
            (Some(source), _) => format!("source('{source}', '{}')", resource.name),
            (None, Some(version)) => format!("ref('{}', version='{version}')", resource.name),
            (None, None) => format!("ref('{}')", resource.name),
        };
        arguments.insert("model".to_owned(), Value::String(format!("{{{{ get_where_subquery({model}) }}}}")));
        arguments
    }

    fn calls_of_test(&mut self, test: &Resource, file: FileId) -> NodeCalls {
        let Some(code) = &test.code else { return NodeCalls::default() };
        let package = self.packages.iter().position(|package| package.name == test.package_name).unwrap_or(0);
        let node = super::context::NodeScope::new(&test.package_name, Map::new(), None, None);
        let calls = self.templates.calls(&Template::new(file, &std::sync::Arc::from(code.as_str())), node);
        let mut calls = calls.unwrap_or_else(|| NodeCalls::literal(code, whole(code), file, &self.values[package]));
        if let Some(entry) = test.defined_at.entry {
            calls.move_to(entry);
        }
        calls
    }

    /// Project files, then the test's own settings, then what its macro says.
    fn test_config(
        &mut self,
        package: usize,
        test: &Resource,
        written: &DataTest,
        short_name: Option<String>,
        file: FileId,
    ) -> super::Config {
        let mut calls = NodeCalls::default();
        let place = test.defined_at.entry.unwrap_or(Place { file, range: crate::text::TextRange::empty(0) });
        let values = &mut self.values[package];
        values.in_file(file);
        if let Some(name) = short_name {
            calls.config.push(("alias".to_owned(), Value::String(name), place));
        }
        // dbt reads these twice, from the entry and from the template that it makes of it: what is collected stands there twice.
        for (key, value) in written.config.iter().chain(&written.config) {
            calls.config.push((key.clone(), values.render(value), Place { file, range: value.range }));
        }
        calls.config.extend(test.calls.config.iter().cloned());
        self.config_of(package, ResourceType::Test, &test.fqn, &[], &calls)
    }

    fn folders_of_properties(&self, file: FileId) -> Vec<String> {
        let found = self.properties.iter().find(|properties| properties.file == file);
        let mut parts: Vec<String> = found.map(|file| file.below.split('/').map(ToOwned::to_owned).collect()).unwrap_or_default();
        parts.pop();
        parts
    }
}

/// The name for the warehouse and the full one.
fn names(kind: &str, resource: &Resource, arguments: &Map<String, Value>) -> (String, String) {
    let target = match (&resource.source_name, &resource.version) {
        (Some(source), _) => format!("{source}_{}", resource.name),
        (None, Some(version)) => format!("{}_v{version}", resource.name),
        (None, None) => resource.name.clone(),
    };
    let kind = if resource.source_name.is_some() { format!("source_{kind}") } else { kind.to_owned() };
    let mut keys: Vec<&String> = arguments.keys().filter(|key| *key != "model").collect();
    keys.sort();
    let parts = keys.into_iter().flat_map(|key| match &arguments[key] {
        Value::Array(items) => items.iter().map(python_text).collect(),
        Value::Object(entries) => entries.values().map(python_text).collect(),
        other => vec![python_text(other)],
    });
    let cleaned: Vec<String> = parts.map(|part| cleaned(&part)).collect();
    let begin = format!("{kind}_{target}");
    let full = format!("{begin}_{}", cleaned.join("__"));
    let short = if full.chars().count() >= LONGEST_NAME {
        format!("{}_{}", begin.chars().take(KEPT).collect::<String>(), hex(full.as_bytes()))
    } else {
        full.clone()
    };
    (short, full)
}

/// Everything but letters, digits and underscores becomes an underscore, a run of it one.
fn cleaned(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.chars() {
        if character.is_ascii_alphanumeric() || character == '_' {
            gap = false;
            out.push(character);
        } else if !std::mem::replace(&mut gap, true) {
            out.push('_');
        }
    }
    out
}

/// As Python's `str()` shows it.
fn python_text(value: &Value) -> String {
    print::text(&value_of(value))
}

/// As Python's `repr()` shows it with every scalar made text.
fn python_repr(value: &Value) -> String {
    fn strings(value: &Value) -> Value {
        match value {
            Value::Array(items) => Value::Array(items.iter().map(strings).collect()),
            Value::Object(entries) => {
                let mut pairs: Vec<(&String, &Value)> = entries.iter().collect();
                pairs.sort_by_key(|(key, _)| *key);
                Value::Object(pairs.into_iter().map(|(key, value)| (key.clone(), strings(value))).collect())
            }
            other => Value::String(python_text(other)),
        }
    }
    python_text(&strings(value))
}

fn hash_of(name: &str, namespace: Option<&str>, macro_name: &str, arguments: &Map<String, Value>) -> String {
    let about = json!({"kwargs": arguments, "name": macro_name, "namespace": namespace});
    let hash = hex(format!("{name}{}", python_repr(&about)).as_bytes());
    hash[hash.len() - HASH..].to_owned()
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    md5::Md5::digest(bytes).iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// The test as a template: its macro, called with what the arguments mean.
fn code_of(namespace: Option<&str>, macro_name: &str, arguments: &Map<String, Value>) -> String {
    let given: Vec<String> = arguments.iter().map(|(key, value)| format!("{key}={}", expression(key, value))).collect();
    let package = namespace.map(|namespace| format!("{namespace}.")).unwrap_or_default();
    format!("{{{{ {package}test_{macro_name}({}) }}}}", given.join(", "))
}

/// An argument as an expression. Text that looks like a call of dbt's is one, text with Jinja in it is evaluated; a column's
/// name is always text.
fn expression(key: &str, value: &Value) -> String {
    match value {
        Value::String(text) if key != "column_name" => {
            let trimmed = text.trim();
            if looks_like_a_call(trimmed) {
                return trimmed.to_owned();
            }
            let single = trimmed.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"));
            match single.filter(|inside| !inside.contains("}}")) {
                Some(inside) => format!("({})", inside.trim_matches('-').trim()),
                None if text.contains("{{") || text.contains("{%") => format!("render({})", literal(text)),
                None => literal(text),
            }
        }
        Value::String(text) => literal(text),
        Value::Array(items) => format!("[{}]", items.iter().map(|item| expression("", item)).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => {
            let pairs = entries.iter().map(|(key, value)| format!("{}: {}", literal(key), expression("", value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
        Value::Null => "none".to_owned(),
        Value::Bool(true) => "true".to_owned(),
        Value::Bool(false) => "false".to_owned(),
        Value::Number(number) => number.to_string(),
    }
}

fn looks_like_a_call(text: &str) -> bool {
    let name = ["env_var", "ref", "var", "source", "doc"].into_iter().find_map(|name| text.strip_prefix(name));
    name.is_some_and(|rest| rest.trim_start().starts_with('(') && rest.ends_with(')') && rest.trim().len() > 2)
}

fn literal(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n").replace('\r', "\\r");
    format!("'{escaped}'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_hashes_are_dbts() {
        // (macro, resource, source, version, arguments, identifier)
        let cases = [
            (
                "unique",
                "lp_model",
                None,
                None,
                json!({"column_name": "a", "model": "{{ get_where_subquery(ref('lp_model')) }}"}),
                "unique_lp_model_a.37d6050371",
            ),
            (
                "at_least",
                "vm",
                None,
                Some("2"),
                json!({"column_name": "id", "n": 3, "model": "{{ get_where_subquery(ref('vm', version='2')) }}"}),
                "at_least_vm_v2_id__3.6c08a19423",
            ),
            (
                "accepted_values",
                "tbl",
                Some("src"),
                None,
                json!({"values": [1, 2, "x y"], "quote": false, "column_name": "\"id\"", "model": "{{ get_where_subquery(source('src', 'tbl')) }}"}),
                "source_accepted_values_src_tbl__id___False__1__2__x_y.19769e0526",
            ),
        ];
        for (kind, name, source, version, arguments, want) in cases {
            let resource = Resource {
                name: name.to_owned(),
                source_name: source.map(ToOwned::to_owned),
                version: version.map(ToOwned::to_owned),
                ..Resource::default()
            };
            let arguments = arguments.as_object().unwrap();
            let (_, full) = names(kind, &resource, arguments);
            assert_eq!(format!("{full}.{}", hash_of(&full, None, kind, arguments)), want);
        }
    }

    #[test]
    fn arguments_become_expressions() {
        for (value, want) in [
            (json!("x"), "'x'"),
            (json!("ref('a')"), "ref('a')"),
            (json!("{{ var('a') }}"), "(var('a'))"),
            (json!("a_{{ var('b') }}"), "render('a_{{ var(\\'b\\') }}')"),
            (json!([1, "it's", {"a": null}]), "[1, 'it\\'s', {'a': none}]"),
        ] {
            assert_eq!(expression("values", &value), want);
        }
        assert_eq!(expression("column_name", &json!("ref('a')")), "'ref(\\'a\\')'");
    }
}
