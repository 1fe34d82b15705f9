//! SQL that YAML holds: hooks, filters, expressions, what unit tests are given, data tests with their arguments.
//!
//! Each is a template of its own with the place it is written at. What dbt makes around it (the brackets of a filter, the query of a unit
//! test) is left out: who looks here wants to know what is read and written. Says nothing of what stands in `config()`.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::test_nodes::code_of;
use super::{GenericTest, NodeCalls, Package, Place, Project, PropertiesFile, PropertyKind, Resource, ResourceType};
use crate::text::Files;
use crate::yaml::{Entry, Node};

/// A piece of SQL in YAML.
#[derive(Clone, Debug)]
pub struct HeldSql<'p> {
    pub place: Place,
    /// The template: a whole statement, or several.
    pub code: String,
    /// In whose context it is evaluated.
    pub resource: &'p Resource,
    /// What it calls, where that was read already and is all there is to it.
    pub calls: Option<&'p NodeCalls>,
}

/// YAML nested deeper than this is not looked into.
const DEEPEST: u32 = 32;

/// Contexts in which one hook of a project file is evaluated: one for each database and schema.
const MOST_CONTEXTS: usize = 64;

/// What a value has to be put into to be a statement.
#[derive(Clone, Copy)]
enum Form {
    Statement,
    Condition,
    Expression,
    /// A call such as `ref('x')`, with or without braces.
    Reference,
    /// `other_table (column)`, as it follows `references`.
    ForeignKey,
}

impl Form {
    /// The statement; nothing where the text is too plain to name a relation.
    fn statement(self, text: &str) -> Option<String> {
        let template = text.contains("{{") || text.contains("{%");
        let speaks = || template || text.to_ascii_lowercase().contains("select");
        match self {
            Self::Statement => Some(text.to_owned()),
            Self::Condition => speaks().then(|| format!("select 1 where {text}")),
            Self::Expression => speaks().then(|| format!("select {text}")),
            Self::Reference if template => Some(format!("select * from {text}")),
            Self::Reference => Some(format!("select * from {{{{ {text} }}}}")),
            Self::ForeignKey => {
                let name = text.trim().trim_start_matches("references ").split('(').next().unwrap_or_default();
                Some(format!("select * from {name}"))
            }
        }
    }
}

/// The form of what stands under a key of a properties file, in an entry of this kind.
fn form_of(kind: PropertyKind, key: &str) -> Option<Form> {
    let semantic = matches!(kind, PropertyKind::SemanticModel | PropertyKind::Metric | PropertyKind::SavedQuery | PropertyKind::Model);
    Some(match key.trim_start_matches('+') {
        "sql_header" | "loaded_at_query" => Form::Statement,
        "filter" | "where" | "incremental_predicates" => Form::Condition,
        "loaded_at_field" => Form::Expression,
        "expr" if semantic => Form::Expression,
        _ => return None,
    })
}

fn is_hook(key: &str) -> bool {
    matches!(key.trim_start_matches('+').trim(), "pre-hook" | "post-hook" | "pre_hook" | "post_hook")
}

/// Keys whose values say nothing that is run, and those that are read in another way.
fn is_passed_over(key: &str) -> bool {
    matches!(key, "meta" | "description" | "docs" | "tags" | "tests" | "data_tests" | "owner" | "depends_on" | "grants")
}

impl Project {
    /// The SQL that the YAML of one of its packages holds, wherever a resource that is enabled makes it run.
    #[must_use]
    pub fn held_sql<'p>(&'p self, files: &Files, package: &str) -> Vec<HeldSql<'p>> {
        let Some(at) = self.packages.iter().position(|found| found.name == package) else { return Vec::new() };
        let own = |resource: &&Resource| resource.package_name == package && resource.enabled;
        let resources: Vec<&Resource> = self.resources.iter().filter(own).collect();
        let mut found = Found { project: self, files, package: &self.packages[at], held: Vec::new(), tests: BTreeSet::new() };
        for resource in &resources {
            found.of_resource(resource);
        }
        let described = resources.iter().filter_map(|resource| Some((resource.defined_at.entry?, *resource))).collect();
        let sources: Vec<&Resource> = resources.iter().copied().filter(|resource| resource.resource_type == ResourceType::Source).collect();
        for file in self.properties.iter().filter(|file| file.package == at) {
            found.of_properties(file, &described, &sources);
        }
        found.of_project_file(&resources);
        found.held
    }
}

struct Found<'p, 'f> {
    project: &'p Project,
    files: &'f Files,
    package: &'p Package,
    held: Vec<HeldSql<'p>>,
    /// Data tests that were met: the same macro with the same arguments does the same everywhere.
    tests: BTreeSet<String>,
}

impl<'p> Found<'p, '_> {
    fn add(&mut self, form: Form, text: &str, place: Place, resource: &'p Resource) {
        if let Some(code) = form.statement(text) {
            self.held.push(HeldSql { place, code, resource, calls: None });
        }
    }

    fn add_node(&mut self, form: Form, node: &Node, file: &PropertiesFile, resource: &'p Resource) {
        if let Some(text) = node.as_str() {
            self.add(form, text, file.place(node), resource);
        }
    }

    /// Operations and snapshots of YAML are templates themselves; data tests stand on resources.
    fn of_resource(&mut self, resource: &'p Resource) {
        let relation = resource.entry.as_ref().and_then(|entry| entry.get("relation")).map(|node| node.range);
        let entry = resource.defined_at.entry.map(|place| Place { range: relation.unwrap_or(place.range), ..place });
        if let (Some(code), Some(place)) = (&resource.code, resource.defined_at.file.or(entry)) {
            self.held.push(HeldSql { place, code: code.clone(), resource, calls: None });
        }
        for test in GenericTest::of(resource) {
            self.of_test(test, resource);
        }
    }

    fn of_test(&mut self, about: GenericTest<'p>, resource: &'p Resource) {
        let test = about.test;
        let file = test.place.file;
        let place = |node: &Node| Place { file, range: node.range };
        let wheres = test.config.iter().filter(|(key, _)| key == "where");
        let plain =
            about.namespace().is_none() && matches!(about.macro_name(), "unique" | "not_null" | "accepted_values" | "relationships");
        let mut texts: Vec<(Form, String, Place)> =
            wheres.filter_map(|(_, node)| Some((Form::Condition, node.as_str()?.to_owned(), place(node)))).collect();
        if plain {
            let calls = &test.calls;
            if !(calls.refs.is_empty() && calls.sources.is_empty()) && about.is_enabled(self.project) {
                self.held.push(HeldSql { place: test.place, code: String::new(), resource, calls: Some(calls) });
            } else {
                let calls = test.arguments.iter().filter(|(key, _)| key == "to" && about.macro_name() == "relationships");
                texts.extend(calls.filter_map(|(_, node)| Some((Form::Reference, node.as_str()?.to_owned(), place(node)))));
            }
        } else {
            let arguments = about.all_arguments();
            let varying = arguments.iter().filter(|(key, _)| !matches!(key.as_str(), "model" | "column_name"));
            let key = format!("{} {:?}", test.macro_name, varying.collect::<Vec<_>>());
            if self.tests.insert(key) {
                texts.push((Form::Statement, code_of(about.namespace(), about.macro_name(), &arguments), test.place));
            }
        }
        if !texts.is_empty() && about.is_enabled(self.project) {
            for (form, text, place) in texts {
                self.add(form, &text, place, resource);
            }
        }
    }

    fn of_properties(&mut self, file: &PropertiesFile, described: &FxHashMap<Place, &'p Resource>, sources: &[&'p Resource]) {
        const KINDS: &[PropertyKind] = &[
            PropertyKind::Model,
            PropertyKind::Seed,
            PropertyKind::Snapshot,
            PropertyKind::SemanticModel,
            PropertyKind::Metric,
            PropertyKind::SavedQuery,
            PropertyKind::UnitTest,
        ];
        for &kind in KINDS {
            for entry in file.entries(kind) {
                // A semantic model or a metric may stand inside a model's entry.
                if let Some(resource) = described.get(&file.place(entry)) {
                    self.of_entry(kind, entry, file, resource, 0);
                }
            }
        }
        for source in file.entries(PropertyKind::Source) {
            let inside = |resource: &&&Resource| {
                resource.defined_at.entry.is_some_and(|place| place.file == file.file && source.range.contains(place.range))
            };
            if let Some(resource) = sources.iter().find(inside) {
                self.of_entry(PropertyKind::Source, source, file, resource, 0);
            }
        }
    }

    fn of_entry(&mut self, kind: PropertyKind, node: &Node, file: &PropertiesFile, resource: &'p Resource, depth: u32) {
        if depth > DEEPEST {
            return;
        }
        for item in node.items() {
            self.of_entry(kind, item, file, resource, depth + 1);
        }
        for entry in node.entries() {
            let Some(key) = entry.key.to_text() else { continue };
            match key.as_str() {
                _ if is_hook(&key) => {
                    for sql in hooks(&entry.value) {
                        self.add_node(Form::Statement, sql, file, resource);
                    }
                }
                "constraints" => self.of_constraints(entry, file, resource),
                "given" | "expect" if kind == PropertyKind::UnitTest => self.of_unit_test(entry, file, resource),
                key if is_passed_over(key) => {}
                key => match form_of(kind, key) {
                    Some(form) if entry.value.as_sequence().is_some() => {
                        entry.value.items().iter().for_each(|item| self.add_node(form, item, file, resource));
                    }
                    Some(form) if entry.value.as_str().is_some() => self.add_node(form, &entry.value, file, resource),
                    _ => self.of_entry(kind, &entry.value, file, resource, depth + 1),
                },
            }
        }
    }

    fn of_constraints(&mut self, entry: &Entry, file: &PropertiesFile, resource: &'p Resource) {
        for constraint in entry.value.items() {
            let foreign = constraint.get("type").and_then(Node::as_str) == Some("foreign_key");
            if let Some(to) = constraint.get("to") {
                self.add_node(Form::Reference, to, file, resource);
            }
            if let Some(expression) = constraint.get("expression") {
                self.add_node(if foreign { Form::ForeignKey } else { Form::Condition }, expression, file, resource);
            }
        }
    }

    /// Rows given as SQL, in their place or in a fixture.
    fn of_unit_test(&mut self, entry: &Entry, file: &PropertiesFile, resource: &'p Resource) {
        let parts = if entry.value.as_sequence().is_some() { entry.value.items() } else { std::slice::from_ref(&entry.value) };
        for part in parts {
            if let Some(rows) = part.get("rows").filter(|_| part.get("format").and_then(Node::as_str) == Some("sql")) {
                self.add_node(Form::Statement, rows, file, resource);
            }
            if let Some(fixture) = part.get("fixture")
                && let Some(text) = fixture.as_str().and_then(|name| self.fixture(name))
            {
                self.add(Form::Statement, &text, file.place(fixture), resource);
            }
        }
    }

    fn fixture(&self, name: &str) -> Option<String> {
        let paths = self.package.test_paths.iter();
        let paths = paths.map(|folder| self.package.root.join(folder).join("fixtures").join(format!("{name}.sql")));
        paths.into_iter().find_map(|path| Some(self.files.get(super::files::read(self.files, &path).ok()?).text.to_string()))
    }

    /// Hooks and filters of the project file, for the resources below each level.
    fn of_project_file(&mut self, resources: &[&'p Resource]) {
        let document = std::sync::Arc::clone(&self.package.document);
        for entry in document.root.entries() {
            let Some(section) = entry.key.to_text() else { continue };
            let below: Vec<&'p Resource> = match section.as_str() {
                "tests" | "data_tests" => resources.iter().copied().filter(|resource| GenericTest::of(resource).next().is_some()).collect(),
                section => resources.iter().copied().filter(|resource| configured_by(resource, section)).collect(),
            };
            self.of_level(&entry.value, 0, &below);
        }
    }

    fn of_level(&mut self, level: &Node, depth: usize, below: &[&'p Resource]) {
        if depth > DEEPEST as usize || below.is_empty() {
            return;
        }
        for entry in level.entries() {
            let Some(key) = entry.key.to_text() else { continue };
            let plain = key.trim_start_matches('+').trim();
            let mut add = |form: Form, node: &Node| {
                if let Some(text) = node.as_str() {
                    let place = Place { file: self.package.file, range: node.range };
                    for resource in distinct(below) {
                        self.add(form, text, place, resource);
                    }
                }
            };
            if is_hook(plain) {
                for sql in hooks(&entry.value) {
                    add(Form::Statement, sql);
                }
            } else if plain == "sql_header" {
                add(Form::Statement, &entry.value);
            } else if plain == "where" {
                add(Form::Condition, &entry.value);
            } else if !key.starts_with('+') && entry.value.as_mapping().is_some() {
                let inside = |resource: &&&Resource| resource.fqn.get(depth).is_some_and(|name| name == plain);
                let inside: Vec<&'p Resource> = below.iter().filter(inside).copied().collect();
                self.of_level(&entry.value, depth + 1, &inside);
            }
        }
    }
}

fn configured_by(resource: &Resource, section: &str) -> bool {
    let built = matches!(resource.resource_type, ResourceType::Model | ResourceType::Seed | ResourceType::Snapshot);
    built && resource.resource_type.config_key() == section
}

/// One resource for each database and schema that they are built in.
fn distinct<'p>(resources: &[&'p Resource]) -> Vec<&'p Resource> {
    let mut seen: BTreeSet<(&Option<String>, &Option<String>)> = BTreeSet::new();
    resources.iter().copied().filter(|resource| seen.insert((&resource.database, &resource.schema))).take(MOST_CONTEXTS).collect()
}

/// The texts of hooks: one, a list, or mappings with `sql`.
fn hooks(node: &Node) -> Vec<&Node> {
    let items = if node.as_sequence().is_some() { node.items() } else { std::slice::from_ref(node) };
    items.iter().map(|item| item.get("sql").unwrap_or(item)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_conditions_name_nothing() {
        assert_eq!(Form::Condition.statement("x > 1"), None);
        assert_eq!(Form::Condition.statement("x in (select 1)").as_deref(), Some("select 1 where x in (select 1)"));
        assert_eq!(Form::Reference.statement("ref('a')").as_deref(), Some("select * from {{ ref('a') }}"));
        assert_eq!(Form::ForeignKey.statement("a.b (id)").as_deref(), Some("select * from a.b "));
    }
}
