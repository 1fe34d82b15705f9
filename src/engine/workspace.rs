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
use crate::graph::{FileFacts, MemberFolder, MemberProject, members_of};
use crate::jinja::Rendered;
use crate::rules::RuleId;
use crate::sql;
use crate::text::{FileId, Files};

use super::details::Landscape;
use super::file::Checked;
use super::judge::{Court, policy_problems};
use super::run::{Engine, Options};
use super::targets::{self, Target};
use super::templates::{self, PlainMacros, ProjectRenderer, Renderer};
use super::walk::NEVER;
use super::workers;

/// Every project that the targets belong to, and those it shares a workspace with.
pub struct Workspace {
    pub problems: Vec<LoadProblem>,
    files: Arc<Files>,
    settings: Arc<WorkspaceSettings>,
    members: Vec<LoadedMember>,
    /// For templates outside projects.
    macros: PlainMacros,
}

/// A project or shared package, and where it lies.
pub struct LoadedMember {
    project: Arc<Project>,
    /// Its name as a package: the project's own, or that of a package which only this project installs.
    package: String,
    at: MemberFolder,
    /// Its own resources by the file they are written in; disabled ones too.
    by_file: FxHashMap<FileId, Vec<usize>>,
}

impl LoadedMember {
    fn load(files: &Arc<Files>, at: &MemberFolder, settings: &Settings) -> Result<Self, Vec<LoadProblem>> {
        let project = Arc::new(Project::load(files, &at.folder, &load_options(settings))?);
        let package = project.name.clone();
        Ok(Self::of_package(project, package, at.clone()))
    }

    fn of_package(project: Arc<Project>, package: String, at: MemberFolder) -> Self {
        let mut by_file: FxHashMap<FileId, Vec<usize>> = FxHashMap::default();
        for (index, resource) in project.resources.iter().enumerate() {
            if let Some(place) = resource.defined_at.file.filter(|_| resource.package_name == package) {
                by_file.entry(place.file).or_default().push(index);
            }
        }
        Self { project, package, at, by_file }
    }

    /// A shared package as the one project that installs it sees it, with that project's variables and configuration. Where several
    /// install it, or none, it has to stand for itself.
    fn installed_by(members: &[Self], at: &MemberFolder) -> Option<Self> {
        let installed = |member: &Self| {
            member.project.packages.iter().skip(1).find(|package| package.root == at.folder).map(|found| found.name.clone())
        };
        let mut installers = members.iter().filter_map(|member| Some((member, installed(member)?)));
        let (Some((only, package)), None) = (installers.next(), installers.next()) else { return None };
        Some(Self::of_package(Arc::clone(&only.project), package, at.clone()))
    }

    /// The path of one of its files on the way by which the workspace names it.
    fn configured_at(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.at.folder).map_or_else(|_| path.to_owned(), |inside| self.at.seen.join(inside))
    }

    /// The adapter that the project's profile or the configuration names.
    pub fn adapter(&self) -> Option<&str> {
        Some(self.project.target.adapter.as_str()).filter(|adapter| !adapter.is_empty())
    }

    fn renderer(&self, file: FileId, renderings: u32) -> ProjectRenderer<'_> {
        ProjectRenderer::new(&self.project, &self.package, self.resources(file).collect(), renderings)
    }

    fn resources(&self, file: FileId) -> impl Iterator<Item = &Resource> {
        self.by_file.get(&file).into_iter().flatten().map(|&at| &self.project.resources[at])
    }
}

/// How the settings of a project's folder say that it is loaded.
#[must_use]
pub fn project_options(loader: &Loader, folder: &Path) -> LoadOptions {
    let hint = ProjectHint { in_project: true, adapter: None };
    load_options(&loader.settings(&folder.join("dbt_project.yml"), None, hint))
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
        generic_tests: false,
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
        let settings = targets.first().map_or_else(Arc::default, |target| loader.workspace(folder_of(&target.configured_at)));
        let folders = project_folders(&settings, targets, options);
        let (shared, projects): (Vec<_>, Vec<_>) = members_of(&settings, &folders).into_iter().partition(|member| member.shared);
        let load = |at: &MemberFolder| {
            let hint = ProjectHint { in_project: true, adapter: None };
            LoadedMember::load(files, at, &loader.settings(&at.seen.join("dbt_project.yml"), None, hint))
        };
        let mut problems = Vec::new();
        let mut members = Vec::new();
        let mut keep = |members: &mut Vec<LoadedMember>, results: Vec<Result<_, _>>| {
            for result in results {
                match result {
                    Ok(loaded) => members.push(loaded),
                    Err(found) => problems.extend(found),
                }
            }
        };
        keep(&mut members, workers::run(&projects, options.jobs, load).into_iter().flatten().collect());
        let (installed, alone): (Vec<_>, Vec<_>) =
            shared.into_iter().map(|at| (LoadedMember::installed_by(&members, &at), at)).partition(|(installed, _)| installed.is_some());
        members.extend(installed.into_iter().filter_map(|(installed, _)| installed));
        let alone: Vec<MemberFolder> = alone.into_iter().map(|(_, at)| at).collect();
        keep(&mut members, workers::run(&alone, options.jobs, load).into_iter().flatten().collect());
        members.sort_by(|left, right| left.at.folder.cmp(&right.at.folder));
        problems.extend(members.iter().flat_map(|member| member.project.problems.iter().cloned()));
        let upstream = Arc::new(Upstream::new(members.iter().map(|member| &*member.project)));
        for member in &members {
            member.project.set_upstream(&upstream);
        }
        let mut seen = Vec::new();
        problems.retain(|problem| {
            let new = !seen.contains(problem);
            if new {
                seen.push(problem.clone());
            }
            new
        });
        Self { problems, files: Arc::clone(files), settings, members, macros: PlainMacros::default() }
    }

    /// What cannot be read of the workspace's own rules.
    pub fn policy_problems(&self) -> Vec<ConfigProblem> {
        policy_problems(&self.settings)
    }

    /// Which of the members each of these files with findings belongs to.
    pub fn homes(&self, targets: &[Target], diagnostics: &[Diagnostic]) -> FxHashMap<FileId, usize> {
        let told: BTreeSet<FileId> = diagnostics.iter().map(|found| found.file).collect();
        let at = |home: &LoadedMember| self.members.iter().position(|member| std::ptr::eq(member, home));
        let told = targets.iter().filter(|target| told.contains(&target.file));
        told.filter_map(|target| Some((target.file, self.project_of(&target.absolute).and_then(at)?))).collect()
    }

    /// The project whose folder holds a file; the innermost where projects nest.
    pub fn project_of(&self, path: &Path) -> Option<&LoadedMember> {
        let holders = self.members.iter().filter(|member| path.starts_with(&member.at.folder));
        holders.max_by_key(|member| member.at.folder.as_os_str().len())
    }

    /// How a file of the run becomes SQL.
    pub fn renderer<'a>(&'a self, settings: &'a Settings, target: &Target) -> Box<dyn Renderer + 'a> {
        match self.project_of(&target.absolute) {
            Some(project) if settings.templater == Templater::Dbt => Box::new(project.renderer(target.file, settings.render_variant_limit)),
            _ => templates::renderer(settings, &self.files, &self.macros),
        }
    }

    /// What a file says about others, over all its renderings.
    pub fn facts(&self, checked: &Checked, target: &Target, settings: &Settings) -> Option<FileFacts> {
        self.project_of(&target.absolute)?;
        let mut renderings = checked.read.renderings.iter().filter(|rendering| !rendering.rendered.partial);
        let collect = |rendering: &super::verify::Rendering| {
            FileFacts::collect(target.file, &rendering.rendered, &rendering.tree, settings.dialect.spec())
        };
        let mut facts = renderings.next().map(collect)?;
        renderings.map(collect).for_each(|more| facts.merge(more));
        Some(facts)
    }

    /// Findings over all projects. `facts` are those of the files that were looked at; the others' are taken here.
    pub fn judge(&self, engine: &Engine, targets: &[Target], mut facts: Vec<FileFacts>, jobs: usize) -> (Vec<Diagnostic>, Landscape) {
        if self.members.is_empty() {
            return (Vec::new(), Landscape::default());
        }
        let known: BTreeSet<FileId> = facts.iter().map(|facts| facts.file).collect();
        let missing: Vec<(&LoadedMember, FileId)> = self
            .members
            .iter()
            .flat_map(|member| member.by_file.keys().map(move |&file| (member, file)))
            .filter(|(_, file)| !known.contains(file))
            .collect();
        let taken = workers::run(&missing, jobs, |(project, file)| self.facts_unseen(engine, project, *file));
        facts.extend(taken.into_iter().flatten().flatten());
        facts.sort_by_key(|facts| facts.file);
        let reported: FxHashMap<FileId, &Target> = targets.iter().map(|target| (target.file, target)).collect();
        let member = |member: &LoadedMember| MemberProject {
            project: Arc::clone(&member.project),
            package: member.package.clone(),
            folder: member.at.named.clone(),
            shared: member.at.shared,
        };
        let members: Vec<MemberProject> = self.members.iter().map(member).collect();
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
        let on: Vec<Arc<Settings>> = distinct(reported.keys().copied().chain(own_file).filter_map(settings));
        let is_on_anywhere = |rule: RuleId| on.iter().any(|settings| settings.levels.get(rule as usize).is_some());
        let court = Court {
            files: &self.files,
            is_on_anywhere: &is_on_anywhere,
            members: &members,
            workspace: &self.settings,
            settings: &settings,
        };
        let graph = court.graph(facts);
        let diagnostics = court.judge(&graph);
        let mut landscape = Landscape::default();
        if engine.wants_details() {
            (landscape.places, landscape.crossings) = graph.landscape();
        }
        (diagnostics, landscape)
    }

    /// The facts of a file that is not reported on.
    fn facts_unseen(&self, engine: &Engine, member: &LoadedMember, file: FileId) -> Option<FileFacts> {
        let source = self.files.get(file);
        let hint = ProjectHint { in_project: true, adapter: member.adapter() };
        let settings = engine.loader().settings(&member.configured_at(&source.path), None, hint);
        let dialect = settings.dialect.spec();
        if member.resources(file).any(Resource::is_python) {
            return Some(FileFacts::collect_python(file, &source.text, dialect));
        }
        if source.path.extension().is_none_or(|extension| extension != "sql") {
            return None;
        }
        let mut renderings: Vec<Rendered> = Vec::new();
        member.renderer(file, 2).render(file, &source.text, &mut |rendered| {
            // Macros by themselves say nothing: their callers do.
            let whole = !rendered.partial;
            renderings.extend(whole.then_some(rendered));
            whole
        });
        let collect = |rendered: &Rendered| FileFacts::collect(file, rendered, &sql::parse(&rendered.text, dialect), dialect);
        let mut renderings = renderings.iter();
        let mut facts = renderings.next().map(collect)?;
        renderings.map(collect).for_each(|more| facts.merge(more));
        Some(facts)
    }
}

/// Each of the settings once; files share theirs.
pub(super) fn distinct(all: impl Iterator<Item = Arc<Settings>>) -> Vec<Arc<Settings>> {
    let mut found: Vec<Arc<Settings>> = Vec::new();
    for settings in all {
        if !found.iter().any(|known| Arc::ptr_eq(known, &settings)) {
            found.push(settings);
        }
    }
    found
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

/// The shared packages of the workspaces that are asked for as a whole and that no walk meets: they lie behind a link, or where packages are
/// installed. Each as the paths asked for would show it.
pub fn shared_out_of_sight(loader: &Loader, paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in paths.iter().filter(|path| path.is_dir()) {
        let asked = targets::absolute(path);
        let settings = loader.workspace(&asked);
        let whole = !settings.root.as_os_str().is_empty() && targets::absolute(&settings.root).starts_with(&asked);
        let shared = members_of(&settings, &[]).into_iter().filter(|member| whole && member.shared);
        for member in shared {
            let inside = member.seen.strip_prefix(&asked).map(Path::to_owned).unwrap_or_default();
            let skipped = inside.iter().any(|part| part.to_str().is_some_and(|name| NEVER.contains(&name)));
            if skipped || member.seen != member.folder {
                found.push(if path == Path::new(".") { inside } else { path.join(inside) });
            }
        }
    }
    found
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
