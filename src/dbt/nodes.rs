//! From files to resources: models, seeds, snapshots, analyses, singular tests, hooks.

use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};

use super::blocks::blocks;
use super::config::{Config, SettingOrigin};
use super::context::{NodeScope, partial_template};
use super::files::{PackageFile, read, walk};
use super::properties::{PropertiesFile, PropertyKind, columns, tests};
use super::templates::Templates;
use super::yaml_values::{YamlValues, raw_json};
use super::{DefinedAt, LoadProblem, LoadProblemKind, NodeCalls, Package, Place, Resource, ResourceType, Target, naming};
use crate::jinja::Template;
use crate::text::{FileId, Files, TextRange};
use crate::yaml;

/// An entry of a properties file.
#[derive(Clone)]
pub(super) struct Patch {
    pub file: FileId,
    /// From the package's root.
    pub path: Arc<str>,
    pub entry: yaml::Node,
}

/// One version of a model, as its properties declare it.
#[derive(Clone)]
struct Version {
    model: String,
    version: String,
    latest: String,
    entry: yaml::Node,
}

/// Makes resources of one project's files.
pub(super) struct Builder<'p> {
    pub files: &'p Files,
    pub packages: &'p [Package],
    pub values: Vec<YamlValues<'p>>,
    pub target: &'p Target,
    pub templates: &'p Templates,
    pub properties: &'p [PropertiesFile],
    patches: FxHashMap<(PropertyKind, usize, String), Patch>,
    /// Model files of versioned models, by package and file stem.
    versions: FxHashMap<(usize, String), Version>,
    pub resources: Vec<Resource>,
    pub problems: Vec<LoadProblem>,
}

/// Seeds with more bytes are not read.
const LARGEST_SEED: u64 = 1 << 20;

impl<'p> Builder<'p> {
    pub fn new(
        files: &'p Files,
        packages: &'p [Package],
        values: Vec<YamlValues<'p>>,
        templates: &'p Templates,
        properties: &'p [PropertiesFile],
    ) -> Self {
        let mut builder = Self {
            files,
            packages,
            values,
            target: templates.target(),
            templates,
            properties,
            patches: FxHashMap::default(),
            versions: FxHashMap::default(),
            resources: Vec::new(),
            problems: Vec::new(),
        };
        builder.index_properties();
        builder
    }

    fn index_properties(&mut self) {
        let described = [PropertyKind::Model, PropertyKind::Seed, PropertyKind::Snapshot, PropertyKind::Analysis, PropertyKind::DataTest];
        for file in self.properties {
            for kind in described {
                for entry in file.entries(kind) {
                    let Some(name) = entry.get("name").and_then(yaml::Node::to_text) else { continue };
                    if kind == PropertyKind::Model {
                        self.index_versions(file.package, &name, entry);
                    }
                    let patch = Patch { file: file.file, path: Arc::clone(&file.path), entry: entry.clone() };
                    if self.patches.insert((kind, file.package, name.clone()), patch).is_some() {
                        self.problems.push(LoadProblem {
                            kind: LoadProblemKind::Duplicate,
                            path: file.absolute_path.clone(),
                            place: Some(file.place(entry)),
                            message: format!("`{name}` is described a second time under `{}`; only this description counts", kind.key()),
                        });
                    }
                }
            }
        }
    }

    fn index_versions(&mut self, package: usize, model: &str, entry: &yaml::Node) {
        let versions = entry.get("versions").map(yaml::Node::items).unwrap_or_default();
        let numbers = || versions.iter().filter_map(|version| version.get("v").and_then(yaml::Node::to_text));
        let latest = entry.get("latest_version").and_then(yaml::Node::to_text).or_else(|| numbers().max_by(|a, b| by_version(a, b)));
        for version in versions {
            let Some(number) = version.get("v").and_then(yaml::Node::to_text) else { continue };
            let found = Version {
                model: model.to_owned(),
                version: number.clone(),
                latest: latest.clone().unwrap_or_default(),
                entry: version.clone(),
            };
            let stem = version.get("defined_in").and_then(yaml::Node::to_text).unwrap_or_else(|| format!("{model}_v{number}"));
            if version.get("defined_in").is_none() {
                self.versions.insert((package, format!("{model}.v{number}")), found.clone());
                if Some(&number) == latest.as_ref() {
                    self.versions.entry((package, model.to_owned())).or_insert_with(|| found.clone());
                }
            }
            self.versions.insert((package, stem), found);
        }
    }

    /// Reads every resource that has a file of its own.
    pub fn add_files(&mut self) {
        for package in 0..self.packages.len() {
            let here = &self.packages[package];
            for folder in &here.model_paths {
                for file in self.walk(package, folder, &["sql", "py"]) {
                    self.add_file(package, ResourceType::Model, &file, &[]);
                }
            }
            for folder in &here.analysis_paths {
                for file in self.walk(package, folder, &["sql"]) {
                    self.add_file(package, ResourceType::Analysis, &file, &["analysis"]);
                }
            }
            for folder in &here.test_paths {
                for file in self.walk(package, folder, &["sql"]) {
                    if !file.below.starts_with("generic/") && !file.below.starts_with("fixtures/") {
                        self.add_file(package, ResourceType::Test, &file, &[]);
                    }
                }
            }
            for folder in &here.seed_paths {
                for file in self.walk(package, folder, &["csv"]) {
                    self.add_seed(package, &file);
                }
            }
            for folder in &here.snapshot_paths {
                for file in self.walk(package, folder, &["sql"]) {
                    self.add_snapshots(package, &file);
                }
            }
            self.add_operations(package);
        }
    }

    fn walk(&mut self, package: usize, folder: &str, extensions: &[&str]) -> Vec<PackageFile> {
        walk(&self.packages[package].root, folder, extensions, &mut self.problems)
    }

    fn read(&mut self, path: &Path) -> Option<FileId> {
        read(self.files, path).map_err(|problem| self.problems.push(problem)).ok()
    }

    fn add_file(&mut self, package: usize, kind: ResourceType, path: &PackageFile, prefix: &[&str]) {
        let Some(file) = self.read(&path.absolute) else { return };
        let source = self.files.get(file);
        let (name, folders) = name_and_folders(&path.below);
        let range = whole(&source.text);
        let calls = if path.path.to_ascii_lowercase().ends_with(".py") {
            NodeCalls::python(&source.text, file)
        } else {
            let (template, node) = (Template::new(file, &source.text), self.early_node(package, kind, &name, path));
            self.templates.calls(&template, node).unwrap_or_else(|| NodeCalls::literal(&source.text, range, file, &self.values[package]))
        };
        let fqn = prefix.iter().map(ToString::to_string).chain(folders).collect();
        self.add(package, kind, Draft { name, fqn, path, range: Some(Place { file, range }), calls, code: None });
    }

    fn add_seed(&mut self, package: usize, path: &PackageFile) {
        let (name, fqn) = name_and_folders(&path.below);
        // What rules want of a seed is its header. One larger than dbt itself would hash is data, not source.
        let small = std::fs::metadata(&path.absolute).is_ok_and(|data| data.len() <= LARGEST_SEED);
        let file = if small { self.read(&path.absolute) } else { None };
        let range = file.map(|file| Place { file, range: whole(&self.files.get(file).text) });
        self.add(package, ResourceType::Seed, Draft { name, fqn, path, range, calls: NodeCalls::default(), code: None });
    }

    fn add_snapshots(&mut self, package: usize, path: &PackageFile) {
        let Some(file) = self.read(&path.absolute) else { return };
        let source = self.files.get(file);
        let (stem, folders) = name_and_folders(&path.below);
        for block in blocks(&source.text, &["snapshot"]) {
            let node = self.early_node(package, ResourceType::Snapshot, &block.name, path);
            let calls = self.templates.calls(&partial_template(file, &source.text, block.body), node);
            let calls = calls.unwrap_or_else(|| NodeCalls::literal(&source.text, block.body, file, &self.values[package]));
            let fqn = folders.iter().cloned().chain([stem.clone()]).collect();
            let range = Some(Place { file, range: block.range });
            self.add(package, ResourceType::Snapshot, Draft { name: block.name, fqn, path, range, calls, code: None });
        }
    }

    fn add_operations(&mut self, package: usize) {
        let here = &self.packages[package];
        let path =
            PackageFile { path: "./dbt_project.yml".to_owned(), below: String::new(), absolute: self.files.get(here.file).path.clone() };
        for (when, hooks) in [("start", &here.on_run_start), ("end", &here.on_run_end)] {
            for (index, hook) in hooks.iter().enumerate() {
                let name = format!("{}-on-run-{when}-{index}", here.name);
                let template = Template::new(hook.place.file, &Arc::from(hook.sql.as_str()));
                let node = self.early_node(package, ResourceType::Operation, &name, &path);
                let calls = self.templates.calls(&template, node);
                let mut calls =
                    calls.unwrap_or_else(|| NodeCalls::literal(&hook.sql, whole(&hook.sql), hook.place.file, &self.values[package]));
                calls.move_to(hook.place);
                let code = Some(hook.sql.clone());
                let draft = Draft { name, fqn: vec!["hooks".to_owned()], path: &path, range: Some(hook.place), calls, code };
                self.add(package, ResourceType::Operation, draft);
            }
        }
    }

    /// What a resource's template sees of the resource before its configuration is known.
    fn early_node(&self, package: usize, kind: ResourceType, name: &str, path: &PackageFile) -> NodeScope {
        let here = &self.packages[package].name;
        let target = self.target;
        let (package, name, path, target) = (here.clone(), name.to_owned(), path.clone(), target.clone());
        let this = self.templates.relation(target.database.clone(), target.schema.clone(), &name);
        let model = move || {
            let model = json!({
                "name": name, "resource_type": kind.name(), "package_name": package, "path": path.below, "original_file_path": path.path,
                "unique_id": format!("{}.{package}.{name}", kind.name()), "alias": name, "schema": target.schema,
                "database": target.database, "config": {}, "tags": [], "meta": {}, "columns": {}, "refs": [], "sources": [],
                "depends_on": {"nodes": [], "macros": []},
            });
            if let Value::Object(model) = model { model } else { Map::new() }
        };
        NodeScope::new(here, Box::new(model), Some(this), None)
    }

    /// Adds a resource with everything that project files, properties and its own text say of it.
    pub fn add(&mut self, package: usize, kind: ResourceType, draft: Draft<'_>) {
        let here = &self.packages[package];
        let version = if kind == ResourceType::Model { self.versions.get(&(package, draft.name.clone())).cloned() } else { None };
        let name = version.as_ref().map_or_else(|| draft.name.clone(), |version| version.model.clone());
        let mut fqn = vec![here.name.clone()];
        fqn.extend(draft.fqn);
        fqn.push(name.clone());
        fqn.extend(version.iter().map(|version| format!("v{}", version.version)));
        let patch = property_kind(kind).and_then(|property| self.patches.get(&(property, package, name.clone())).cloned());
        let mut entries: Vec<(yaml::Node, FileId)> = patch.iter().map(|patch| (patch.entry.clone(), patch.file)).collect();
        if let (Some(version), Some(patch)) = (&version, &patch) {
            entries.push((version.entry.clone(), patch.file));
        }
        let config = self.config_of(package, kind, &fqn, &entries, &draft.calls);
        let mut resource = Resource {
            unique_id: format!(
                "{}.{}.{name}{}",
                kind.name(),
                here.name,
                version.as_ref().map_or(String::new(), |version| format!(".v{}", version.version))
            ),
            resource_type: kind,
            package_name: here.name.clone(),
            path: draft.path.path.clone(),
            fqn,
            name,
            version: version.as_ref().map(|version| version.version.clone()),
            latest_version: version.as_ref().map(|version| version.latest.clone()),
            enabled: config.enabled(),
            tags: config.tags(),
            access: (kind == ResourceType::Model).then(|| config.text("access").unwrap_or_else(|| "protected".to_owned())),
            group: config.text("group"),
            meta: config.get("meta").cloned().unwrap_or_default(),
            config,
            calls: draft.calls,
            defined_at: DefinedAt { file: draft.range, ..DefinedAt::default() },
            code: draft.code,
            ..Resource::default()
        };
        if let Some(patch) = patch {
            self.describe(&mut resource, package, &patch, version.as_ref().map(|version| &version.entry));
        }
        self.name(&mut resource);
        self.resources.push(resource);
    }

    fn describe(&mut self, resource: &mut Resource, package: usize, patch: &Patch, version: Option<&yaml::Node>) {
        let values = &mut self.values[package];
        values.in_file(patch.file);
        let entry = &patch.entry;
        resource.description =
            version.and_then(|version| version.get("description")).or_else(|| entry.get("description")).and_then(yaml::Node::to_text);
        resource.columns = columns(entry, patch.file, values);
        resource.tests = tests(entry, patch.file, values);
        if let Some(version) = version {
            resource.columns.extend(columns(version, patch.file, values));
            if version.get("tests").or_else(|| version.get("data_tests")).is_some() {
                resource.tests = tests(version, patch.file, values);
            }
        }
        resource.defined_at.entry = Some(Place { file: patch.file, range: entry.range });
        resource.defined_at.entry_name = entry.get("name").map(|name| Place { file: patch.file, range: name.range });
        resource.described_in = Some(Arc::clone(&patch.path));
        resource.entry = Some(entry.clone());
    }

    /// Merges what is said of a resource: its package's project file, properties, its own `config()`, and, for other
    /// packages' resources, the root's project file above all.
    pub fn config_of(
        &mut self,
        package: usize,
        kind: ResourceType,
        fqn: &[String],
        entries: &[(yaml::Node, FileId)],
        calls: &NodeCalls,
    ) -> Config {
        let mut config = Config::default();
        let section = kind.config_key();
        let apply = |config: &mut Config, package: &Package, origin| {
            for (key, value, place) in package.configs.get(section).map(|tree| tree.levels(fqn)).unwrap_or_default() {
                config.merge(key, value.clone(), origin, Some(*place));
            }
        };
        apply(&mut config, &self.packages[package], SettingOrigin::Package);
        for (index, (entry, file)) in entries.iter().enumerate() {
            // What a version says under `config:` stands in the place of what its model says.
            let replaced = entries.get(index + 1).and_then(|(version, _)| version.get("config"));
            self.add_entry_config(&mut config, package, (entry, *file), replaced);
        }
        for (key, value, place) in &calls.config {
            config.merge(key, value.clone(), SettingOrigin::File, Some(*place));
        }
        if package != 0 {
            apply(&mut config, &self.packages[0], SettingOrigin::Root);
        }
        config
    }

    fn add_entry_config(
        &mut self,
        config: &mut Config,
        package: usize,
        (entry, file): (&yaml::Node, FileId),
        replaced: Option<&yaml::Node>,
    ) {
        let values = &mut self.values[package];
        values.in_file(file);
        // Older spellings stand beside `config:`.
        let beside = ["tags", "meta", "docs", "group", "access", "enabled"].iter().filter_map(|key| entry.entry(key));
        let inside = entry.get("config").map(yaml::Node::entries).unwrap_or_default();
        let inside = inside.iter().filter(|setting| {
            let key = setting.key.to_text();
            !key.is_some_and(|key| replaced.is_some_and(|replaced| replaced.get(&key).is_some()))
        });
        for setting in beside.chain(inside) {
            let Some(key) = setting.key.to_text() else { continue };
            let key = key.trim_start_matches('+');
            let value = if key.ends_with("hook") { raw_json(&setting.value) } else { values.render(&setting.value) };
            config.merge(key, value, SettingOrigin::Properties, Some(Place { file, range: setting.range() }));
        }
    }

    /// Gives a resource its names in the warehouse.
    pub fn name(&self, resource: &mut Resource) {
        let kind = resource.resource_type;
        // Macros that make names see what it is built as.
        resource.materialized = Some(match kind {
            ResourceType::Seed => "seed".to_owned(),
            ResourceType::Snapshot => "snapshot".to_owned(),
            ResourceType::Test => "test".to_owned(),
            _ => resource.config.text("materialized").unwrap_or_else(|| if resource.is_python() { "table" } else { "view" }.to_owned()),
        });
        let config = &resource.config;
        let custom_schema = config.text("schema").or_else(|| (kind == ResourceType::Test).then(|| "dbt_test__audit".to_owned()));
        let alias = naming::alias_name(self.templates, config.text("alias").as_deref(), resource);
        let schema = naming::schema_name(self.templates, custom_schema.as_deref(), resource, self.target);
        let database = naming::database_name(self.templates, config.text("database").as_deref(), resource, self.target);
        resource.alias = Some(alias);
        resource.schema = schema;
        resource.database = database;
        let config = &resource.config;
        if kind == ResourceType::Snapshot {
            if let Some(schema) = config.text("target_schema") {
                resource.schema = Some(schema);
            }
            if let Some(database) = config.text("target_database") {
                resource.database = Some(database);
            }
        }
    }
}

/// A resource before its configuration is known.
pub(super) struct Draft<'d> {
    pub name: String,
    /// The folders between the package and the name.
    pub fqn: Vec<String>,
    pub path: &'d PackageFile,
    pub range: Option<Place>,
    pub calls: NodeCalls,
    /// The template, where it is no file's text.
    pub code: Option<String>,
}

fn property_kind(kind: ResourceType) -> Option<PropertyKind> {
    Some(match kind {
        ResourceType::Model => PropertyKind::Model,
        ResourceType::Seed => PropertyKind::Seed,
        ResourceType::Snapshot => PropertyKind::Snapshot,
        ResourceType::Analysis => PropertyKind::Analysis,
        ResourceType::Test => PropertyKind::DataTest,
        _ => return None,
    })
}

/// A file's stem, and the folders above it.
fn name_and_folders(below: &str) -> (String, Vec<String>) {
    let mut parts: Vec<String> = below.split('/').map(ToOwned::to_owned).collect();
    let file = parts.pop().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem).to_owned();
    (stem, parts)
}

pub(super) fn whole(text: &str) -> TextRange {
    TextRange::from(0..text.len())
}

/// Numbers by size, everything else by its letters.
fn by_version(a: &str, b: &str) -> std::cmp::Ordering {
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => a.total_cmp(&b),
        _ => a.cmp(b),
    }
}
