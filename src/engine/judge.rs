//! The last stage of a run: facts of all files become the graph, and project rules judge it.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::config::{ConfigProblem, Settings, WorkspaceSettings};
use crate::diagnostic::{Diagnostic, Subject, Suppressions};
use crate::graph::{FileFacts, Graph, GraphParts, MemberProject, Policy, PolicyProblem};
use crate::rules::{
    Check, ProjectCx, ProjectFinding, RuleDef, RuleId, RuleTimes, TemplateFile, check_project, check_written, settle_project,
    template_files,
};
use crate::text::{FileId, Files, LineIndex, TextRange};
use crate::yaml;

use super::{suppress, workers};

/// How many templates make one piece of work.
const TEMPLATES: usize = 64;

/// A piece of the work of judging a workspace.
enum Task<'a> {
    Rule(RuleId),
    /// All rules about templates as they are written, on some of them.
    Templates(&'a [TemplateFile]),
}

/// What project rules are judged by.
pub struct Court<'a> {
    pub files: &'a Files,
    /// Whether any file of the run has a rule on.
    pub is_on_anywhere: &'a dyn Fn(RuleId) -> bool,
    /// The settings of a file; nothing for a file that this run is not to report on.
    pub settings: &'a (dyn Fn(FileId) -> Option<Arc<Settings>> + Sync),
    pub jobs: usize,
    /// Where the time of each rule is to be taken.
    pub times: Option<&'a RuleTimes>,
}

impl Court<'_> {
    /// Findings over all projects.
    #[must_use]
    pub fn judge(&self, graph: &Graph) -> Vec<Diagnostic> {
        let settings = self.settings;
        let is_on = |file: FileId, rule: RuleId| settings(file).is_some_and(|settings| settings.levels.get(rule as usize).is_some());
        let is_of_workspace = |rule: &RuleId| rule.definition().check.is_of_workspace();
        let rules = RuleId::ALL.iter().copied().filter(|rule| (self.is_on_anywhere)(*rule)).filter(is_of_workspace);
        let (written, rules): (Vec<RuleId>, Vec<RuleId>) = rules.partition(|rule| matches!(rule.definition().check, Check::Written(_)));
        let (files, times) = (self.files, self.times);
        let cx = || ProjectCx::new(graph, files, settings);
        let templates = if written.is_empty() { Vec::new() } else { template_files(&cx()) };
        let tasks: Vec<Task> = rules.into_iter().map(Task::Rule).chain(templates.chunks(TEMPLATES).map(Task::Templates)).collect();
        let checked = workers::run(&tasks, self.jobs, |task| match *task {
            Task::Templates(templates) => check_written(&cx(), &written, templates, times, &is_on),
            Task::Rule(rule) => {
                let check = || check_project(&cx(), rule, &is_on);
                times.map_or_else(check, |times| times.of_rule(rule, check))
            }
        });
        // What goes wrong in a rule must not pass for a rule that found nothing.
        let checked = checked.into_iter().map(|result| result.unwrap_or_else(|panicked| std::panic::resume_unwind(Box::new(panicked.0))));
        let mut findings: Vec<ProjectFinding> = checked.flatten().collect();
        settle_project(&mut findings);
        let mut silencers: FxHashMap<FileId, Silencer> = FxHashMap::default();
        findings
            .into_iter()
            .filter_map(|finding| {
                let settings = settings(finding.file)?;
                let silencer = silencers.entry(finding.file).or_insert_with(|| Silencer::new(self.files, finding.file, &settings));
                (!silencer.silences(&finding)).then(|| diagnostic(finding, &settings)).flatten()
            })
            .collect()
    }
}

/// The graph of a workspace: its projects and shared packages, what their files say, and what the SQL says that their YAML holds.
#[must_use]
pub fn graph_of(workspace: &WorkspaceSettings, members: Vec<MemberProject>, facts: Vec<FileFacts>, held: Vec<FileFacts>) -> Graph {
    Graph::build(GraphParts { members, facts, held, policy: policy(workspace), bounded: workspace.boundary.configured })
}

/// The policy of a workspace, as of today.
fn policy(workspace: &WorkspaceSettings) -> Policy {
    Policy::new(workspace, jiff::Zoned::now().date())
}

/// Clauses of a workspace's policy that cannot be read. What they meant nobody knows, so the run must not pass.
#[must_use]
pub fn policy_problems(workspace: &WorkspaceSettings) -> Vec<ConfigProblem> {
    let told = |problem: PolicyProblem| ConfigProblem { fatal: true, origin: problem.origin, message: problem.message };
    policy(workspace).problems.into_iter().map(told).collect()
}

fn diagnostic(finding: ProjectFinding, settings: &Settings) -> Option<Diagnostic> {
    let at = finding.rule as usize;
    let level = settings.levels.get(at)?;
    let mut notes = finding.notes;
    notes.extend(settings.messages.get(at).cloned().flatten());
    Some(Diagnostic {
        rule: finding.rule.definition().name,
        level: finding.level.unwrap_or(level),
        file: finding.file,
        range: finding.range,
        message: finding.message.into(),
        labels: finding.labels,
        notes,
        resource: finding.resource,
        fix: finding.fix,
    })
}

/// The comments of a file that silence findings about the project.
struct Silencer {
    found: Option<(LineIndex, Suppressions)>,
}

impl Silencer {
    fn new(files: &Files, file: FileId, settings: &Settings) -> Self {
        let source = files.get(file);
        let text: &Arc<str> = &source.text;
        if !text.contains("noqa") {
            return Self { found: None };
        }
        let lines = LineIndex::new(text);
        let ending = source.path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
        let comments: Vec<TextRange> = match ending.as_str() {
            "yml" | "yaml" => yaml::parse(text).comments.into_iter().map(|comment| comment.range).collect(),
            "py" | "toml" => hash_comments(text),
            _ => suppress::comments(text, settings.dialect.spec()),
        };
        let comments = comments.into_iter().map(|range| (range, &text[range.span()]));
        let suppressions = Suppressions::new(comments, &lines, &settings.suppression);
        Self { found: Some((lines, suppressions)) }
    }

    fn silences(&self, finding: &ProjectFinding) -> bool {
        let Some((lines, suppressions)) = self.found.as_ref().filter(|(_, suppressions)| !suppressions.is_empty()) else { return false };
        let RuleDef { name, aliases, groups, .. } = finding.rule.definition();
        let subject = Subject { code: name.code, name: name.name, aliases, groups };
        suppressions.covers(&subject, lines.line(finding.range.start()))
    }
}

/// From the last `#` of each line that has the word to its end.
fn hash_comments(text: &str) -> Vec<TextRange> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        if let Some(at) = line.rfind('#').filter(|&at| line[at..].contains("noqa")) {
            found.push(TextRange::from(start + at..end));
        }
        start += line.len();
    }
    found
}
