//! From properties to resources: sources, exposures, snapshots, and everything else that has no file of its own.

use std::sync::Arc;

use serde_json::Value;

use super::config::Config;
use super::files::PackageFile;
use super::nodes::{Builder, Draft, whole};
use super::properties::{PropertiesFile, PropertyKind, columns, tests};
use super::yaml_values::YamlValues;
use super::{DefinedAt, NodeCalls, Place, RefCall, Resource, ResourceType};
use crate::yaml;

impl Builder<'_> {
    /// Adds what properties files define.
    pub fn add_properties(&mut self) {
        for file in self.properties {
            for source in file.entries(PropertyKind::Source).iter().filter(|source| source.get("overrides").is_none()) {
                let over = override_of(self.properties, &self.packages[file.package].name, source);
                let merged = over.map_or_else(|| source.clone(), |over| source.overlaid(over, &["name", "overrides", "tables"]));
                for table in source.get("tables").map(yaml::Node::items).unwrap_or_default() {
                    let over = over.and_then(|over| named(over.get("tables"), table));
                    let table = over.map_or_else(|| table.clone(), |over| overridden(table, over));
                    self.add_source(file, &merged, &table);
                }
            }
            for snapshot in file.entries(PropertyKind::Snapshot) {
                self.add_yaml_snapshot(file, snapshot);
            }
            for (kind, resource_type) in [
                (PropertyKind::Exposure, ResourceType::Exposure),
                (PropertyKind::Metric, ResourceType::Metric),
                (PropertyKind::SemanticModel, ResourceType::SemanticModel),
                (PropertyKind::SavedQuery, ResourceType::SavedQuery),
                (PropertyKind::UnitTest, ResourceType::UnitTest),
            ] {
                for entry in file.entries(kind) {
                    self.add_described(file, entry, resource_type);
                }
            }
        }
    }

    fn add_source(&mut self, file: &PropertiesFile, source: &yaml::Node, table: &yaml::Node) {
        let (Some(source_name), Some(table_name)) =
            (source.get("name").and_then(yaml::Node::to_text), table.get("name").and_then(yaml::Node::to_text))
        else {
            return;
        };
        let package = file.package;
        let here = self.packages[package].name.clone();
        let fqn = fqn_of(&here, file, &[&source_name, &table_name]);
        let entries = [(source.clone(), file.file), (table.clone(), file.file)];
        let config = self.config_of(package, ResourceType::Source, &fqn, &entries, &NodeCalls::default());
        let values = &mut self.values[package];
        values.in_file(file.file);
        let bigquery_names = |key: &str, other: &str| source.get(key).or_else(|| source.get(other));
        let database = values.text(bigquery_names("database", "project")).or_else(|| self.target.database.clone());
        let schema = values.text(bigquery_names("schema", "dataset")).unwrap_or_else(|| source_name.clone());
        let identifier = values.text(table.get("identifier")).unwrap_or_else(|| table_name.clone());
        let resource = Resource {
            unique_id: format!("source.{here}.{source_name}.{table_name}"),
            name: table_name,
            source_name: Some(source_name),
            identifier: Some(identifier),
            database: database.filter(|name| !name.trim().is_empty()),
            schema: Some(schema),
            columns: columns(table, file.file, values),
            tests: tests(table, file.file, values),
            source_entry: Some(source.clone()),
            ..described(ResourceType::Source, here, fqn, file, table, config)
        };
        self.resources.push(resource);
    }

    /// A snapshot whose relation is named in YAML.
    fn add_yaml_snapshot(&mut self, file: &PropertiesFile, entry: &yaml::Node) {
        let (Some(name), Some(relation)) = (entry.get("name").and_then(yaml::Node::to_text), entry.get("relation")) else { return };
        let calls = self.calls_of_text(file, relation);
        let path = PackageFile { path: file.path.to_string(), below: file.below.clone(), absolute: file.absolute_path.clone() };
        let relation = relation.to_text().unwrap_or_default();
        let read = if relation.contains("{{") { relation } else { format!("{{{{ {relation} }}}}") };
        let code = Some(format!("select * from {read}"));
        let draft = Draft { name, fqn: folders_of(file), path: &path, range: None, calls, code };
        self.add(file.package, ResourceType::Snapshot, draft);
    }

    fn add_described(&mut self, file: &PropertiesFile, entry: &yaml::Node, kind: ResourceType) {
        let Some(name) = entry.get("name").and_then(yaml::Node::to_text) else { return };
        let package = file.package;
        let here = self.packages[package].name.clone();
        let fqn = match (kind, entry.get("model").and_then(yaml::Node::to_text)) {
            (ResourceType::UnitTest, Some(model)) => fqn_of(&here, file, &[&model, &name]),
            _ => fqn_of(&here, file, &[&name]),
        };
        let config = self.config_of(package, kind, &fqn, &[(entry.clone(), file.file)], &NodeCalls::default());
        let mut calls = NodeCalls::default();
        for item in entry.get("depends_on").map(yaml::Node::items).unwrap_or_default() {
            calls.extend(self.calls_of_text(file, item));
        }
        if let Some(model) = entry.get("model").filter(|_| kind == ResourceType::SemanticModel) {
            calls.extend(self.calls_of_text(file, model));
        }
        let model = entry.get("model").and_then(yaml::Node::to_text).filter(|_| kind == ResourceType::UnitTest);
        // A unit test is built where its model is.
        let tested = model.and_then(|model| {
            let is_it = |resource: &&Resource| resource.resource_type == ResourceType::Model && resource.package_name == here;
            self.resources.iter().filter(is_it).find(|resource| resource.name == model).cloned()
        });
        if kind == ResourceType::UnitTest {
            calls.extend(self.calls_of_unit_test(file, entry));
        }
        let id = fqn[1 + folders_of(file).len()..].join(".");
        let resource = Resource {
            unique_id: format!("{}.{here}.{id}", kind.name()),
            name,
            calls,
            schema: tested.and_then(|tested| tested.schema),
            ..described(kind, here, fqn, file, entry, config)
        };
        self.resources.push(resource);
    }

    /// The model that a unit test is of, by its name, and the inputs it gives.
    fn calls_of_unit_test(&self, file: &PropertiesFile, entry: &yaml::Node) -> NodeCalls {
        let mut calls = NodeCalls::default();
        if let Some(model) = entry.get("model")
            && let Some(name) = model.to_text()
        {
            calls.refs.push(RefCall { package: None, name, version: None, place: file.place(model) });
        }
        let given = entry.get("given").map(yaml::Node::items).unwrap_or_default();
        // `this` is the model itself, as it was before the run.
        let inputs =
            given.iter().filter_map(|input| input.get("input")).filter(|input| input.as_str().is_none_or(|text| text.trim() != "this"));
        inputs.for_each(|input| calls.extend(self.calls_of_text(file, input)));
        calls
    }

    /// The calls of a scalar that holds an expression, with or without braces.
    fn calls_of_text(&self, file: &PropertiesFile, node: &yaml::Node) -> NodeCalls {
        let Some(text) = node.as_str() else { return NodeCalls::default() };
        NodeCalls::of_scalar(text, file.place(node), &self.values[file.package])
    }
}

/// What the root project says in the place of a package's source (`overrides:`).
fn override_of<'p>(properties: &'p [PropertiesFile], package: &str, source: &yaml::Node) -> Option<&'p yaml::Node> {
    let text = |node: &yaml::Node, key: &str| node.get(key).and_then(yaml::Node::to_text);
    let all = properties.iter().filter(|file| file.package == 0).flat_map(|file| file.entries(PropertyKind::Source));
    all.into_iter().find(|over| text(over, "overrides").as_deref() == Some(package) && text(over, "name") == text(source, "name"))
}

/// The item of a list that has the same name.
fn named<'n>(items: Option<&'n yaml::Node>, like: &yaml::Node) -> Option<&'n yaml::Node> {
    let name = |node: &yaml::Node| node.get("name").and_then(yaml::Node::to_text);
    items?.items().iter().find(|item| name(item) == name(like))
}

/// A table with what is said in its place; columns are replaced one by one.
fn overridden(table: &yaml::Node, over: &yaml::Node) -> yaml::Node {
    let merged = table.overlaid(over, &["name"]);
    let (Some(own), Some(others)) = (table.get("columns"), over.get("columns")) else { return merged };
    let kept = own.items().iter().filter(|column| named(Some(others), column).is_none());
    let columns = kept.chain(others.items()).cloned().collect();
    merged.with("columns", &yaml::Value::Sequence(columns))
}

/// A resource that only YAML describes, its names left out.
fn described(
    kind: ResourceType,
    package_name: String,
    fqn: Vec<String>,
    file: &PropertiesFile,
    entry: &yaml::Node,
    config: Config,
) -> Resource {
    Resource {
        resource_type: kind,
        package_name,
        path: file.path.to_string(),
        fqn,
        enabled: config.enabled(),
        tags: config.tags(),
        group: config.text("group"),
        meta: config.get("meta").cloned().unwrap_or(Value::Null),
        config,
        description: entry.get("description").and_then(yaml::Node::to_text),
        defined_at: DefinedAt { file: None, entry: Some(file.place(entry)), entry_name: entry.get("name").map(|name| file.place(name)) },
        described_in: Some(Arc::clone(&file.path)),
        entry: Some(entry.clone()),
        ..Resource::default()
    }
}

fn folders_of(file: &PropertiesFile) -> Vec<String> {
    let mut parts: Vec<String> = file.below.split('/').map(ToOwned::to_owned).collect();
    parts.pop();
    parts
}

fn fqn_of(package: &str, file: &PropertiesFile, names: &[&str]) -> Vec<String> {
    let mut fqn = vec![package.to_owned()];
    fqn.extend(folders_of(file));
    fqn.extend(names.iter().map(|&name| name.to_owned()));
    fqn
}

impl NodeCalls {
    /// The calls of a YAML scalar that holds an expression, with or without braces.
    pub(super) fn of_scalar(text: &str, place: Place, values: &YamlValues<'_>) -> Self {
        let expression = if text.contains("{{") { text.to_owned() } else { format!("{{{{ {text} }}}}") };
        let mut calls = Self::literal(&expression, whole(&expression), place.file, values);
        calls.move_to(place);
        calls
    }

    /// Says that all calls stand at one place: that of the YAML value they were read from.
    pub(super) fn move_to(&mut self, place: Place) {
        for call in &mut self.refs {
            call.place = place;
        }
        for call in &mut self.sources {
            call.place = place;
        }
        for (_, _, at) in &mut self.config {
            *at = place;
        }
    }

    /// Adds another text's calls.
    pub(super) fn extend(&mut self, other: Self) {
        self.refs.extend(other.refs);
        self.sources.extend(other.sources);
        self.config.extend(other.config);
    }
}
