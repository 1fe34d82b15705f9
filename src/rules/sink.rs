//! Where rules put their findings. A rule says what and where in rendered text; what becomes of it in the source
//! (suppressed, mapped, fix kept or dropped) is decided afterwards, in one place, by the engine.

use std::borrow::Cow;

use super::RuleId;
use crate::diagnostic::{Applicability, Fix, Label, Level};
use crate::jinja::{RenderedEdit, SourceEdit};
use crate::text::{FileId, TextEdit, TextRange};

/// A finding as a rule reports it.
#[derive(Debug)]
pub struct Finding {
    pub rule: RuleId,
    /// Of rendered text, unless `in_source`.
    pub range: TextRange,
    pub in_source: bool,
    pub message: Cow<'static, str>,
    /// Further places in rendered text.
    pub related: Vec<(TextRange, String)>,
    pub notes: Vec<String>,
    pub fix: Option<FindingFix>,
}

/// A fix as a rule asks for it.
#[derive(Debug)]
pub struct FindingFix {
    pub title: Cow<'static, str>,
    pub edits: Vec<RenderedEdit>,
    /// Edits that the source map has already allowed (layout, tag padding).
    pub source_edits: Vec<SourceEdit>,
    pub applicability: Applicability,
}

/// Collects the findings of one file. The plan sets the rule before it calls one.
#[derive(Debug)]
pub struct Sink<'a> {
    findings: &'a mut Vec<Finding>,
    rule: RuleId,
}

impl<'a> Sink<'a> {
    #[inline]
    #[must_use]
    pub fn new(findings: &'a mut Vec<Finding>, rule: RuleId) -> Self {
        Self { findings, rule }
    }

    /// Reports a finding at a range of the rendered text.
    pub fn report(&mut self, range: TextRange, message: impl Into<Cow<'static, str>>) -> Report<'_> {
        self.push(range, false, message.into())
    }

    /// Reports a finding at a range of the template.
    pub fn report_source(&mut self, range: TextRange, message: impl Into<Cow<'static, str>>) -> Report<'_> {
        self.push(range, true, message.into())
    }

    fn push(&mut self, range: TextRange, in_source: bool, message: Cow<'static, str>) -> Report<'_> {
        self.findings.push(Finding { rule: self.rule, range, in_source, message, related: Vec::new(), notes: Vec::new(), fix: None });
        let at = self.findings.len() - 1;
        Report { finding: &mut self.findings[at] }
    }
}

/// A finding being reported: add labels, notes and the fix.
#[derive(Debug)]
pub struct Report<'f> {
    finding: &'f mut Finding,
}

impl Report<'_> {
    /// Another place in the rendered text that explains the finding.
    pub fn related(self, range: TextRange, message: impl Into<String>) -> Self {
        self.finding.related.push((range, message.into()));
        self
    }

    pub fn note(self, note: impl Into<String>) -> Self {
        self.finding.notes.push(note.into());
        self
    }

    /// Asks for a fix that leaves the meaning as it is. Whether it can be made is the source map's to say.
    pub fn safe_fix(self, title: impl Into<Cow<'static, str>>, edits: Vec<RenderedEdit>) -> Self {
        self.fix(title.into(), edits, Vec::new(), Applicability::Safe)
    }

    /// Asks for a fix that may change the meaning, and that sqlfluff makes all the same.
    pub fn customary_fix(self, title: impl Into<Cow<'static, str>>, edits: Vec<RenderedEdit>) -> Self {
        self.fix(title.into(), edits, Vec::new(), Applicability::Customary)
    }

    /// Asks for a fix after which the SQL is valid and may mean something else.
    pub fn unsafe_fix(self, title: impl Into<Cow<'static, str>>, edits: Vec<RenderedEdit>) -> Self {
        self.fix(title.into(), edits, Vec::new(), Applicability::Unsafe)
    }

    /// Asks for a safe fix that sqlfluff has not.
    pub fn extra_fix(self, title: impl Into<Cow<'static, str>>, edits: Vec<RenderedEdit>) -> Self {
        self.fix(title.into(), edits, Vec::new(), Applicability::Extra)
    }

    /// A safe fix, or, where `same` does not hold, a customary one.
    pub fn fix_if_same(self, same: bool, title: impl Into<Cow<'static, str>>, edits: Vec<RenderedEdit>) -> Self {
        if same { self.safe_fix(title, edits) } else { self.customary_fix(title, edits) }
    }

    /// Asks for a fix whose edits the source map has already allowed.
    pub fn source_fix(self, title: impl Into<Cow<'static, str>>, edits: Vec<SourceEdit>) -> Self {
        self.fix(title.into(), Vec::new(), edits, Applicability::Safe)
    }

    fn fix(self, title: Cow<'static, str>, edits: Vec<RenderedEdit>, source_edits: Vec<SourceEdit>, applicability: Applicability) -> Self {
        self.finding.fix = Some(FindingFix { title, edits, source_edits, applicability });
        self
    }
}

/// A finding of a project rule: it already speaks of files.
#[derive(Debug)]
pub struct ProjectFinding {
    pub rule: RuleId,
    pub file: FileId,
    pub range: TextRange,
    pub message: String,
    pub labels: Vec<Label>,
    pub notes: Vec<String>,
    pub resource: Option<String>,
    /// Overrides the rule's level (boundary policies say `warn` or `error` themselves).
    pub level: Option<Level>,
    /// Its edits may lie in other files than the finding.
    pub fix: Option<Fix>,
}

impl ProjectFinding {
    /// Offers a fix after which everything means what it meant.
    pub fn safe_fix(&mut self, title: impl Into<Cow<'static, str>>, edits: impl IntoIterator<Item = (FileId, TextEdit)>) {
        self.offer(title.into(), edits, Applicability::Safe);
    }

    /// Offers a fix that somebody has to look at.
    pub fn unsafe_fix(&mut self, title: impl Into<Cow<'static, str>>, edits: impl IntoIterator<Item = (FileId, TextEdit)>) {
        self.offer(title.into(), edits, Applicability::Unsafe);
    }

    fn offer(&mut self, title: Cow<'static, str>, edits: impl IntoIterator<Item = (FileId, TextEdit)>, applicability: Applicability) {
        let edits: Vec<SourceEdit> = edits.into_iter().map(|(file, edit)| SourceEdit::of_file(file, edit)).collect();
        if !edits.is_empty() {
            self.fix = Some(Fix { title, edits, applicability });
        }
    }
}

/// Collects the findings of the project rules.
#[derive(Debug)]
pub struct ProjectSink<'a> {
    findings: &'a mut Vec<ProjectFinding>,
    rule: RuleId,
}

impl<'a> ProjectSink<'a> {
    #[must_use]
    pub fn new(findings: &'a mut Vec<ProjectFinding>, rule: RuleId) -> Self {
        Self { findings, rule }
    }

    /// Reports a finding in a file; the returned value takes labels, notes and the resource it is about.
    pub fn report(&mut self, file: FileId, range: TextRange, message: impl Into<String>) -> &mut ProjectFinding {
        let rule = self.rule;
        self.findings.push(ProjectFinding {
            rule,
            file,
            range,
            message: message.into(),
            labels: Vec::new(),
            notes: Vec::new(),
            resource: None,
            level: None,
            fix: None,
        });
        let at = self.findings.len() - 1;
        &mut self.findings[at]
    }
}
