//! One file: template to renderings, renderings to trees, trees to findings.
//!
//! Knows no other file; what a template may call comes with the [`Renderer`].

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::config::Settings;
use crate::dbt::Resource;
use crate::diagnostic::{Diagnostic, Label, Level, RuleName};
use crate::jinja::{ProblemKind, SourceMap};
use crate::rules::{Cx, CxParts, Finding, RuleId, RulePlan, RuleTimes};
use crate::sql;
use crate::syntax::Tree;
use crate::text::{FileId, TextRange};

use super::collect::{CollectedFinding, Collector};
use super::templates::{Renderer, spoken_in};
use super::verify::Rendering;

/// What a file is judged by.
#[derive(Clone, Copy)]
pub struct Judge<'a> {
    pub file: FileId,
    pub settings: &'a Settings,
    pub plan: &'a RulePlan,
    pub renderer: &'a dyn Renderer,
    /// Whether macros are laid out, too: a formatter does, a linter leaves it to their authors.
    pub lays_out_macros: bool,
    /// The model that the file makes.
    pub model: Option<&'a Resource>,
    /// Where the time of each rule is to be taken.
    pub times: Option<&'a RuleTimes>,
}

/// A text, rendered and read.
pub struct Read {
    pub template: Tree,
    pub renderings: Vec<Rendering>,
    pub templating: Duration,
    pub parsing: Duration,
}

impl Read {
    /// What rendering and parsing took.
    pub fn spent(&self) -> Duration {
        self.templating + self.parsing
    }
}

/// A text, rendered, read and judged.
pub struct Checked {
    pub read: Read,
    pub findings: Vec<CollectedFinding>,
    /// What could not be rendered or parsed.
    pub broken: Vec<Diagnostic>,
    /// Rules that had nothing to say, and the expressions because of whose unknown values.
    pub silent: BTreeSet<(&'static str, TextRange)>,
}

impl Judge<'_> {
    /// Renders and parses. A variant that no longer parses where the first rendering does is a contradiction of ours
    /// (two decisions that exclude each other), so it is dropped rather than reported.
    #[must_use]
    pub fn read(&self, text: &Arc<str>) -> Read {
        let mut renderings: Vec<Rendering> = Vec::new();
        let started = Instant::now();
        let mut parsing = Duration::ZERO;
        let template = self.renderer.render(self.file, text, &mut |rendered| {
            let rendered_at = Instant::now();
            let dialect = spoken_in(&rendered, self.settings.dialect).spec();
            let tree = sql::parse(&rendered.text, dialect);
            parsing += rendered_at.elapsed();
            // What a macro writes is often no statement. Rules see it only where it can be read as one.
            let most = if rendered.partial { Some(0) } else { renderings.first().map(|first| first.tree.errors().len()) };
            let sound = most.is_none_or(|most| tree.errors().len() <= most) && !(rendered.partial && is_python(&rendered.text));
            if sound {
                renderings.push(Rendering { rendered, dialect, tree });
            }
            sound
        });
        Read { template, renderings, templating: started.elapsed().saturating_sub(parsing), parsing }
    }

    #[must_use]
    pub fn check(&self, text: &Arc<str>) -> Checked {
        self.check_around(text, &[])
    }

    /// The same for a text of which some ranges are not to be laid out anew.
    #[must_use]
    pub fn check_around(&self, text: &Arc<str>, kept: &[TextRange]) -> Checked {
        let read = self.read(text);
        let mut collector = Collector::new(self.file);
        let mut silent = BTreeSet::new();
        let is_own = |rendering: &&Rendering| rendering.dialect.id == self.settings.dialect;
        let own: Vec<&SourceMap> = read.renderings.iter().filter(is_own).map(|rendering| &rendering.rendered.map).collect();
        for rendering in read.renderings.iter().filter(is_own) {
            collector.add(self.check_rendering(text, &read, rendering, &mut silent), &rendering.rendered.map);
        }
        for rendering in read.renderings.iter().filter(|rendering| !is_own(rendering)) {
            collector.add_beside(self.check_rendering(text, &read, rendering, &mut silent), &rendering.rendered.map, &own);
        }
        if let Some(first) = read.renderings.first() {
            let laid_out = || self.check_layout(text, &read, kept);
            let findings = self.times.map_or_else(laid_out, |times| times.of_layout(laid_out));
            collector.add(findings, &first.rendered.map);
        }
        let maps: Vec<&SourceMap> = read.renderings.iter().map(|rendering| &rendering.rendered.map).collect();
        let findings = collector.finish(&maps, self.settings.sqlfluff_fixes);
        let broken = self.broken(&read);
        Checked { read, findings, broken, silent }
    }

    /// What the rules say of one rendering.
    fn check_rendering(
        &self,
        source: &str,
        read: &Read,
        rendering: &Rendering,
        silent: &mut BTreeSet<(&'static str, TextRange)>,
    ) -> Vec<Finding> {
        let Rendering { rendered, dialect, tree } = rendering;
        let (template, settings) = (&read.template, self.settings);
        let cx = Cx::new(&CxParts { file: self.file, source, tree, rendered, template, settings, dialect, model: self.model });
        let mut findings = Vec::new();
        // Rules about the template have their turn once.
        let is_first = read.renderings.first().is_some_and(|first| std::ptr::eq(first, rendering));
        match self.times {
            Some(times) => self.plan.check_timed(&cx, is_first && !rendered.partial, times, &mut findings),
            None => self.plan.check_sql(&cx, &mut findings),
        }
        silent.extend(cx.silent());
        if rendered.partial {
            findings.retain_mut(|finding| {
                finding.fix = None;
                stands_alone(finding.rule)
            });
        }
        if is_first && (self.times.is_none() || rendered.partial) {
            self.plan.check_template(&cx, &mut findings);
        }
        findings
    }

    /// Findings about the template and the SQL themselves: TMP and PRS.
    pub(super) fn broken(&self, read: &Read) -> Vec<Diagnostic> {
        let Some(first) = read.renderings.first() else { return Vec::new() };
        let mut broken: Vec<Diagnostic> = Vec::new();
        for problem in &first.rendered.problems {
            let level = match problem.kind {
                // That something is not known here is no fault of the template; the project's problems say what is missing.
                ProblemKind::Unknown => continue,
                ProblemKind::Undefined => Level::Warning,
                ProblemKind::Syntax | ProblemKind::Failed | ProblemKind::Runaway => Level::Error,
            };
            let place = (problem.file, problem.range, problem.frame);
            broken.push(self.called(RuleName::TEMPLATING, level, problem.message.clone(), place, &first.rendered.map));
        }
        // A text that was cut short is no statement, and that is no error of its own.
        let is_whole = first.rendered.problems.iter().all(|problem| problem.kind != ProblemKind::Runaway);
        for error in first.tree.errors().iter().filter(|_| is_whole) {
            let origin = first.rendered.map.origin(error.range);
            let place = origin.map_or((self.file, TextRange::default(), 0), |origin| (origin.file, origin.range, origin.frame));
            broken.push(self.called(RuleName::PARSING, Level::Error, error.message.clone(), place, &first.rendered.map));
        }
        broken.dedup_by(|left, right| left.file == right.file && left.range == right.range && left.message == right.message);
        broken
    }
}

impl Judge<'_> {
    /// What is wrong with the template's own text is told where it stands; what is wrong in a macro of another file, where
    /// the template calls it, with the way there.
    fn called(&self, rule: RuleName, level: Level, message: String, place: (FileId, TextRange, u32), map: &SourceMap) -> Diagnostic {
        let (file, range, frame) = place;
        if file == self.file {
            return diagnostic(rule, level, self.file, range, message);
        }
        let calls = map.calls(frame);
        let here = calls.iter().rposition(|(_, file, _)| *file == self.file);
        let mut found = diagnostic(rule, level, self.file, here.map_or(TextRange::empty(0), |at| calls[at].2), message);
        let inside = calls.last().map_or_else(|| "here".to_owned(), |(name, ..)| format!("here, in `{name}`"));
        found.labels.push(Label { file, range, message: inside });
        let way = calls.iter().skip(here.map_or(0, |at| at + 1));
        found.labels.extend(way.map(|(name, file, range)| Label { file: *file, range: *range, message: format!("`{name}` is called") }));
        found
    }
}

/// Whether what a rule says of a part of a statement holds for the whole, whatever a macro's callers add: how words are
/// written does, what a query lacks does not.
fn stands_alone(rule: RuleId) -> bool {
    let whole_statements = matches!(rule, RuleId::CV06 | RuleId::CV07 | RuleId::CV12 | RuleId::CV13);
    !whole_statements && rule.definition().groups.iter().any(|group| matches!(*group, "capitalisation" | "convention"))
}

fn diagnostic(rule: RuleName, level: Level, file: FileId, range: TextRange, message: String) -> Diagnostic {
    Diagnostic { rule, level, file, range, message: message.into(), labels: Vec::new(), notes: Vec::new(), resource: None, fix: None }
}

/// Whether a macro writes a Python model rather than SQL.
fn is_python(text: &str) -> bool {
    text.contains("def ") && text.lines().any(|line| line.trim_start().starts_with("def ") && line.trim_end().ends_with(':'))
}
