//! Loading a project: its packages, target, macros and resources.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::docs::{DocBlock, doc_blocks};
use super::macros::read_macros;
use super::nodes::Builder;
use super::profiles::{Wanted, choose_target, profile_paths};
use super::properties::read_properties;
use super::rendering::Scopes;
use super::resolve::{Lookup, resolve};
use super::templates::Templates;
use super::upstream::Upstream;
use super::yaml_values::YamlValues;
use super::{
    EnvironmentVariables, LoadProblem, MacroDefinition, Package, PropertiesFile, PropertyKind, Resource, Target, Vars, files, packages,
};
use crate::text::Files;
use crate::yaml;

/// What the command line and the settings say about how a project is loaded.
#[derive(Clone, Debug, Default)]
pub struct LoadOptions {
    pub target: Option<String>,
    pub profile: Option<String>,
    pub profiles_folder: Option<PathBuf>,
    /// Where no profile says the adapter.
    pub adapter: Option<String>,
    /// Variables that win over those of project files.
    pub vars: Map<String, Value>,
    /// Whether data tests of properties files become resources of their own. Rules look at them where they are written.
    pub generic_tests: bool,
    pub environment: EnvironmentVariables,
}

/// A dbt project with everything it is made of.
pub struct Project {
    pub name: String,
    pub root: PathBuf,
    /// The root project, then its packages.
    pub packages: Vec<Package>,
    pub target: Target,
    /// The other targets of its profile.
    pub other_targets: Vec<Target>,
    pub macros: Vec<MacroDefinition>,
    /// The properties files of the project and its packages.
    pub properties: Vec<PropertiesFile>,
    /// Disabled ones too.
    pub resources: Arc<Vec<Resource>>,
    pub problems: Vec<LoadProblem>,
    options: LoadOptions,
    pub(super) templates: Templates,
    pub(super) scopes: Scopes,
    /// What other projects of the workspace build, once somebody said it.
    pub(super) upstream: OnceLock<Arc<Upstream>>,
}

impl fmt::Debug for Project {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Project").field("name", &self.name).field("root", &self.root).finish_non_exhaustive()
    }
}

impl Project {
    /// Loads the project in `folder`. Never fails as a whole, except where the folder holds no project at all.
    pub fn load(files: &Files, folder: &Path, options: &LoadOptions) -> Result<Self, Vec<LoadProblem>> {
        let mut problems = Vec::new();
        let Some(root) = Package::read(files, folder, &mut problems) else { return Err(problems) };
        let mut packages = vec![root];
        let missing = packages::add_packages(files, &mut packages, &mut problems);
        let (target, other_targets) = target_of(files, &packages[0], options, &mut problems);
        let variables = Arc::new(options.environment.clone());
        let root_vars = packages[0].raw_vars.clone();
        let mut values = Vec::with_capacity(packages.len());
        for (index, package) in packages.iter_mut().enumerate() {
            let own = (index > 0).then(|| package.raw_vars.clone());
            package.vars = Arc::new(Vars::new(options.vars.clone(), root_vars.clone(), own, &package.name));
            let own_vars = Arc::new(package.vars.for_project_file());
            let mut evaluator = YamlValues::new(files, &own_vars, Some(&target), &variables, &package.name);
            package.configure(&mut evaluator);
            problems.append(&mut evaluator.problems);
            values.push(YamlValues::new(files, &package.vars, Some(&target), &variables, &package.name));
        }
        let mut macros = Vec::new();
        let mut properties = Vec::new();
        for (index, package) in packages.iter().enumerate() {
            macros.extend(macros_of(files, package, &mut problems));
            properties.extend(read_properties(files, package, index, &mut problems));
        }
        describe_macros(&mut macros, &properties, &packages);
        let templates = Templates::new(files, &packages, missing, &macros, &target, &variables);
        let mut builder = Builder::new(files, &packages, values, &templates, &properties);
        builder.add_files();
        builder.add_properties();
        if options.generic_tests {
            builder.add_generic_tests();
        }
        let Builder { mut resources, values, problems: found, .. } = builder;
        problems.extend(found);
        problems.extend(values.into_iter().flat_map(|values| values.problems));
        let own_first = packages[0].flag("require_ref_searches_node_package_before_root");
        let lookup = Lookup::new(&resources, &packages[0].name, own_first);
        resolve(&mut resources, &lookup);
        Ok(Self {
            name: packages[0].name.clone(),
            root: packages[0].root.clone(),
            packages,
            target,
            other_targets,
            macros,
            properties,
            resources: Arc::new(resources),
            problems,
            options: options.clone(),
            templates,
            scopes: Scopes::default(),
            upstream: OnceLock::new(),
        })
    }
}

impl Project {
    /// The project as it is in another target of its profile; nothing where the profile has none of that name.
    #[must_use]
    pub fn in_target(&self, files: &Files, target: &str) -> Option<Self> {
        let options = LoadOptions { target: Some(target.to_owned()), ..self.options.clone() };
        Self::load(files, &self.root, &options).ok().filter(|project| project.target.name == target)
    }

    /// The documentation blocks of the project and its packages.
    #[must_use]
    pub fn doc_blocks(&self, files: &Files) -> Vec<DocBlock> {
        self.packages.iter().flat_map(|package| doc_blocks(files, package)).collect()
    }
}

/// The folders below `folder` that hold a project; installed packages and build results are none.
#[must_use]
pub fn find_projects(folder: &Path) -> Vec<PathBuf> {
    if folder.join("dbt_project.yml").is_file() {
        return vec![folder.to_owned()];
    }
    let skipped = ["dbt_packages", "dbt_modules", "target", "node_modules", ".git", ".venv", "venv"];
    let walker = ignore::WalkBuilder::new(folder)
        .standard_filters(false)
        .filter_entry(move |entry| !entry.file_name().to_str().is_some_and(|name| skipped.contains(&name)))
        .build();
    let mut found: Vec<PathBuf> = walker
        .filter_map(Result::ok)
        .filter(|entry| entry.file_name() == "dbt_project.yml")
        .filter_map(|entry| entry.path().parent().map(Path::to_owned))
        .collect();
    found.sort();
    found
}

fn target_of(files: &Files, root: &Package, options: &LoadOptions, problems: &mut Vec<LoadProblem>) -> (Target, Vec<Target>) {
    let variables = Arc::new(options.environment.clone());
    let vars = Arc::new(Vars::new(options.vars.clone(), root.raw_vars.clone(), None, &root.name));
    let mut values = YamlValues::new(files, &vars, None, &variables, &root.name);
    values.in_file(root.file);
    let profile = options.profile.clone().or_else(|| values.text(root.document.root.get("profile")));
    let wanted = Wanted { profile: profile.as_deref(), target: options.target.as_deref(), adapter: options.adapter.as_deref() };
    let paths = profile_paths(&root.root, options.profiles_folder.as_deref());
    let (target, others, found) = choose_target(files, &paths, &wanted, &mut values);
    problems.extend(found);
    problems.extend(values.problems);
    (target, others)
}

fn macros_of(files: &Files, package: &Package, problems: &mut Vec<LoadProblem>) -> Vec<MacroDefinition> {
    let generic_tests = package.test_paths.iter().map(|path| format!("{path}/generic"));
    let folders: Vec<String> = package.macro_paths.iter().cloned().chain(generic_tests).collect();
    let mut found = Vec::new();
    for folder in &folders {
        for path in files::walk(&package.root, folder, &["sql"], problems) {
            match files::read(files, &path.absolute) {
                Ok(file) => found.extend(read_macros(files, file, &package.name, &path.path, problems)),
                Err(problem) => problems.push(problem),
            }
        }
    }
    found
}

fn describe_macros(macros: &mut [MacroDefinition], properties: &[PropertiesFile], packages: &[Package]) {
    let mut entries = FxHashMap::default();
    for file in properties {
        for entry in file.entries(PropertyKind::Macro) {
            if let Some(name) = entry.get("name").and_then(yaml::Node::to_text) {
                entries.insert((packages[file.package].name.clone(), name), (file.file, entry.clone()));
            }
        }
    }
    for definition in macros {
        definition.entry = entries.get(&(definition.package_name.clone(), definition.name.clone())).cloned();
    }
}
