//! From what rules reported of the renderings of one template to findings in its source.
//!
//! The same literal text may be rendered several times (loops, variants): it is reported once, and its fix is kept only
//! if every copy asked for the same edit. What lies in text that a value printed is nobody's to mend here and is dropped.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Applicability, Diagnostic, Fix, Label, Level};
use crate::jinja::{RenderedEdit, SourceEdit, SourceMap};
use crate::rules::{Finding, FindingFix, RuleId};
use crate::text::{FileId, TextRange};

/// Collects the findings of one file over all its renderings.
pub struct Collector {
    file: FileId,
    seen: FxHashMap<(RuleId, TextRange, Cow<'static, str>), usize>,
    collected: Vec<Collected>,
}

struct Collected {
    rule: RuleId,
    range: TextRange,
    message: Cow<'static, str>,
    labels: Vec<Label>,
    notes: Vec<String>,
    fix: WantedFix,
}

enum WantedFix {
    None,
    /// Edits that the map allowed already.
    Source(Cow<'static, str>, Vec<SourceEdit>, Applicability),
    /// Each edit, how many copies of its text there are over all renderings, and how many asked for it.
    Rendered {
        title: Cow<'static, str>,
        edits: Vec<SourceEdit>,
        asked: u32,
        applicability: Applicability,
    },
    /// Some copy's edit touches more than literal text, or copies disagree.
    Impossible,
}

/// A finding with its rule, before the settings have said how much it weighs.
pub struct CollectedFinding {
    pub rule: RuleId,
    pub diagnostic: Diagnostic,
}

impl Collector {
    #[must_use]
    pub fn new(file: FileId) -> Self {
        Self { file, seen: FxHashMap::default(), collected: Vec::new() }
    }

    /// Takes the findings of one rendering.
    pub fn add(&mut self, findings: Vec<Finding>, map: &SourceMap) {
        self.add_beside(findings, map, &[]);
    }

    /// Takes the findings of a rendering for another warehouse. Of text that it shares with renderings for the project's own, `known`, it
    /// has nothing new to say: there it only joins in asking for fixes. So it comes after them.
    pub fn add_beside(&mut self, findings: Vec<Finding>, map: &SourceMap, known: &[&SourceMap]) {
        for finding in findings {
            let Some(range) = self.source_range(&finding, map) else { continue };
            let key = (finding.rule, range, finding.message);
            if let Some(&at) = self.seen.get(&key) {
                merge(&mut self.collected[at].fix, finding.fix, map);
            } else if !known.iter().any(|known| known.copies(self.file, TextRange::at(range.start(), range.len().min(1))) > 0) {
                let labels = finding.related.iter().filter_map(|(range, message)| label(*range, message, map)).collect();
                let fix = wanted(finding.fix, map);
                let (rule, range, message) = key.clone();
                self.seen.insert(key, self.collected.len());
                self.collected.push(Collected { rule, range, message, labels, notes: finding.notes, fix });
            }
        }
    }

    /// Where in this file the finding stands; `None` if it is about text that the file does not hold.
    fn source_range(&self, finding: &Finding, map: &SourceMap) -> Option<TextRange> {
        if finding.in_source {
            return Some(finding.range);
        }
        let origin = map.origin(finding.range)?;
        let in_template = origin.file == self.file && origin.frame == 0;
        // A finding that begins in literal text and runs over values is the template's own; one that begins in a value is not.
        let begins_literal = origin.literal || map.is_literal(TextRange::at(finding.range.start(), finding.range.len().min(1)));
        // What a variable holds may have been written further up; the finding stands where it begins.
        let first = map.origin(TextRange::at(finding.range.start(), finding.range.len().min(1)))?;
        let range = if origin.range.start() < first.range.start() { first.range } else { origin.range };
        (in_template && begins_literal).then_some(range)
    }

    /// Ends the collecting. `maps` are those of all renderings, for counting the copies of what a fix would edit;
    /// `as_sqlfluff` says whether fixes that are customary are made without asking.
    #[must_use]
    pub fn finish(self, maps: &[&SourceMap], as_sqlfluff: bool) -> Vec<CollectedFinding> {
        let file = self.file;
        let one = |collected: Collected| {
            let mut fix = collected.fix.resolve(maps);
            if let Some(fix) = fix.as_mut().filter(|_| !as_sqlfluff) {
                fix.applicability = by_ourselves(fix.applicability);
            }
            let Collected { rule, range, message, labels, notes, .. } = collected;
            let name = rule.definition().name;
            let diagnostic = Diagnostic { rule: name, level: Level::Warning, file, range, message, labels, notes, resource: None, fix };
            CollectedFinding { rule, diagnostic }
        };
        self.collected
            .into_iter()
            .map(|mut collected| {
                collected.labels.sort_by_key(|label| (label.file, label.range));
                one(collected)
            })
            .collect()
    }
}

/// What a fix is where nobody expects sqlfluff's.
const fn by_ourselves(applicability: Applicability) -> Applicability {
    match applicability {
        Applicability::Customary => Applicability::Unsafe,
        Applicability::Extra => Applicability::Safe,
        other => other,
    }
}

fn label(range: TextRange, message: &str, map: &SourceMap) -> Option<Label> {
    let origin = map.origin(range)?;
    Some(Label { file: origin.file, range: origin.range, message: message.to_owned() })
}

fn edits(wanted: &[RenderedEdit], map: &SourceMap) -> Option<Vec<SourceEdit>> {
    let mut edits = wanted.iter().map(|edit| map.edit(edit)).collect::<Option<Vec<_>>>()?;
    edits.sort();
    Some(edits)
}

fn wanted(fix: Option<FindingFix>, map: &SourceMap) -> WantedFix {
    let Some(fix) = fix else { return WantedFix::None };
    if !fix.source_edits.is_empty() {
        return WantedFix::Source(fix.title, fix.source_edits, fix.applicability);
    }
    match edits(&fix.edits, map) {
        Some(edits) if !edits.is_empty() => WantedFix::Rendered { title: fix.title, edits, asked: 1, applicability: fix.applicability },
        _ => WantedFix::Impossible,
    }
}

/// A further copy of a finding: its fix must be the same.
fn merge(have: &mut WantedFix, fix: Option<FindingFix>, map: &SourceMap) {
    let same = match (&mut *have, wanted(fix, map)) {
        (WantedFix::None, WantedFix::None) => true,
        (WantedFix::Source(_, have, _), WantedFix::Source(_, new, _)) => *have == new,
        (WantedFix::Rendered { edits: have, asked, .. }, WantedFix::Rendered { edits: new, .. }) => {
            *asked += 1;
            *have == new
        }
        _ => false,
    };
    if !same {
        *have = WantedFix::Impossible;
    }
}

impl WantedFix {
    fn resolve(self, maps: &[&SourceMap]) -> Option<Fix> {
        match self {
            Self::None | Self::Impossible => None,
            Self::Source(title, edits, applicability) => Some(Fix { title, edits, applicability }),
            Self::Rendered { title, edits, asked, applicability } => {
                let copies = |edit: &SourceEdit| maps.iter().map(|map| map.copies(edit.file(), edit.edit().range)).sum::<u32>();
                edits.iter().all(|edit| copies(edit) <= asked).then_some(Fix { title, edits, applicability })
            }
        }
    }
}
