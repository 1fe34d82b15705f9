//! Templates of a loaded project: each resource's context, as dbt compiles or as it is judged.

use std::sync::{Arc, LazyLock, OnceLock};

use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};

use super::context::{Context, Mode, NodeConfig, NodeScope, Reference, Relation, Relations, Scope, partial_template};
use super::resolve::Lookup;
use super::templates::Templates;
use super::{Project, RefCall, Resource, ResourceType, SourceCall};
use crate::jinja::Template;
use crate::text::{FileId, Files, TextRange};

/// The scopes of a project, made when first asked for.
#[derive(Default)]
pub(super) struct Scopes {
    compile: OnceLock<Arc<Scope>>,
    lint: OnceLock<Arc<Scope>>,
    /// As judged in each of the profile's other targets.
    elsewhere: OnceLock<Vec<Arc<Scope>>>,
}

impl Project {
    /// What all templates of the project share in a mode.
    pub fn scope(&self, mode: Mode) -> &Arc<Scope> {
        match mode {
            Mode::Parse => self.templates.scope(),
            Mode::Compile => self.scopes.compile.get_or_init(|| Arc::new(self.resolved_scope(mode))),
            Mode::Lint => self.scopes.lint.get_or_init(|| Arc::new(self.resolved_scope(mode))),
        }
    }

    /// The context of one resource's template.
    #[must_use]
    pub fn context(&self, resource: &Resource, mode: Mode) -> Context {
        Context::new(self.scope(mode), self.node_scope(resource))
    }

    fn node_scope(&self, resource: &Resource) -> NodeScope {
        let this = Some(relation_of(&self.templates, resource));
        let config: NodeConfig = LazyLock::new(self.later(resource, config_of));
        NodeScope::new(&resource.package_name, self.later(resource, model_of), this, Some(config))
    }

    /// What makes something of a resource, once a template asks for it; few do.
    fn later(&self, resource: &Resource, make: fn(&Resource) -> Map<String, Value>) -> Box<dyn Fn() -> Map<String, Value> + Send + Sync> {
        if let Some(at) = self.place_among(resource) {
            let resources = Arc::clone(&self.resources);
            return Box::new(move || make(&resources[at]));
        }
        let made = make(resource);
        Box::new(move || made.clone())
    }

    /// Where a resource stands among those of the project, told by its address: looking through all of them for each would take as many
    /// steps as there are pairs.
    fn place_among(&self, resource: &Resource) -> Option<usize> {
        let ahead = std::ptr::from_ref(resource).addr().checked_sub(self.resources.as_ptr().addr())?;
        let at = ahead / size_of::<Resource>();
        self.resources.get(at).filter(|found| std::ptr::eq(*found, resource)).map(|_| at)
    }

    /// The contexts of one resource's template in the profile's other targets. Names of resources are those of the target in force.
    #[must_use]
    pub fn contexts_elsewhere(&self, resource: &Resource) -> Vec<Context> {
        let scope = |target: &super::Target| Arc::new(Scope { target: target.clone(), ..self.resolved_scope(Mode::Lint) });
        let scopes = self.scopes.elsewhere.get_or_init(|| self.other_targets.iter().map(scope).collect());
        let context = |scope: &Arc<Scope>| Context::new(scope, self.node_scope(resource));
        scopes.iter().map(context).collect()
    }

    /// A context for a template that is no resource's: a macro's, a value's.
    #[must_use]
    pub fn bare_context(&self, package: &str, mode: Mode) -> Context {
        Context::new(self.scope(mode), NodeScope::bare(package))
    }

    /// The template of a resource: its file, or of a snapshot the part of the file that is its block. Nothing for seeds,
    /// Python models and what is only described.
    #[must_use]
    pub fn template(&self, files: &Files, resource: &Resource) -> Option<Arc<Template>> {
        if let Some(code) = &resource.code {
            let file = resource.defined_at.file.or(resource.defined_at.entry)?.file;
            return Some(Template::new(file, &Arc::from(code.as_str())));
        }
        let file = resource.defined_at.file?.file;
        self.template_in(&files.get(file).text, resource)
    }

    /// The same in another text of the resource's file.
    #[must_use]
    pub fn template_in(&self, text: &Arc<str>, resource: &Resource) -> Option<Arc<Template>> {
        let place = resource.defined_at.file?;
        if resource.is_python() || matches!(resource.resource_type, ResourceType::Seed | ResourceType::Operation) {
            return None;
        }
        if resource.resource_type != ResourceType::Snapshot {
            return Some(Template::new(place.file, text));
        }
        let body = super::blocks(text, &["snapshot"]).into_iter().find(|block| block.name == resource.name)?.body;
        Some(partial_template(place.file, text, body))
    }

    /// The template of a file of macros: what stands outside its blocks is blank.
    #[must_use]
    pub fn macro_template(&self, file: FileId, text: &Arc<str>) -> Arc<Template> {
        super::context::template_of(file, text)
    }

    /// The relation that a resource builds or names.
    pub(super) fn relation_of(&self, resource: &Resource) -> Relation {
        relation_of(&self.templates, resource)
    }

    fn resolved_scope(&self, mode: Mode) -> Scope {
        let by_id = self
            .resources
            .iter()
            .filter(|resource| resource.enabled && has_relation(resource.resource_type))
            .map(|resource| (resource.unique_id.clone(), relation_of(&self.templates, resource)))
            .collect::<FxHashMap<String, Relation>>();
        let own_first = self.packages[0].flag("require_ref_searches_node_package_before_root");
        let lookup = Lookup::new(&self.resources, &self.name, own_first);
        let resources = Arc::clone(&self.resources);
        let resolve = move |reference: Reference<'_>| {
            let place = super::Place { file: FileId(0), range: TextRange::empty(0) };
            let found = match reference {
                Reference::Ref { from, package, name, version } => {
                    let call = RefCall {
                        package: package.map(ToOwned::to_owned),
                        name: name.to_owned(),
                        version: version.map(ToOwned::to_owned),
                        place,
                    };
                    lookup.resource_of(&call, &resources, from)
                }
                Reference::Source { from, source, table } => {
                    let call = SourceCall { source: source.to_owned(), table: table.to_owned(), place };
                    lookup.source_of(&call, &resources, from)
                }
            };
            found.map(|index| resources[index].unique_id.clone())
        };
        let resources = Arc::clone(&self.resources);
        let graph = move || graph_of(&resources);
        let upstream = self.upstream.get().cloned().unwrap_or_default();
        let runs = |resource: &&Resource| resource.enabled && resource.resource_type.is_run();
        let selected = self.resources.iter().filter(runs).map(|resource| resource.unique_id.clone()).collect();
        let relations = Relations { by_id, resolve: Some(Box::new(resolve)), upstream, selected };
        self.templates.scope().with_relations(mode, relations, Box::new(graph))
    }
}

fn has_relation(kind: ResourceType) -> bool {
    matches!(kind, ResourceType::Model | ResourceType::Seed | ResourceType::Snapshot | ResourceType::Source)
}

fn relation_of(templates: &Templates, resource: &Resource) -> Relation {
    let name = resource.identifier.as_ref().or(resource.alias.as_ref()).unwrap_or(&resource.name);
    let mut relation = templates.relation(resource.database.clone(), resource.schema.clone(), name);
    let ephemeral = resource.resource_type == ResourceType::Model && resource.materialized.as_deref() == Some("ephemeral");
    if ephemeral {
        relation.ephemeral = true;
    }
    let written = [&resource.source_entry, &resource.entry].into_iter().flatten().filter_map(|entry| entry.get("quoting"));
    for quoting in written.filter(|_| resource.resource_type == ResourceType::Source) {
        if let Value::Object(quoting) = super::plain_value(quoting) {
            relation.quote = relation.quote.with(&quoting);
        }
    }
    if let Some(Value::Object(quoting)) = resource.config.get("quoting") {
        relation.quote = relation.quote.with(quoting);
    }
    relation
}

/// What a resource is configured to, with the settings that every resource has.
fn config_of(resource: &Resource) -> Map<String, Value> {
    let defaults = json!({
        "enabled": resource.enabled, "alias": null, "schema": null, "database": null, "tags": [], "meta": {}, "group": null,
        "materialized": resource.materialized, "incremental_strategy": null, "persist_docs": {}, "post-hook": [], "pre-hook": [],
        "quoting": {}, "column_types": {}, "full_refresh": null, "unique_key": null, "on_schema_change": "ignore",
        "on_configuration_change": "apply", "grants": {}, "packages": [], "docs": {"show": true, "node_color": null},
        "contract": {"enforced": false, "alias_types": true}, "access": resource.access,
    });
    let mut config = match defaults {
        Value::Object(defaults) if resource.resource_type != ResourceType::Source => defaults,
        _ => Map::new(),
    };
    config.extend(resource.config.iter().map(|(key, setting)| (key.to_owned(), setting.value.clone())));
    config
}

/// `model`, as templates see it.
fn model_of(resource: &Resource) -> Map<String, Value> {
    match node_of(resource) {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// A resource as `model` and `graph` show it.
pub(super) fn node_of(resource: &Resource) -> Value {
    let config = config_of(resource);
    let columns: Map<String, Value> = resource
        .columns
        .iter()
        .map(|column| {
            let value = json!({
                "name": column.name, "description": column.description.clone().unwrap_or_default(), "meta": column.meta,
                "data_type": column.data_type, "tags": column.tags, "constraints": [], "quote": null,
                "config": {"meta": column.meta, "tags": column.tags},
            });
            (column.name.clone(), value)
        })
        .collect();
    let refs: Vec<Value> =
        resource.refs().iter().map(|call| json!({"name": call.name, "package": call.package, "version": call.version})).collect();
    let sources: Vec<Value> = resource.sources().iter().map(|call| json!([call.source, call.table])).collect();
    let below = resource.path.split_once('/').map_or(resource.path.as_str(), |(_, below)| below);
    let mut node = json!({
        "name": resource.name, "resource_type": resource.resource_type.name(), "package_name": resource.package_name,
        "path": below, "original_file_path": resource.path, "unique_id": resource.unique_id, "fqn": resource.fqn,
        "alias": resource.alias, "identifier": resource.identifier, "version": resource.version, "latest_version": resource.latest_version,
        "tags": resource.tags, "config": config, "meta": resource.meta, "schema": resource.schema, "database": resource.database,
        "access": resource.access, "group": resource.group, "description": resource.description.clone().unwrap_or_default(),
        "columns": columns, "refs": refs, "sources": sources, "metrics": [], "depends_on": {"nodes": resource.depends_on, "macros": []},
        "language": if resource.is_python() { "python" } else { "sql" }, "constraints": [], "contract": {"enforced": false},
        "time_spine": resource.entry.as_ref().and_then(|entry| entry.get("time_spine")).map(super::plain_value),
        "patch_path": null, "docs": {"show": true, "node_color": null},
    });
    if let (Some(test), Value::Object(node)) = (&resource.generic_test, &mut node) {
        let about = json!({"name": test.macro_name, "namespace": test.namespace, "kwargs": test.arguments});
        node.insert("test_metadata".to_owned(), about);
        node.insert("column_name".to_owned(), json!(test.column_name));
        node.insert("attached_node".to_owned(), json!(test.attached_to));
    }
    if let (Some(source), Value::Object(node)) = (&resource.source_name, &mut node) {
        node.insert("source_name".to_owned(), json!(source));
        node.insert(
            "loader".to_owned(),
            json!(
                resource
                    .source_entry
                    .as_ref()
                    .and_then(|entry| entry.get("loader"))
                    .and_then(crate::yaml::Node::to_text)
                    .unwrap_or_default()
            ),
        );
        let described = resource.source_entry.as_ref().and_then(|entry| entry.get("description")).and_then(crate::yaml::Node::to_text);
        node.insert("source_description".to_owned(), json!(described.unwrap_or_default()));
    }
    node
}

/// `graph`
fn graph_of(resources: &[Resource]) -> Value {
    let mut graph: Map<String, Value> = ["nodes", "sources", "exposures", "metrics", "semantic_models", "saved_queries", "groups"]
        .iter()
        .map(|key| ((*key).to_owned(), json!({})))
        .collect();
    for resource in resources.iter().filter(|resource| resource.enabled) {
        let section = match resource.resource_type {
            ResourceType::Source => "sources",
            ResourceType::Exposure => "exposures",
            ResourceType::Metric => "metrics",
            ResourceType::SemanticModel => "semantic_models",
            ResourceType::SavedQuery => "saved_queries",
            ResourceType::UnitTest => continue,
            _ => "nodes",
        };
        if let Some(Value::Object(entries)) = graph.get_mut(section) {
            entries.insert(resource.unique_id.clone(), node_of(resource));
        }
    }
    Value::Object(graph)
}
