//! The dbt projects of a run: found, loaded once, and asked how their files become SQL.
//!
//! A run reads every project of the workspace whatever it was asked to report on: what one file breaks in another is
//! found by knowing both.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde_json::Map;

use crate::config::{ConfigProblem, DialectSource, Loader, OWN_FILE, ProjectHint, Settings, Templater, WorkspaceSettings};
use crate::dbt::{EnvironmentVariables, LoadOptions, LoadProblem, Project, Resource, Upstream};
use crate::diagnostic::Diagnostic;
use crate::dialect::Dialect;
use crate::graph::{FileFacts, members_of};
use crate::jinja::Rendered;
use crate::sql;
use crate::text::{FileId, Files};

use super::file::Checked;
use super::judge::{Court, policy_problems};
use super::run::{Engine, Options};
use super::targets::{self, Target};
use super::templates::{self, ProjectRenderer, Renderer};
use super::walk::NEVER;
use super::workers;

/// Every project that the targets belong to, and those it shares a workspace with.
pub struct Workspace {
    pub problems: Vec<LoadProblem>,
    files: Arc<Files>,
    settings: Arc<WorkspaceSettings>,
    projects: Vec<LoadedProject>,
}

/// A project and where it lies.
pub struct LoadedProject {
    project: Arc<Project>,
    /// Absolute, symbolic links resolved.
    folder: PathBuf,
    /// The project's own resources by the file they are written in; disabled ones too.
    by_file: FxHashMap<FileId, Vec<usize>>,
}

impl LoadedProject {
    fn load(files: &Arc<Files>, folder: &Path, settings: &Settings) -> Result<Self, Vec<LoadProblem>> {
        let options = load_options(settings);
        let project = Arc::new(Project::load(files, folder, &options)?);
        let mut by_file: FxHashMap<FileId, Vec<usize>> = FxHashMap::default();
        for (at, resource) in project.resources.iter().enumerate() {
            if let Some(place) = resource.defined_at.file.filter(|_| resource.package_name == project.name) {
                by_file.entry(place.file).or_default().push(at);
            }
        }
        Ok(Self { project, folder: folder.to_owned(), by_file })
    }

    /// The adapter that the project's profile or the configuration names.
    pub fn adapter(&self) -> Option<&str> {
        Some(self.project.target.adapter.as_str()).filter(|adapter| !adapter.is_empty())
    }

    fn resources(&self, file: FileId) -> impl Iterator<Item = &Resource> {
        self.by_file.get(&file).into_iter().flatten().map(|&at| &self.project.resources[at])
    }
}

fn load_options(settings: &Settings) -> LoadOptions {
    // Where nobody names an adapter, macros are dispatched to the one that speaks the dialect that was asked for.
    let spoken = (settings.dialect_source == DialectSource::Configuration && settings.dialect != Dialect::Ansi)
        .then(|| adapter_of(settings.dialect).to_owned());
    let settings = &settings.dbt;
    LoadOptions {
        target: settings.target.clone(),
        profile: settings.profile.clone(),
        profiles_folder: settings.profiles_dir.clone(),
        adapter: settings.adapter.clone().or(spoken),
        vars: settings.vars.iter().cloned().collect::<Map<_, _>>(),
        environment: EnvironmentVariables { fallback: settings.env.iter().cloned().collect() },
    }
}

/// The adapter of a dialect; most are called alike.
fn adapter_of(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sparksql => "spark",
        Dialect::Tsql => "sqlserver",
        other => other.name(),
    }
}

impl Workspace {
    pub fn open(files: &Arc<Files>, loader: &Loader, targets: &[Target], options: &Options) -> Self {
        let settings = targets.first().map_or_else(Arc::default, |target| loader.workspace(folder_of(&target.absolute)));
        let folders = project_folders(&settings, targets, options);
        let members: Vec<PathBuf> = members_of(&settings, &folders).into_iter().map(|(folder, ..)| folder).collect();
        let load = |folder: &PathBuf| {
            let hint = ProjectHint { in_project: true, adapter: None };
            LoadedProject::load(files, folder, &loader.settings(&folder.join("dbt_project.yml"), None, hint))
        };
        let mut problems = Vec::new();
        let mut projects = Vec::new();
        for result in workers::run(&members, options.jobs, load).into_iter().flatten() {
            match result {
                Ok(loaded) => {
                    problems.extend(loaded.project.problems.iter().cloned());
                    projects.push(loaded);
                }
                Err(found) => problems.extend(found),
            }
        }
        let upstream = Arc::new(Upstream::new(projects.iter().map(|loaded: &LoadedProject| &*loaded.project)));
        for loaded in &projects {
            loaded.project.set_upstream(&upstream);
        }
        let mut seen = Vec::new();
        problems.retain(|problem| {
            let new = !seen.contains(problem);
            if new {
                seen.push(problem.clone());
            }
            new
        });
        Self { problems, files: Arc::clone(files), settings, projects }
    }

    /// What cannot be read of the workspace's own rules.
    pub fn policy_problems(&self) -> Vec<ConfigProblem> {
        policy_problems(&self.settings)
    }

    /// The project whose folder holds a file; the innermost where projects nest.
    pub fn project_of(&self, path: &Path) -> Option<&LoadedProject> {
        self.projects.iter().filter(|project| path.starts_with(&project.folder)).max_by_key(|project| project.folder.as_os_str().len())
    }

    /// How a file of the run becomes SQL.
    pub fn renderer<'a>(&'a self, settings: &'a Settings, target: &Target) -> Box<dyn Renderer + 'a> {
        match self.project_of(&target.absolute) {
            Some(project) if settings.templater == Templater::Dbt => {
                let resources = project.resources(target.file).collect();
                Box::new(ProjectRenderer::new(&project.project, resources, settings.render_variant_limit))
            }
            _ => templates::renderer(settings, &self.files),
        }
    }

    /// What a file says about others, over all its renderings.
    pub fn facts(&self, checked: &Checked, target: &Target, settings: &Settings) -> Option<FileFacts> {
        self.project_of(&target.absolute)?;
        let mut renderings = checked.read.renderings.iter();
        let collect = |rendering: &super::verify::Rendering| {
            FileFacts::collect(target.file, &rendering.rendered, &rendering.tree, settings.dialect.spec())
        };
        let mut facts = renderings.next().map(collect)?;
        renderings.map(collect).for_each(|more| facts.merge(more));
        Some(facts)
    }

    /// Findings over all projects. `facts` are those of the files that were looked at; the others' are taken here.
    pub fn judge(&self, engine: &Engine, targets: &[Target], mut facts: Vec<FileFacts>, jobs: usize) -> Vec<Diagnostic> {
        if self.projects.is_empty() {
            return Vec::new();
        }
        let known: BTreeSet<FileId> = facts.iter().map(|facts| facts.file).collect();
        let missing: Vec<(&LoadedProject, FileId)> = self
            .projects
            .iter()
            .flat_map(|project| project.by_file.keys().map(move |&file| (project, file)))
            .filter(|(_, file)| !known.contains(file))
            .collect();
        let taken = workers::run(&missing, jobs, |(project, file)| self.facts_unseen(engine, project, *file));
        facts.extend(taken.into_iter().flatten().flatten());
        facts.sort_by_key(|facts| facts.file);
        let reported: FxHashMap<FileId, &Target> = targets.iter().map(|target| (target.file, target)).collect();
        let projects: Vec<(Arc<Project>, PathBuf)> =
            self.projects.iter().map(|project| (Arc::clone(&project.project), project.folder.clone())).collect();
        // The workspace's own file has findings too: exceptions that have run out.
        let own_path = self.settings.root.join(OWN_FILE);
        // A run over named files has nothing to say of files that were not named.
        let own_text = engine.is_asked_for(&own_path).then(|| std::fs::read_to_string(&own_path).ok()).flatten();
        let here = std::env::current_dir().unwrap_or_default();
        let shown = own_path.strip_prefix(&here).unwrap_or(&own_path);
        let own_file = own_text.map(|text| self.files.add_shown(&own_path, shown, text));
        let settings = |file: FileId| {
            let target = reported.get(&file).map(|target| engine.settings(target, self));
            target.or_else(|| (own_file == Some(file)).then(|| engine.settings_of_path(&own_path)))
        };
        Court { files: &self.files, projects: &projects, workspace: &self.settings, settings: &settings }.judge(facts)
    }

    /// The facts of a file that is not reported on.
    fn facts_unseen(&self, engine: &Engine, project: &LoadedProject, file: FileId) -> Option<FileFacts> {
        let source = self.files.get(file);
        let hint = ProjectHint { in_project: true, adapter: project.adapter() };
        let settings = engine.loader().settings(&source.path, None, hint);
        let dialect = settings.dialect.spec();
        if project.resources(file).any(Resource::is_python) {
            return Some(FileFacts::collect_python(file, &source.text, dialect));
        }
        if source.path.extension().is_none_or(|extension| extension != "sql") {
            return None;
        }
        let resources = project.resources(file).collect();
        let (_, renderings) = ProjectRenderer::new(&project.project, resources, 2).render(file, &source.text);
        let collect = |rendered: &Rendered| FileFacts::collect(file, rendered, &sql::parse(&rendered.text, dialect), dialect);
        let mut renderings = renderings.iter();
        let mut facts = renderings.next().map(collect)?;
        renderings.map(collect).for_each(|more| facts.merge(more));
        Some(facts)
    }
}

/// The folders that hold a project, below the workspace's root, or, where nobody names a workspace, below what was asked
/// for and above it.
fn project_folders(settings: &WorkspaceSettings, targets: &[Target], options: &Options) -> Vec<PathBuf> {
    let mut folders = BTreeSet::new();
    if !settings.root.as_os_str().is_empty() && settings.root.join(OWN_FILE).is_file() {
        folders.extend(projects_below(&targets::absolute(&settings.root)));
    } else if options.buffer.is_none() {
        let given = options.paths.iter().filter(|path| path.is_dir());
        folders.extend(given.flat_map(|path| projects_below(&targets::absolute(path))));
    }
    let holders: BTreeSet<&Path> = targets.iter().map(|target| folder_of(&target.absolute)).collect();
    for holder in holders {
        if !folders.iter().any(|folder| holder.starts_with(folder)) {
            folders.extend(holder.ancestors().find(|folder| folder.join("dbt_project.yml").is_file()).map(Path::to_owned));
        }
    }
    folders.into_iter().collect()
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}

fn projects_below(folder: &Path) -> Vec<PathBuf> {
    let walker = ignore::WalkBuilder::new(folder)
        .standard_filters(false)
        .filter_entry(|entry| entry.depth() == 0 || !entry.file_name().to_str().is_some_and(|name| NEVER.contains(&name)))
        .build();
    let files = walker.flatten().filter(|entry| entry.file_name() == "dbt_project.yml");
    files.filter_map(|entry| entry.path().parent().map(Path::to_owned)).collect()
}
