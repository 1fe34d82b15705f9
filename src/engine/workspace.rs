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
use crate::dbt::{EnvironmentVariables, LoadOptions, LoadProblem, Mode, Project, Resource, ResourceType, Upstream};
use crate::diagnostic::Diagnostic;
use crate::dialect::{Dialect, DialectSpec};
use crate::graph::{Alone, FileFacts, Graph, MemberFolder, MemberProject, members_of};
use crate::jinja::{self, Limits, Rendered, dead_ranges};
use crate::rules::RuleId;
use crate::sql;
use crate::text::{FileId, Files, TextRange};

use super::details::Landscape;
use super::file::Checked;
use super::judge::{Court, graph_of, policy_problems};
use super::run::{Engine, Options};
use super::targets::{self, Target};
use super::templates::{self, PlainMacros, ProjectRenderer, Renderer, spoken_in};
use super::walk::NEVER;
use super::workers;
use super::yaml_sql::{asks_for_target, facts_elsewhere, facts_of_held, facts_of_materializations};

/// Every project that the targets belong to, and those it shares a workspace with.
pub struct Workspace {
    pub problems: Vec<LoadProblem>,
    files: Arc<Files>,
    settings: Arc<WorkspaceSettings>,
    members: Vec<LoadedMember>,
    /// The members by their folders.
    by_folder: FxHashMap<PathBuf, usize>,
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
        let named = || options.paths.first().map(|path| targets::absolute(path)).filter(|_| options.buffer.is_none());
        let anchor = targets.first().map(|target| target.configured_at.clone()).or_else(named);
        let settings = anchor.map_or_else(Arc::default, |path| loader.workspace(folder_of(&path)));
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
        let by_folder = members.iter().enumerate().map(|(at, member)| (member.at.folder.clone(), at)).collect();
        Self { problems, files: Arc::clone(files), settings, members, by_folder, macros: PlainMacros::default() }
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
        path.ancestors().find_map(|folder| self.by_folder.get(folder)).map(|&at| &self.members[at])
    }

    /// How a file of the run becomes SQL.
    pub fn renderer<'a>(&'a self, settings: &'a Settings, target: &Target) -> Box<dyn Renderer + 'a> {
        match self.project_of(&target.absolute) {
            Some(project) if settings.templater == Templater::Dbt => Box::new(project.renderer(target.file, settings.render_variant_limit)),
            _ => templates::renderer(settings, &self.files, &self.macros),
        }
    }

    /// A file of a project as dbt compiles it in an empty warehouse: each model or snapshot in it; nothing for a file of
    /// macros, and nothing outside projects.
    pub fn compiled(&self, target: &Target, settings: &Settings) -> Vec<Rendered> {
        let member = self.project_of(&target.absolute).filter(|_| settings.templater == Templater::Dbt);
        let Some(member) = member else { return Vec::new() };
        let limits = Limits { stack: workers::STACK / 2, ..Limits::default() };
        let compile = |resource: &Resource| {
            let template = member.project.template_in(&target.text, resource)?;
            Some(jinja::render(&template, &member.project.context(resource, Mode::Compile), limits))
        };
        member.resources(target.file).filter_map(compile).collect()
    }

    /// The model that a file makes.
    pub fn model_in(&self, target: &Target) -> Option<&Resource> {
        let mut resources = self.project_of(&target.absolute)?.resources(target.file);
        resources.find(|resource| resource.enabled && resource.resource_type == ResourceType::Model)
    }

    /// What a file says about others, over all its renderings.
    pub fn facts(&self, checked: &Checked, target: &Target, settings: &Settings) -> Option<FileFacts> {
        let member = self.project_of(&target.absolute)?;
        let dialect = settings.dialect.spec();
        let mut gathered = Gathered::default();
        for rendering in &checked.read.renderings {
            if rendering.rendered.partial {
                gathered.add_alone(FileFacts::collect_alone(target.file, &rendering.rendered, rendering.dialect));
            } else {
                gathered.add(&rendering.rendered, FileFacts::collect(target.file, &rendering.rendered, &rendering.tree, rendering.dialect));
            }
        }
        self.elsewhere(member, target.file, dialect, &mut gathered);
        if let Some(facts) = &mut gathered.facts {
            facts.dead = dead_ranges(&target.text);
        }
        if self.settings.boundary.configured && member.resources(target.file).next().is_none() {
            let (project, package) = (&member.project, member.package.as_str());
            gathered.add_alone(facts_of_materializations(project, package, target.file, &target.text, dialect));
        }
        gathered.facts
    }

    /// Adds what the file says in the profile's other targets, if it makes a difference.
    fn elsewhere(&self, member: &LoadedMember, file: FileId, dialect: &'static DialectSpec, gathered: &mut Gathered) {
        if !gathered.asks_target || !self.settings.boundary.configured {
            return;
        }
        for resource in member.resources(file).filter(|resource| resource.enabled) {
            if let (Some(more), Some(facts)) = (facts_elsewhere(&member.project, &self.files, resource, dialect), &mut gathered.facts) {
                facts.merge(more);
            }
        }
    }

    /// What the SQL says that the YAML of all projects holds. Only borders ask for it.
    fn held(&self, engine: &Engine, jobs: usize) -> Vec<FileFacts> {
        if !self.settings.boundary.configured {
            return Vec::new();
        }
        let of_member = |member: &LoadedMember| {
            let hint = ProjectHint { in_project: true, adapter: member.adapter() };
            let settings = engine.loader().settings(&member.at.seen.join("dbt_project.yml"), None, hint);
            let held = member.project.held_sql(&self.files, &member.package);
            let facts = held.iter().map(|held| facts_of_held(&member.project, held, settings.dialect.spec()));
            facts.filter(|facts| !facts.says_nothing()).collect::<Vec<_>>()
        };
        workers::run(&self.members, jobs, of_member).into_iter().flatten().flatten().collect()
    }

    /// The graph of all projects; nothing where there are none. `facts` are those of the files that were looked at; the others' are taken here.
    pub fn graph(&self, engine: &Engine, mut facts: Vec<FileFacts>, jobs: usize) -> Option<Graph> {
        if self.members.is_empty() {
            return None;
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
        let member = |member: &LoadedMember| MemberProject {
            project: Arc::clone(&member.project),
            package: member.package.clone(),
            folder: member.at.named.clone(),
            shared: member.at.shared,
        };
        let members: Vec<MemberProject> = self.members.iter().map(member).collect();
        Some(graph_of(&self.settings, members, facts, self.held(engine, jobs)))
    }

    /// Findings over all projects, for a run over `targets`: those that lie in one of these files, and those that lie elsewhere because a
    /// file of the run is `gone`. So each finding belongs to one file, and runs that share files out tell none twice.
    pub fn judge(&self, engine: &Engine, targets: &[Target], gone: &[PathBuf], facts: Vec<FileFacts>) -> Judged {
        let Some(graph) = self.graph(engine, facts, engine.jobs()) else { return Judged::default() };
        let reported: FxHashMap<FileId, &Target> = targets.iter().map(|target| (target.file, target)).collect();
        let orphans = orphans(&graph, gone);
        // The workspace's own file has findings too: exceptions that have run out.
        let own_path = self.settings.root.join(OWN_FILE);
        // A run over named files has nothing to say of files that were not named.
        let own_text = engine.is_asked_for(&own_path).then(|| std::fs::read_to_string(&own_path).ok()).flatten();
        let here = std::env::current_dir().unwrap_or_default();
        let shown = own_path.strip_prefix(&here).unwrap_or(&own_path);
        let own_file = own_text.map(|text| self.files.add_shown(&own_path, shown, text));
        let mut by_file: FxHashMap<FileId, Arc<Settings>> =
            targets.iter().map(|target| (target.file, engine.settings(target, self))).collect();
        if let Some(own) = own_file {
            by_file.entry(own).or_insert_with(|| engine.settings_of_path(&own_path));
        }
        for &(file, _) in &orphans {
            if let Some(settings) = self.settings_unseen(engine, file).filter(|_| !by_file.contains_key(&file)) {
                by_file.insert(file, settings);
            }
        }
        let settings = |file: FileId| by_file.get(&file).cloned();
        let on: Vec<Arc<Settings>> = distinct(by_file.values().cloned());
        let is_on_anywhere = |rule: RuleId| on.iter().any(|settings| settings.levels.get(rule as usize).is_some());
        let court = Court {
            files: &self.files,
            is_on_anywhere: &is_on_anywhere,
            settings: &settings,
            jobs: engine.jobs(),
            times: engine.clock().map(|clock| &clock.rules),
        };
        let mut found = court.judge(&graph);
        let asked = |file: FileId| reported.contains_key(&file) || own_file == Some(file);
        found.retain(|finding| asked(finding.file) || orphans.contains(&(finding.file, finding.range)));
        let mut landscape = Landscape::default();
        if engine.wants_details() {
            (landscape.places, landscape.crossings) = graph.landscape();
        }
        Judged { found, landscape, graph: Some(graph) }
    }

    /// The settings of a file of a project that is not reported on.
    fn settings_unseen(&self, engine: &Engine, file: FileId) -> Option<Arc<Settings>> {
        let source = self.files.get(file);
        let member = self.project_of(&source.path)?;
        let hint = ProjectHint { in_project: true, adapter: member.adapter() };
        Some(engine.loader().settings(&member.configured_at(&source.path), None, hint))
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
        let mut gathered = Gathered::default();
        // As many renderings as where the file is looked at: what a run finds must not depend on how files are shared out among runs.
        member.renderer(file, settings.render_variant_limit).render(file, &source.text, &mut |rendered| {
            // Of macros by themselves their callers tell.
            let whole = !rendered.partial;
            if whole {
                let dialect = spoken_in(&rendered, settings.dialect).spec();
                gathered.add(&rendered, FileFacts::collect(file, &rendered, &sql::parse(&rendered.text, dialect), dialect));
            }
            whole
        });
        self.elsewhere(member, file, dialect, &mut gathered);
        let mut facts = gathered.facts?;
        facts.dead = dead_ranges(&source.text);
        Some(facts)
    }
}

/// What came of judging a workspace.
#[derive(Default)]
pub struct Judged {
    pub found: Vec<Diagnostic>,
    pub landscape: Landscape,
    /// What it was judged by; nothing where there are no projects.
    pub graph: Option<Graph>,
}

/// The places that refer to what a file built that is gone, and that lead nowhere now.
fn orphans(graph: &Graph, gone: &[PathBuf]) -> BTreeSet<(FileId, TextRange)> {
    let names: BTreeSet<&str> = gone.iter().filter_map(|path| path.file_stem()?.to_str()).collect();
    let refers = graph.refs().filter(|(_, _, fact)| fact.name.as_deref().is_some_and(|name| names.contains(name)));
    let broken = refers.filter(|(member, _, fact)| graph.resolve_ref(*member, fact).is_none());
    broken
        .map(
            |(_, _, fact)| {
                if graph.member_of_file(fact.site.file).is_some() { (fact.site.file, fact.site.range) } else { fact.site.anchor() }
            },
        )
        .collect()
}

/// The facts of one file, rendering by rendering.
#[derive(Default)]
struct Gathered {
    facts: Option<FileFacts>,
    /// Whether some rendering asked for the target.
    asks_target: bool,
}

impl Gathered {
    fn add(&mut self, rendered: &Rendered, more: FileFacts) {
        self.asks_target |= asks_for_target(rendered);
        self.merge(more);
    }

    fn add_alone(&mut self, more: FileFacts) {
        if more.alone != Alone::default() {
            self.merge(more);
        }
    }

    fn merge(&mut self, more: FileFacts) {
        match &mut self.facts {
            Some(facts) => facts.merge(more),
            None => self.facts = Some(more),
        }
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
    // What is named and not there was deleted, and belongs to a project all the same.
    let absent: Vec<PathBuf> =
        options.paths.iter().filter(|path| !path.exists()).filter_map(|path| std::path::absolute(path).ok()).collect();
    let holders: BTreeSet<&Path> =
        targets.iter().map(|target| target.absolute.as_path()).chain(absent.iter().map(PathBuf::as_path)).map(folder_of).collect();
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
