//! A run: what to look at, under which settings, and what came of it.

use std::any::Any;
use std::collections::BTreeSet;
use std::collections::hash_map::Entry;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::config::{DialectSource, IgnoredErrors, Loader, Overrides, ProjectHint, Settings, Templater};
use crate::dbt::Resource;
use crate::diagnostic::{Applicability, Diagnostic, InputProblem, InputProblemKind, Level, RuleName};
use crate::graph::{FileFacts, Graph};
use crate::rules::{self, Change, RuleId, RulePlan};
use crate::text::{FileId, Files, TextEdit, TextRange};

use super::collect::CollectedFinding;
use super::coverage::FileCoverage;
use super::details::{FileStatistics, Landscape};
use super::file::{Checked, Judge};
use super::fix::{self, Fixed, Scope};
use super::progress::Listener;
use super::project_fix;
use super::report::{FixReport, FixedFile, RefusedFix, Report, Silence};
use super::shard::Shard;
use super::suppress::Silencer;
use super::targets::{self, Buffer, Target};
use super::templates::Renderer;
use super::timing::{Clock, phase};
use super::verify::{Refusal, verify};
use super::walk::{FileKind, WalkOptions};
use super::window::Lines;
use super::workers;
use super::workspace::{self, Judged, Workspace, shared_out_of_sight};

/// What a run is asked to do.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub paths: Vec<PathBuf>,
    /// Looked at instead of `paths`.
    pub buffer: Option<Buffer>,
    pub walk: WalkOptions,
    pub overrides: Overrides,
    pub jobs: usize,
    /// Only these rules may fix (`format`); nothing: all that are on.
    pub fixing: Option<Vec<RuleId>>,
    /// Only these lines are fixed; for a run of one file.
    pub lines: Option<Lines>,
    /// Whether to take the time of phases, rules and files.
    pub timing: bool,
    /// Whether to measure how much literal SQL the renderings hold.
    pub coverage: bool,
    /// The part of the files to look at, of those asked for.
    pub shard: Option<Shard>,
    /// Whether to gather what only some reports tell: sizes, times, projects.
    pub details: bool,
    /// Who hears how far the run is.
    pub listener: Listener,
}

/// Which checks run, and the settings they were chosen by.
type Plan = (Arc<Settings>, Arc<RulePlan>);

/// Reads a workspace once and answers questions about it.
pub struct Engine {
    files: Arc<Files>,
    loader: Loader,
    options: Options,
    plans: Mutex<FxHashMap<usize, Plan>>,
    clock: Clock,
    /// What runs are done with. It is given back with the engine, so that a process that ends anyway can leave that to the system.
    done: Mutex<Vec<Box<dyn Any + Send>>>,
}

/// One file's share of a run.
struct FileResult {
    diagnostics: Vec<Diagnostic>,
    facts: Option<FileFacts>,
    coverage: Option<FileCoverage>,
    statistics: Option<FileStatistics>,
    silent: BTreeSet<(&'static str, TextRange)>,
    problem: Option<InputProblemKind>,
}

impl FileResult {
    const fn nothing(problem: Option<InputProblemKind>) -> Self {
        Self { diagnostics: Vec::new(), facts: None, coverage: None, statistics: None, silent: BTreeSet::new(), problem }
    }
}

impl Engine {
    #[must_use]
    pub fn new(options: Options) -> Self {
        let working_folder = std::env::current_dir().unwrap_or_default();
        let loader = Loader::new(rules::descriptors(), &options.overrides, &working_folder);
        Self { files: Arc::default(), loader, options, plans: Mutex::default(), clock: Clock::default(), done: Mutex::default() }
    }

    /// Looks at everything that was asked for.
    #[must_use]
    pub fn lint(&self) -> Report {
        let (targets, mut inputs) = phase(self.clock(), "find and read files", || self.targets());
        let open = || Workspace::open(&self.files, &self.loader, &targets, &self.options);
        let workspace = phase(self.clock(), "load projects", open);
        let gone = gone(&mut inputs);
        let report = self.lint_targets(&targets, &workspace, inputs, &gone);
        self.keep(workspace);
        Report { timing: self.clock().map(Clock::timing), ..report }
    }

    /// The clock, where times are to be taken.
    pub(super) fn clock(&self) -> Option<&Clock> {
        self.options.timing.then_some(&self.clock)
    }

    /// The graph of the workspace that the paths belong to, and a report without findings; nothing where there is no project.
    #[must_use]
    pub fn graph(&self) -> Option<(Graph, Report)> {
        let (targets, inputs) = self.targets();
        let workspace = Workspace::open(&self.files, &self.loader, &targets, &self.options);
        let graph = workspace.graph(self, Vec::new(), self.options.jobs)?;
        let report = self.report_of(&workspace, inputs);
        Some((graph, report))
    }

    /// Fixes everything that was asked for, in memory; writing it is the caller's.
    #[must_use]
    pub fn fix(&self) -> FixReport {
        let (mut targets, mut inputs) = self.targets();
        let before: Vec<Arc<str>> = targets.iter().map(|target| Arc::clone(&target.text)).collect();
        let mut workspace = Workspace::open(&self.files, &self.loader, &targets, &self.options);
        let mut refusals = Vec::new();
        // What project rules mend lies in any file; where lines are chosen, it is not asked for.
        let rounds = if self.options.lines.is_some() { 0 } else { project_fix::ROUNDS };
        for _ in 0..rounds {
            if !self.fix_projects(&mut targets, &workspace, &mut refusals) {
                break;
            }
            workspace = Workspace::open(&self.files, &self.loader, &targets, &self.options);
        }
        let stage = self.options.listener.stage(targets.len());
        let results = workers::run(&targets, self.options.jobs, |target| stage.after(|| self.fix_file(target, &workspace)));
        for (target, result) in targets.iter_mut().zip(results) {
            match result {
                Ok(Some(Fixed { text, refused })) => {
                    refusals.extend(refused.into_iter().map(|(rule, reason)| RefusedFix { path: target.path.clone(), rule, reason }));
                    self.put(target, text);
                }
                Ok(None) => {}
                Err(workers::Panicked(reason)) => inputs.push(InputProblem::new(&target.path, InputProblemKind::Crashed(reason))),
            }
        }
        let changed = targets.iter().zip(before).filter(|(target, before)| target.text != *before);
        let fixed = changed.map(|(target, before)| FixedFile {
            path: target.path.clone(),
            absolute: target.absolute.clone(),
            before,
            after: Arc::clone(&target.text),
        });
        let fixed = fixed.collect();
        let mut left = self.lint_targets(&targets, &workspace, inputs, &[]);
        left.refusals = refusals;
        FixReport { fixed, left }
    }

    fn put(&self, target: &mut Target, text: Arc<str>) {
        if text != target.text {
            self.files.replace(target.file, Arc::clone(&text));
            target.text = text;
        }
    }

    /// One round of the fixes that project rules offer; whether it changed anything.
    fn fix_projects(&self, targets: &mut [Target], workspace: &Workspace, refusals: &mut Vec<RefusedFix>) -> bool {
        let only = self.options.fixing.as_deref();
        let settings: FxHashMap<FileId, Arc<Settings>> =
            targets.iter().map(|target| (target.file, self.settings(target, workspace))).collect();
        let fixes = |settings: &Arc<Settings>| {
            settings.levels.enabled().filter_map(|at| RuleId::ALL.get(at)).any(|&rule| project_fix::takes_part(rule, only))
        };
        if !workspace::distinct(settings.values().cloned()).iter().any(fixes) {
            return false;
        }
        let mut findings = workspace.judge(self, targets, &[], Vec::new()).found;
        settle(&mut findings, &self.files);
        let round = project_fix::choose(&findings, only, |file, applicability| {
            let refused = |target: &Target| refusals.iter().any(|refused| refused.path == target.path);
            let open = targets.iter().any(|target| target.file == file && !refused(target));
            open && match applicability {
                Applicability::Safe | Applicability::Customary => true,
                Applicability::Extra | Applicability::Unsafe => settings.get(&file).is_some_and(|settings| settings.unsafe_fixes),
                Applicability::DisplayOnly => false,
            }
        });
        let mut changed = false;
        for target in targets {
            let Some(edits) = round.edits.get(&target.file) else { continue };
            match self.edited(target, edits, &round.rules[&target.file], workspace) {
                Ok(text) => {
                    changed |= text != target.text;
                    self.put(target, text);
                }
                Err(reason) => {
                    let refused = round.rules[&target.file].iter();
                    refusals.extend(refused.map(|&rule| RefusedFix { path: target.path.clone(), rule, reason: reason.clone() }));
                }
            }
        }
        changed
    }

    /// A file with edits of project rules, if it can be read as well as before.
    fn edited(&self, target: &Target, edits: &[TextEdit], rules: &[RuleId], workspace: &Workspace) -> Result<Arc<str>, Refusal> {
        let text = project_fix::edited(&target.text, edits).ok_or(Refusal::Syntax)?;
        match target.kind {
            FileKind::Yaml if !project_fix::reads_as_well(&target.text, &text) => Err(Refusal::Yaml),
            FileKind::Sql => {
                let settings = self.settings(target, workspace);
                let (plan, renderer) = (self.plan(&settings), workspace.renderer(&settings, target));
                let judge = self.judge_of(target, &settings, &plan, &*renderer);
                let (before, after) = (judge.read(&target.text), judge.read(&text));
                let change = rules.iter().filter_map(|rule| rule.definition().fixes.change()).max().unwrap_or(Change::Spacing);
                verify(&before.renderings, &after.renderings, change).map(|()| text)
            }
            _ => Ok(text),
        }
    }

    pub(super) fn targets(&self) -> (Vec<Target>, Vec<InputProblem>) {
        if let Some(buffer) = &self.options.buffer {
            return (vec![targets::buffer(buffer, &self.files)], Vec::new());
        }
        let linked = shared_out_of_sight(&self.loader, &self.options.paths);
        let (mut targets, problems) = targets::gather(&self.options.paths, &linked, &self.options.walk, &self.files);
        if let Some(shard) = self.options.shard {
            targets.retain(|target| shard.holds(&target.absolute));
        }
        (targets, problems)
    }

    fn lint_targets(&self, targets: &[Target], workspace: &Workspace, mut inputs: Vec<InputProblem>, gone: &[PathBuf]) -> Report {
        let stage = self.options.listener.stage(targets.len());
        let size = |target: &Target| target.text.len();
        let one = |target: &Target| stage.after(|| self.lint_file(target, workspace));
        let results = phase(self.clock(), "look at files", || workers::run_largest_first(targets, self.options.jobs, size, one));
        let mut diagnostics = Vec::new();
        let mut linted = Vec::new();
        let mut facts = Vec::new();
        let mut coverage = Vec::new();
        let mut statistics = FxHashMap::default();
        let mut silent = Vec::new();
        for (target, result) in targets.iter().zip(results) {
            let crashed = |workers::Panicked(reason)| FileResult::nothing(Some(InputProblemKind::Crashed(reason)));
            let result = result.unwrap_or_else(crashed);
            match result.problem {
                Some(kind) => inputs.push(InputProblem::new(&target.path, kind)),
                None => linted.push((target.file, target.path.clone())),
            }
            facts.extend(result.facts);
            coverage.extend(result.coverage.map(|coverage| (target.file, coverage)));
            statistics.extend(result.statistics.map(|measured| (target.file, measured)));
            diagnostics.extend(result.diagnostics);
            silent.extend(result.silent.into_iter().map(|(rule, range)| Silence { rule, file: target.file, range }));
        }
        let judge = || workspace.judge(self, targets, gone, facts);
        let Judged { found, mut landscape, graph } = phase(self.clock(), "judge the workspace", judge);
        self.keep(graph);
        diagnostics.extend(found);
        if self.options.details {
            landscape.of_file = workspace.homes(targets, &diagnostics);
        }
        settle(&mut diagnostics, &self.files);
        tell_once(&mut diagnostics);
        Report { diagnostics, linted, coverage, statistics, landscape, silent, ..self.report_of(workspace, inputs) }
    }

    /// A report of what could not be read, without findings.
    pub(super) fn report_of(&self, workspace: &Workspace, mut inputs: Vec<InputProblem>) -> Report {
        inputs.sort_by(|left, right| left.path.cmp(&right.path));
        inputs.dedup();
        let mut configuration = self.loader.problems();
        configuration.extend(workspace.policy_problems());
        Report {
            files: Arc::clone(&self.files),
            diagnostics: Vec::new(),
            linted: Vec::new(),
            inputs,
            configuration,
            projects: workspace.problems.clone(),
            refusals: Vec::new(),
            coverage: Vec::new(),
            statistics: FxHashMap::default(),
            landscape: Landscape::default(),
            silent: Vec::new(),
            timing: None,
        }
    }

    fn lint_file(&self, target: &Target, workspace: &Workspace) -> FileResult {
        if target.kind != FileKind::Sql {
            return FileResult::nothing(None);
        }
        let settings = self.settings(target, workspace);
        if let Some(problem) = refuse(&target.text, &settings) {
            return FileResult::nothing(Some(problem));
        }
        let (plan, renderer) = (self.plan(&settings), workspace.renderer(&settings, target));
        let times = self.clock().map(|clock| &clock.rules);
        let judge = Judge { times, model: workspace.model_in(target), ..self.judge_of(target, &settings, &plan, &*renderer) };
        let started = Instant::now();
        let mut checked = judge.check(&target.text);
        speak_of_models(&mut checked, judge.model);
        let facts = workspace.facts(&checked, target, &settings);
        let measured = self.options.coverage && matches!(settings.templater, Templater::Jinja | Templater::Dbt);
        let coverage = measured.then(|| FileCoverage::of(target.file, &checked.read.template, &checked.read.renderings));
        let spent = || started.elapsed().saturating_sub(checked.read.spent());
        let statistics = self.options.details.then(|| FileStatistics::of(&checked.read, self.options.timing.then(spent)));
        if let Some(clock) = self.clock() {
            clock.add_file(&target.path, target.text.len(), &checked.read, started.elapsed());
        }
        let silencer = Silencer::new(&target.text, &checked.read, &settings);
        let silent = std::mem::take(&mut checked.silent);
        let mut diagnostics = judged(checked, &settings, &silencer);
        diagnostics.extend(silencer.remarks(target.file, &settings));
        FileResult { diagnostics, facts, coverage, statistics, silent, problem: None }
    }

    fn fix_file(&self, target: &Target, workspace: &Workspace) -> Option<Fixed> {
        let settings = self.settings(target, workspace);
        if target.kind != FileKind::Sql || refuse(&target.text, &settings).is_some() {
            return None;
        }
        let (plan, renderer) = (self.plan(&settings), workspace.renderer(&settings, target));
        let judge = self.judge_of(target, &settings, &plan, &*renderer);
        let scope = Scope { only: self.options.fixing.as_deref(), lines: self.options.lines.as_ref() };
        Some(fix::fix(&judge, &target.text, scope))
    }

    fn judge_of<'a>(&self, target: &Target, settings: &'a Settings, plan: &'a RulePlan, renderer: &'a dyn Renderer) -> Judge<'a> {
        Judge { file: target.file, settings, plan, renderer, times: None, model: None, lays_out_macros: self.options.fixing.is_some() }
    }

    pub(super) const fn wants_details(&self) -> bool {
        self.options.details
    }

    pub(super) const fn files(&self) -> &Arc<Files> {
        &self.files
    }

    pub(super) const fn options(&self) -> &Options {
        &self.options
    }

    /// Threads of the run.
    pub(super) const fn jobs(&self) -> usize {
        self.options.jobs
    }

    pub(super) const fn loader(&self) -> &Loader {
        &self.loader
    }

    /// Takes what a run is done with.
    pub(super) fn keep(&self, done: impl Any + Send) {
        self.done.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(done));
    }

    /// The settings of a file.
    pub(super) fn settings(&self, target: &Target, workspace: &Workspace) -> Arc<Settings> {
        let project = workspace.project_of(&target.absolute);
        let hint = ProjectHint { in_project: project.is_some(), adapter: project.and_then(|project| project.adapter()) };
        self.loader.settings(&target.configured_at, Some(&target.text), hint)
    }

    /// Whether a file is one of the paths of the run, or lies below one.
    pub(super) fn is_asked_for(&self, path: &Path) -> bool {
        let below = |asked: &PathBuf| std::fs::canonicalize(asked).is_ok_and(|asked| path.starts_with(asked));
        let in_shard = self.options.shard.is_none_or(|shard| shard.holds(path));
        self.options.buffer.is_none() && in_shard && self.options.paths.iter().any(below)
    }

    /// The settings of a file that is no target: a configuration file with findings of its own.
    pub(super) fn settings_of_path(&self, path: &Path) -> Arc<Settings> {
        self.loader.settings(path, None, ProjectHint::default())
    }

    /// The plan of a distinct configuration, compiled once.
    fn plan(&self, settings: &Arc<Settings>) -> Arc<RulePlan> {
        let key = Arc::as_ptr(settings) as usize;
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, plan) = plans.entry(key).or_insert_with(|| {
            let enabled = settings.levels.enabled().filter_map(|at| RuleId::ALL.get(at).copied());
            (Arc::clone(settings), Arc::new(RulePlan::compile(enabled)))
        });
        Arc::clone(plan)
    }
}

/// The paths of a run that are not there and lie in a dbt project: lists of changed files hold what was deleted, too. That is told and fails
/// nothing; what it breaks is found where it breaks.
fn gone(inputs: &mut [InputProblem]) -> Vec<PathBuf> {
    let holds = |path: &Path| {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        absolute.ancestors().skip(1).any(|folder| folder.join("dbt_project.yml").is_file())
    };
    let built =
        |path: &Path| path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| matches!(ending, "sql" | "py" | "csv"));
    let missing = inputs.iter_mut().filter(|problem| problem.kind == InputProblemKind::Missing);
    let gone = missing.filter(|problem| built(&problem.path) && holds(&problem.path));
    gone.map(|problem| {
        problem.fails = false;
        problem.path.clone()
    })
    .collect()
}

/// Why a file is not looked at although it can be read.
pub(super) fn refuse(text: &str, settings: &Settings) -> Option<InputProblemKind> {
    let reading = &settings.reading;
    let over = |size: usize, limit: u32, option| {
        (limit > 0 && size > limit as usize).then(|| InputProblemKind::Skipped {
            size: size as u64,
            limit: u64::from(limit),
            option,
            fails: reading.skip_fails,
        })
    };
    if settings.dialect_source == DialectSource::Nobody {
        return Some(InputProblemKind::NoDialect);
    }
    over(text.len(), reading.skip_bytes, "large_file_skip_byte_limit").or_else(|| {
        let characters = if reading.skip_characters > 0 { text.chars().count() } else { 0 };
        over(characters, reading.skip_characters, "large_file_skip_char_limit")
    })
}

/// What is left of a file's findings once the settings and the comments in it have spoken.
/// Says whose model it is that rules about models have found something in, and drops what they say of files that hold none.
fn speak_of_models(checked: &mut Checked, model: Option<&Resource>) {
    checked.findings.retain_mut(|finding| {
        let about_models = finding.rule.definition().is_about_models();
        if about_models {
            finding.diagnostic.resource = model.map(|model| model.unique_id.clone());
        }
        !about_models || model.is_some()
    });
}

fn judged(checked: Checked, settings: &Settings, silencer: &Silencer) -> Vec<Diagnostic> {
    let IgnoredErrors { parsing, templating, linting, .. } = settings.ignore;
    let told = |diagnostic: &Diagnostic| match diagnostic.rule.code {
        "PRS" => !parsing,
        "TMP" => !templating,
        _ => true,
    };
    let warned = |diagnostic: &Diagnostic| match diagnostic.rule.code {
        "PRS" => settings.warned.parsing,
        "TMP" => settings.warned.templating,
        _ => false,
    };
    let broken = checked.broken.into_iter().filter(|diagnostic| told(diagnostic) && !silencer.silences(diagnostic));
    let broken = broken.map(|diagnostic| if warned(&diagnostic) { Diagnostic { level: Level::Info, ..diagnostic } } else { diagnostic });
    let found = checked.findings.into_iter().filter(|_| !linting).filter(|finding| !silencer.silences_finding(finding));
    broken.chain(found.filter_map(|finding| weighed(finding, settings))).collect()
}

/// A finding with the level and the message that the settings give it.
fn weighed(finding: CollectedFinding, settings: &Settings) -> Option<Diagnostic> {
    let at = finding.rule as usize;
    let level: Level = settings.levels.get(at)?;
    let mut diagnostic = finding.diagnostic;
    diagnostic.level = level;
    if let Some(message) = settings.messages.get(at).and_then(Option::as_ref) {
        diagnostic.notes.push(message.clone());
    }
    Some(diagnostic)
}

/// What goes wrong in one place of a macro is one finding, however many templates call it: the first says how many more.
fn tell_once(diagnostics: &mut Vec<Diagnostic>) {
    let mut causes: FxHashMap<(FileId, TextRange, String), (usize, Vec<FileId>)> = FxHashMap::default();
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    for found in diagnostics.drain(..) {
        let cause = found.labels.first().filter(|_| matches!(found.rule, RuleName::TEMPLATING | RuleName::PARSING));
        let Some(cause) = cause.map(|label| (label.file, label.range, found.message.to_string())) else {
            kept.push(found);
            continue;
        };
        match causes.entry(cause) {
            Entry::Occupied(mut known) => known.get_mut().1.push(found.file),
            Entry::Vacant(new) => {
                new.insert((kept.len(), Vec::new()));
                kept.push(found);
            }
        }
    }
    for (at, mut files) in causes.into_values().filter(|(_, files)| !files.is_empty()) {
        files.dedup();
        let count = files.iter().filter(|file| **file != kept[at].file).count();
        if count > 0 {
            kept[at].notes.push(format!("the same goes wrong in {count} more file{}", if count == 1 { "" } else { "s" }));
        }
    }
    *diagnostics = kept;
}

/// Puts findings in an order that does not depend on threads.
fn settle(diagnostics: &mut [Diagnostic], files: &Files) {
    let known: FxHashSet<FileId> = diagnostics.iter().map(|found| found.file).collect();
    let mut paths: Vec<_> = known.into_iter().map(|file| (files.get(file), file)).collect();
    paths.sort_by(|(left, _), (right, _)| left.path.cmp(&right.path));
    // Files that are shown under one path are one file.
    let mut places: FxHashMap<FileId, usize> = FxHashMap::default();
    for (at, (source, file)) in paths.iter().enumerate() {
        let place = at.checked_sub(1).filter(|&before| paths[before].0.path == source.path).map_or(at, |before| places[&paths[before].1]);
        places.insert(*file, place);
    }
    // Findings are large: their places are put in order first, and each is moved once.
    let place = |found: &Diagnostic| (places[&found.file], found.range.start(), found.range.end(), found.rule);
    let mut order: Vec<_> = diagnostics.iter().enumerate().map(|(at, found)| (place(found), at)).collect();
    order.sort_by(|(left, one), (right, other)| {
        left.cmp(right).then_with(|| diagnostics[*one].message.cmp(&diagnostics[*other].message)).then(one.cmp(other))
    });
    let mut sources: Vec<usize> = order.into_iter().map(|(_, at)| at).collect();
    // Each circle of places in turn, so that no second list of findings is needed: `sources` says where a place's finding comes from.
    for start in 0..sources.len() {
        let mut at = start;
        while sources[at] != start {
            let from = std::mem::replace(&mut sources[at], at);
            diagnostics.swap(at, from);
            at = from;
        }
        sources[at] = at;
    }
}
