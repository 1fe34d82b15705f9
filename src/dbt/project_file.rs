//! `dbt_project.yml`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::config::{ConfigTree, strings};
use super::yaml_values::{YamlValues, raw_map};
use super::{LoadProblem, LoadProblemKind, Place, Vars, files};
use crate::text::{FileId, Files, TextRange};
use crate::yaml;

/// Where macros of a namespace are looked for, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispatch {
    pub namespace: String,
    pub search_order: Vec<String>,
    pub place: Place,
}

/// SQL to be run at the start or the end of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    pub sql: String,
    pub place: Place,
}

/// A dbt project, be it the root or an installed package.
#[derive(Clone, Debug)]
pub struct Package {
    pub name: String,
    /// Its folder, symbolic links resolved.
    pub root: PathBuf,
    pub file: FileId,
    pub document: Arc<yaml::Document>,
    pub name_range: TextRange,
    pub version: Option<String>,
    pub model_paths: Vec<String>,
    pub seed_paths: Vec<String>,
    pub test_paths: Vec<String>,
    pub analysis_paths: Vec<String>,
    pub macro_paths: Vec<String>,
    pub snapshot_paths: Vec<String>,
    pub packages_install_path: String,
    pub dispatch: Vec<Dispatch>,
    /// What its `packages.yml` and their like ask for.
    pub dependencies: Vec<super::Dependency>,
    pub on_run_start: Vec<Hook>,
    pub on_run_end: Vec<Hook>,
    /// `database`, `schema`, `identifier`, where the project says whether they are quoted.
    pub quoting: Map<String, Value>,
    pub flags: Map<String, Value>,
    /// `vars:` as written.
    pub raw_vars: Map<String, Value>,
    /// The package's view of the variables.
    pub vars: Arc<Vars>,
    /// `models:`, `seeds:` ... by section.
    pub configs: FxHashMap<&'static str, ConfigTree>,
}

/// Sections of the project file that configure resources, with their older spellings.
const SECTIONS: &[(&str, &[&str])] = &[
    ("models", &["models"]),
    ("seeds", &["seeds"]),
    ("snapshots", &["snapshots"]),
    ("sources", &["sources"]),
    ("tests", &["data_tests", "tests"]),
    ("exposures", &["exposures"]),
    ("metrics", &["metrics"]),
    ("semantic-models", &["semantic-models"]),
    ("saved-queries", &["saved-queries"]),
    ("unit_tests", &["unit_tests"]),
];

impl Package {
    /// Reads a folder's project file, as far as it says anything by itself; variables and settings come with [`Self::configure`].
    pub(super) fn read(files: &Files, folder: &Path, problems: &mut Vec<LoadProblem>) -> Option<Self> {
        let root = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let path = ["dbt_project.yml", "dbt_project.yaml"].iter().map(|name| root.join(name)).find(|path| path.is_file());
        let Some(path) = path else {
            problems.push(LoadProblem {
                kind: LoadProblemKind::ProjectFile,
                path: folder.to_owned(),
                place: None,
                message: "this folder has no dbt_project.yml, so it is no dbt project".to_owned(),
            });
            return None;
        };
        let file = match files::read(files, &path) {
            Ok(file) => file,
            Err(problem) => {
                problems.push(problem);
                return None;
            }
        };
        let document = yaml::parse(&files.get(file).text);
        problems.extend(yaml_problems(&document, file, &path));
        let node = &document.root;
        let place = |range| Some(Place { file, range });
        let mut complain = |message: &str, range| {
            problems.push(LoadProblem {
                kind: LoadProblemKind::ProjectFile,
                path: path.clone(),
                place: place(range),
                message: message.to_owned(),
            });
        };
        let name = match node.get("name") {
            Some(name) if name.as_str().is_some_and(|name| !name.trim().is_empty()) => name.as_str().unwrap_or_default().to_owned(),
            Some(other) => {
                complain("`name` must be text of letters, digits and underscores", other.range);
                folder_name(&root)
            }
            None => {
                complain(
                    "the project has no `name`; add one, such as `name: my_project`. The folder's name stands in for it",
                    TextRange::empty(0),
                );
                folder_name(&root)
            }
        };
        for key in ["source-paths", "data-paths"] {
            if let Some(entry) = node.entry(key) {
                let now = if key == "source-paths" { "model-paths" } else { "seed-paths" };
                complain(&format!("`{key}` is now called `{now}`"), entry.key.range);
            }
        }
        let paths = |keys: &[&str], default: &[&str]| -> Vec<String> {
            let given = keys.iter().find_map(|key| node.get(key)).map(|paths| strings(&super::yaml_values::raw_json(paths)));
            let given = given.unwrap_or_else(|| default.iter().map(|&path| path.to_owned()).collect());
            given.iter().map(|path| path.trim_start_matches("./").trim_end_matches('/').to_owned()).collect()
        };
        let one = |key: &str, default: &str| node.get(key).and_then(yaml::Node::as_str).unwrap_or(default).to_owned();
        Some(Self {
            name_range: node.get("name").map_or(TextRange::empty(0), |name| name.range),
            name,
            version: node.get("version").and_then(yaml::Node::to_text),
            model_paths: paths(&["model-paths", "source-paths"], &["models"]),
            seed_paths: paths(&["seed-paths", "data-paths"], &["seeds"]),
            test_paths: paths(&["test-paths"], &["tests"]),
            analysis_paths: paths(&["analysis-paths"], &["analyses"]),
            macro_paths: paths(&["macro-paths"], &["macros"]),
            snapshot_paths: paths(&["snapshot-paths"], &["snapshots"]),
            packages_install_path: one("packages-install-path", "dbt_packages"),
            dispatch: dispatch(node, file),
            dependencies: Vec::new(),
            on_run_start: hooks(node.get("on-run-start"), file),
            on_run_end: hooks(node.get("on-run-end"), file),
            quoting: node.get("quoting").map(raw_map).unwrap_or_default(),
            flags: node.get("flags").map(raw_map).unwrap_or_default(),
            raw_vars: node.get("vars").map(raw_map).unwrap_or_default(),
            vars: Arc::default(),
            configs: FxHashMap::default(),
            root,
            file,
            document: Arc::new(document),
        })
    }

    /// Evaluates what the project file says of resources.
    pub(super) fn configure(&mut self, values: &mut YamlValues<'_>) {
        values.in_file(self.file);
        let document = Arc::clone(&self.document);
        for &(section, keys) in SECTIONS {
            if let Some(node) = keys.iter().find_map(|key| document.root.get(key)) {
                self.configs.insert(section, ConfigTree::read(node, self.file, values));
            }
        }
        if let Some(quoting) = document.root.get("quoting")
            && let Value::Object(quoting) = values.render(quoting)
        {
            self.quoting = quoting;
        }
    }

    /// All folders in which properties and documentation may stand, each once.
    pub fn property_paths(&self) -> Vec<&str> {
        let mut paths: Vec<&str> = Vec::new();
        let groups = [&self.model_paths, &self.seed_paths, &self.snapshot_paths, &self.analysis_paths, &self.macro_paths, &self.test_paths];
        for path in groups.into_iter().flatten() {
            if !paths.contains(&path.as_str()) {
                paths.push(path);
            }
        }
        paths
    }

    /// A behaviour flag of the project.
    pub fn flag(&self, name: &str) -> bool {
        self.flags.get(name).and_then(Value::as_bool).unwrap_or(false)
    }
}

/// What a YAML file's text is wrong about, as problems of the project.
pub(super) fn yaml_problems(document: &yaml::Document, file: FileId, path: &Path) -> Vec<LoadProblem> {
    let errors = document.problems.iter().filter(|problem| problem.kind.is_error());
    errors
        .map(|problem| LoadProblem {
            kind: LoadProblemKind::Yaml,
            path: path.to_owned(),
            place: Some(Place { file, range: problem.range }),
            message: problem.message.clone(),
        })
        .collect()
}

fn folder_name(root: &Path) -> String {
    let name = root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.chars().map(|character| if character.is_alphanumeric() { character } else { '_' }).collect()
}

fn dispatch(node: &yaml::Node, file: FileId) -> Vec<Dispatch> {
    let entries = node.get("dispatch").map(yaml::Node::items).unwrap_or_default();
    let read = |entry: &yaml::Node| {
        Some(Dispatch {
            namespace: entry.get("macro_namespace")?.to_text()?,
            search_order: entry.get("search_order")?.items().iter().filter_map(yaml::Node::to_text).collect(),
            place: Place { file, range: entry.range },
        })
    };
    entries.iter().filter_map(read).collect()
}

fn hooks(node: Option<&yaml::Node>, file: FileId) -> Vec<Hook> {
    let Some(node) = node else { return Vec::new() };
    let items = if node.as_sequence().is_some() { node.items() } else { std::slice::from_ref(node) };
    let read = |item: &yaml::Node| {
        let sql = item.get("sql").unwrap_or(item);
        Some(Hook { sql: sql.to_text()?, place: Place { file, range: sql.range } })
    };
    items.iter().filter_map(read).collect()
}
