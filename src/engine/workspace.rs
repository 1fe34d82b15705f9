//! The dbt projects of a run, and what is judged over all of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::{Loader, OWN_FILE, ProjectHint, Settings, Templater, WorkspaceSettings};
use crate::dbt::{EnvironmentVariables, LoadOptions, LoadProblem, LoadProblemKind, Project, find_projects};
use crate::diagnostic::Diagnostic;
use crate::graph::FileFacts;
use crate::text::{FileId, Files};

use super::file::Checked;
use super::judge::Court;
use super::run::{Engine, Options};
use super::targets::Target;
use super::templates::{self, Renderer};
use super::walk::FileKind;
use super::workers;

/// Every project that the targets belong to, loaded once.
pub struct Workspace {
    pub problems: Vec<LoadProblem>,
    files: Arc<Files>,
    projects: Vec<LoadedProject>,
    settings: Arc<WorkspaceSettings>,
}

/// A project and where it lies.
pub struct LoadedProject {
    pub project: Arc<Project>,
    /// Absolute, symbolic links resolved.
    pub folder: PathBuf,
}

impl LoadedProject {
    /// The adapter that its profile or the configuration names.
    pub fn adapter(&self) -> Option<&str> {
        Some(self.project.target.adapter.as_str()).filter(|adapter| !adapter.is_empty())
    }
}

impl Workspace {
    /// Loads every project of the workspace that the targets lie in: what one file means may depend on all of them.
    pub fn open(files: &Arc<Files>, loader: &Loader, targets: &[Target], options: &Options) -> Self {
        let folder_of = |target: &Target| target.absolute.parent().map(Path::to_owned);
        let first = targets.first().and_then(folder_of);
        let settings = loader.workspace(first.as_deref().unwrap_or(Path::new(".")));
        let folders = project_folders(targets, &settings);
        let load = |folder: &PathBuf| {
            let hint = ProjectHint { in_project: true, adapter: None };
            let settings = loader.settings(&folder.join("dbt_project.yml"), None, hint);
            Project::load(files, folder, &load_options(&settings))
        };
        let mut problems = Vec::new();
        let mut projects = Vec::new();
        for (folder, loaded) in folders.iter().zip(workers::run(&folders, options.jobs, load)) {
            match loaded {
                Ok(Ok(project)) => {
                    problems.extend(project.problems.iter().cloned());
                    projects.push(LoadedProject { project: Arc::new(project), folder: folder.clone() });
                }
                Ok(Err(found)) => problems.extend(found),
                Err(workers::Panicked(reason)) => problems.push(crashed(folder, &reason)),
            }
        }
        Self { problems, files: Arc::clone(files), projects, settings }
    }

    /// The project whose folder holds a file; the innermost where projects nest.
    pub fn project_of(&self, path: &Path) -> Option<&LoadedProject> {
        self.projects.iter().filter(|project| path.starts_with(&project.folder)).max_by_key(|project| project.folder.as_os_str().len())
    }

    /// How a file of the run becomes SQL.
    pub fn renderer<'a>(&'a self, settings: &'a Settings, target: &Target) -> Box<dyn Renderer + 'a> {
        let project = self.project_of(&target.absolute).filter(|_| settings.templater == Templater::Dbt);
        match project {
            Some(loaded) => templates::project_renderer(&loaded.project, target.file, settings.render_variant_limit),
            None => templates::renderer(settings, &self.files),
        }
    }

    /// What the file says about others.
    pub fn facts(&self, checked: &Checked, target: &Target, settings: &Settings) -> Option<FileFacts> {
        self.project_of(&target.absolute)?;
        let dialect = settings.dialect.spec();
        let mut facts = FileFacts::empty(target.file);
        for rendering in &checked.read.renderings {
            facts.merge(FileFacts::collect(target.file, &rendering.rendered, &rendering.tree, dialect));
        }
        Some(facts)
    }

    /// Findings over all projects.
    pub fn judge(&self, engine: &Engine, targets: &[Target], mut facts: Vec<FileFacts>) -> Vec<Diagnostic> {
        if self.projects.is_empty() {
            return Vec::new();
        }
        for target in targets.iter().filter(|target| target.kind == FileKind::Python && self.project_of(&target.absolute).is_some()) {
            let settings = engine.settings(target, self);
            facts.push(FileFacts::collect_python(target.file, &target.text, settings.dialect.spec()));
        }
        let own_file = self.settings.root.join(OWN_FILE);
        let own_file = std::fs::read_to_string(&own_file).ok().map(|text| self.files.add(&own_file, text));
        let settings = |file: FileId| {
            if let Ok(at) = targets.binary_search_by_key(&file, |target| target.file) {
                return Some(engine.settings(&targets[at], self));
            }
            targets.iter().find(|target| target.file == file).map(|target| engine.settings(target, self)).or_else(|| {
                (own_file == Some(file)).then(|| engine.settings_of_path(&self.settings.root.join(OWN_FILE)))
            })
        };
        let projects: Vec<(Arc<Project>, PathBuf)> =
            self.projects.iter().map(|loaded| (Arc::clone(&loaded.project), loaded.folder.clone())).collect();
        let court = Court { files: &self.files, projects: &projects, workspace: &self.settings, settings: &settings };
        court.judge(facts)
    }
}

/// The folders of the projects: all below the workspace's root where it is configured, and those that the targets lie in.
fn project_folders(targets: &[Target], settings: &WorkspaceSettings) -> Vec<PathBuf> {
    let mut folders = BTreeSet::new();
    if settings.root.join(OWN_FILE).is_file() {
        folders.extend(find_projects(&settings.root));
    }
    let mut seen = BTreeSet::new();
    for target in targets {
        let mut above = target.absolute.parent();
        while let Some(folder) = above.filter(|folder| seen.insert(folder.to_path_buf())) {
            if folder.join("dbt_project.yml").is_file() {
                folders.insert(folder.to_path_buf());
            }
            above = folder.parent();
        }
    }
    folders.into_iter().filter_map(|folder| std::fs::canonicalize(folder).ok()).collect::<BTreeSet<_>>().into_iter().collect()
}

fn load_options(settings: &Settings) -> LoadOptions {
    let dbt = &settings.dbt;
    LoadOptions {
        target: dbt.target.clone(),
        profile: dbt.profile.clone(),
        profiles_folder: dbt.profiles_dir.clone(),
        adapter: dbt.adapter.clone(),
        vars: dbt.vars.iter().cloned().collect(),
        environment: EnvironmentVariables { fallback: dbt.env.iter().cloned().collect() },
    }
}

fn crashed(folder: &Path, reason: &str) -> LoadProblem {
    LoadProblem {
        kind: LoadProblemKind::ProjectFile,
        path: folder.to_owned(),
        place: None,
        message: format!("setsquare failed to read this project: {reason}; please report it"),
    }
}
