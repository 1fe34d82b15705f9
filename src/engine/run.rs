//! A run: what to look at, under which settings, and what came of it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::config::{DialectSource, IgnoredErrors, Loader, Overrides, ProjectHint, Settings, missing_dialect};
use crate::diagnostic::{Diagnostic, Level};
use crate::graph::FileFacts;
use crate::rules::{self, RuleId, RulePlan};
use crate::text::{FileId, Files};

use super::collect::CollectedFinding;
use super::file::{Checked, Judge};
use super::fix::{self, Fixed};
use super::report::{FileOutcome, Problem, Report};
use super::suppress::Silencer;
use super::targets::{self, Buffer, Content, Target};
use super::walk::{FileKind, WalkOptions};
use super::workers;
use super::workspace::Workspace;

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
}

/// Reads a workspace once and answers questions about it.
pub struct Engine {
    files: Arc<Files>,
    loader: Loader,
    options: Options,
    plans: Mutex<FxHashMap<usize, (Arc<Settings>, Arc<RulePlan>)>>,
}

/// A fixed file.
#[derive(Debug)]
pub struct FixedFile {
    /// As the user would write it.
    pub path: String,
    pub absolute: PathBuf,
    pub before: Arc<str>,
    pub after: Arc<str>,
    /// Edits that were made.
    pub count: usize,
}

/// What `fix` did, and what is left.
pub struct FixReport {
    pub fixed: Vec<FixedFile>,
    /// Findings of the fixed texts.
    pub left: Report,
}

/// One file's share of a run.
struct FileResult {
    diagnostics: Vec<Diagnostic>,
    facts: Option<FileFacts>,
    skipped: Option<String>,
}

impl FileResult {
    fn skipped(reason: impl Into<String>) -> Self {
        Self { diagnostics: Vec::new(), facts: None, skipped: Some(reason.into()) }
    }
}

impl Engine {
    #[must_use]
    pub fn new(options: Options) -> Self {
        let working_folder = std::env::current_dir().unwrap_or_default();
        let loader = Loader::new(rules::descriptors(), &options.overrides, &working_folder);
        Self { files: Arc::default(), loader, options, plans: Mutex::default() }
    }

    /// Looks at everything that was asked for.
    #[must_use]
    pub fn lint(&self) -> Report {
        let (targets, mut problems) = self.targets();
        let workspace = Workspace::open(&self.files, &self.loader, &targets, &self.options);
        problems.extend(workspace.problems.iter().cloned());
        self.lint_targets(&targets, &workspace, problems)
    }

    /// Fixes everything that was asked for, in memory; writing it is the caller's.
    #[must_use]
    pub fn fix(&self) -> FixReport {
        let (targets, mut problems) = self.targets();
        let workspace = Workspace::open(&self.files, &self.loader, &targets, &self.options);
        problems.extend(workspace.problems.iter().cloned());
        let results = workers::run(&targets, self.options.jobs, |target| self.fix_file(target, &workspace));
        let mut fixed = Vec::new();
        let mut after = targets;
        for (target, result) in after.iter_mut().zip(results) {
            match result {
                Ok(Some((fix, before))) => {
                    problems.extend(refusals(&target.path, &fix));
                    if let Content::Text(file, text) = &mut target.content {
                        *text = Arc::clone(&fix.text);
                        self.files.replace(*file, Arc::clone(text));
                    }
                    let Fixed { text, count, .. } = fix;
                    fixed.push(FixedFile { path: target.path.clone(), absolute: target.absolute.clone(), before, after: text, count });
                }
                Ok(None) => {}
                Err(workers::Panicked(reason)) => problems.push(defect(&target.path, &reason)),
            }
        }
        let left = self.lint_targets(&after, &workspace, problems);
        FixReport { fixed, left }
    }

    fn targets(&self) -> (Vec<Target>, Vec<Problem>) {
        match &self.options.buffer {
            Some(buffer) => (vec![targets::buffer(buffer, &self.files)], Vec::new()),
            None => targets::gather(&self.options.paths, &self.options.walk, &self.files),
        }
    }

    fn lint_targets(&self, targets: &[Target], workspace: &Workspace, mut problems: Vec<Problem>) -> Report {
        let results = workers::run(targets, self.options.jobs, |target| self.lint_file(target, workspace));
        let mut diagnostics = Vec::new();
        let mut outcomes = Vec::new();
        let mut facts = Vec::new();
        let mut names = FxHashMap::default();
        for (target, result) in targets.iter().zip(results) {
            let result = result.unwrap_or_else(|workers::Panicked(reason)| {
                problems.push(defect(&target.path, &reason));
                FileResult::skipped("setsquare failed on it")
            });
            let file = match &target.content {
                Content::Text(file, _) => Some(*file),
                Content::Unreadable(_) => None,
            };
            if let Some(file) = file {
                names.insert(file, target.path.clone());
            }
            facts.extend(result.facts);
            diagnostics.extend(result.diagnostics);
            if let (Content::Unreadable(reason), None) = (&target.content, file) {
                problems.push(Problem::about(target.path.clone(), reason.clone()));
            }
            outcomes.push(FileOutcome { path: target.path.clone(), file, skipped: result.skipped });
        }
        diagnostics.extend(workspace.judge(self, targets, facts));
        problems.extend(self.loader.problems().into_iter().map(Problem::from));
        problems.sort();
        problems.dedup();
        let mut report = Report { files: Arc::clone(&self.files), diagnostics, outcomes, problems, names };
        report.settle();
        report
    }

    fn lint_file(&self, target: &Target, workspace: &Workspace) -> FileResult {
        let (file, text) = match &target.content {
            Content::Text(file, text) => (*file, text),
            Content::Unreadable(reason) => return FileResult::skipped(reason.clone()),
        };
        if target.kind != FileKind::Sql {
            return FileResult { diagnostics: Vec::new(), facts: None, skipped: None };
        }
        let settings = self.settings(target, text, workspace);
        if let Some(reason) = refuse(&target.absolute, text, &settings) {
            return FileResult::skipped(reason);
        }
        let plan = self.plan(&settings);
        let renderer = workspace.renderer(&settings, &target.absolute, file);
        let judge = Judge { file, path: &target.path, settings: &settings, plan: &plan, renderer: &*renderer };
        let checked = judge.check(text);
        let facts = workspace.facts(&checked, file, &settings);
        let silencer = Silencer::new(text, &checked.read, &settings);
        let diagnostics = judged(checked, &settings, &silencer);
        FileResult { diagnostics, facts, skipped: None }
    }

    fn fix_file(&self, target: &Target, workspace: &Workspace) -> Option<(Fixed, Arc<str>)> {
        let Content::Text(file, text) = &target.content else { return None };
        if target.kind != FileKind::Sql {
            return None;
        }
        let settings = self.settings(target, text, workspace);
        if refuse(&target.absolute, text, &settings).is_some() {
            return None;
        }
        let plan = self.plan(&settings);
        let renderer = workspace.renderer(&settings, &target.absolute, *file);
        let judge = Judge { file: *file, path: &target.path, settings: &settings, plan: &plan, renderer: &*renderer };
        let fixed = fix::fix(&judge, text, self.options.fixing.as_deref());
        (fixed.text != *text || !fixed.refused.is_empty()).then(|| (fixed, Arc::clone(text)))
    }

    /// The settings of a file.
    pub(super) fn settings(&self, target: &Target, text: &str, workspace: &Workspace) -> Arc<Settings> {
        let project = workspace.project_of(&target.absolute);
        let hint = ProjectHint { in_project: project.is_some(), adapter: project.and_then(|project| project.adapter()) };
        self.loader.settings(&target.absolute, Some(text), hint)
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

/// Why a file is not looked at although it can be read.
fn refuse(path: &Path, text: &str, settings: &Settings) -> Option<String> {
    let reading = &settings.reading;
    if settings.dialect_source == DialectSource::Nobody {
        return Some(missing_dialect(path));
    }
    if reading.skip_bytes > 0 && text.len() > reading.skip_bytes as usize {
        return Some(format!("it has {} bytes, more than large_file_skip_byte_limit = {} allows", text.len(), reading.skip_bytes));
    }
    if reading.skip_characters > 0 && text.chars().count() > reading.skip_characters as usize {
        return Some(format!("it has more characters than large_file_skip_char_limit = {} allows", reading.skip_characters));
    }
    None
}

/// What is left of a file's findings once the settings and the comments in it have spoken.
fn judged(checked: Checked, settings: &Settings, silencer: &Silencer) -> Vec<Diagnostic> {
    let IgnoredErrors { parsing, templating, linting, .. } = settings.ignore;
    let told = |diagnostic: &Diagnostic| match diagnostic.rule.code {
        "PRS" => !parsing,
        "TMP" => !templating,
        _ => true,
    };
    let broken = checked.broken.into_iter().filter(|diagnostic| told(diagnostic) && !silencer.silences(diagnostic));
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

fn refusals(path: &str, fixed: &Fixed) -> Vec<Problem> {
    let one = |(rule, refusal): &(RuleId, super::verify::Refusal)| Problem {
        fatal: false,
        path: Some(path.to_owned()),
        line: None,
        message: format!("the fixes of {} were taken back: {refusal}; the findings stay", rule.definition().name.code),
    };
    fixed.refused.iter().map(one).collect()
}

fn defect(path: &str, reason: &str) -> Problem {
    Problem::about(path, format!("setsquare failed on it: {reason}; the file was left as it is. Please report this with the file"))
}

impl Report {
    /// Puts everything in an order that does not depend on threads.
    fn settle(&mut self) {
        let mut keyed: Vec<_> = std::mem::take(&mut self.diagnostics).into_iter().map(|found| (self.path(found.file), found)).collect();
        keyed.sort_by(|(left_path, left), (right_path, right)| {
            let key = |found: &Diagnostic| (found.range.start(), found.range.end(), found.rule);
            left_path.cmp(right_path).then_with(|| key(left).cmp(&key(right))).then_with(|| left.message.cmp(&right.message))
        });
        self.diagnostics = keyed.into_iter().map(|(_, found)| found).collect();
    }
}

/// A file by its place in the table, for those who hold targets.
pub(super) fn file_of(target: &Target) -> Option<FileId> {
    match &target.content {
        Content::Text(file, _) => Some(*file),
        Content::Unreadable(_) => None,
    }
}
