//! Data tests of properties files as resources of their own: the template that each is, and what is configured of it.

use serde_json::{Map, Value};

use super::generic_test::GenericTest;
use super::nodes::{Builder, whole};
use super::resource::{DataTest, TestedBy};
use super::{DefinedAt, NodeCalls, Place, Resource, ResourceType};
use crate::jinja::Template;
use crate::text::FileId;

impl Builder<'_> {
    /// Adds a resource for each data test of the resources that are there.
    pub fn add_generic_tests(&mut self) {
        let tested = std::mem::take(&mut self.resources);
        for resource in tested.iter().filter(|resource| resource.enabled) {
            for test in GenericTest::of(resource) {
                self.add_generic_test(test);
            }
        }
        let tests = std::mem::replace(&mut self.resources, tested);
        self.resources.extend(tests);
    }

    fn add_generic_test(&mut self, about: GenericTest<'_>) {
        let GenericTest { on: resource, test, column } = about;
        let Some(package) = self.packages.iter().position(|package| package.name == resource.package_name) else { return };
        let Some(entry) = resource.defined_at.entry else { return };
        let namespace = about.namespace().map(ToOwned::to_owned);
        let macro_name = about.macro_name().to_owned();
        let arguments = about.all_arguments();
        let (short, full) = (about.alias(), about.name());
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
            unique_id: about.unique_id(),
            resource_type: ResourceType::Test,
            package_name: resource.package_name.clone(),
            path,
            fqn,
            name: full.clone(),
            group: resource.group.clone(),
            defined_at: DefinedAt { file: None, ..resource.defined_at.clone() },
            generic_test: Some(TestedBy {
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

    fn calls_of_test(&mut self, test: &Resource, file: FileId) -> NodeCalls {
        let Some(code) = &test.code else { return NodeCalls::default() };
        let package = self.packages.iter().position(|package| package.name == test.package_name).unwrap_or(0);
        let node = super::context::NodeScope::bare(&test.package_name);
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

/// The test as a template: its macro, called with what the arguments mean.
pub(super) fn code_of(namespace: Option<&str>, macro_name: &str, arguments: &Map<String, Value>) -> String {
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
    use serde_json::json;

    use super::*;

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
