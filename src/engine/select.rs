//! Which fixes of a set of findings are made together.

use crate::diagnostic::Applicability;
use crate::rules::RuleId;
use crate::text::TextEdit;

use super::collect::CollectedFinding;

/// Edits that may be applied at once, and the rules that asked for them.
#[derive(Debug, Default)]
pub struct Selection {
    pub edits: Vec<TextEdit>,
    pub rules: Vec<RuleId>,
}

/// Takes fixes in the order of their first edit and leaves out each that would overlap or touch one taken before: its turn
/// comes in the next round, on the text as it is then. Two findings may share an edit. `clip` says what of a fix may be made.
#[must_use]
pub fn select(
    findings: &[CollectedFinding],
    allowed: impl Fn(RuleId) -> bool,
    unsafe_fixes: bool,
    clip: impl Fn(&[&TextEdit]) -> Option<Vec<TextEdit>>,
) -> Selection {
    let wanted = |applicability| match applicability {
        Applicability::Safe | Applicability::Customary => true,
        Applicability::Extra | Applicability::Unsafe => unsafe_fixes,
        Applicability::DisplayOnly => false,
    };
    let mut fixes: Vec<(RuleId, Vec<TextEdit>)> = findings
        .iter()
        .filter(|finding| allowed(finding.rule))
        .filter_map(|finding| {
            let file = finding.diagnostic.file;
            let fix = finding.diagnostic.fix.as_ref().filter(|fix| wanted(fix.applicability))?;
            let own = fix.edits.iter().all(|edit| edit.file() == file);
            let edits: Vec<_> = fix.edits.iter().map(crate::jinja::SourceEdit::edit).collect();
            let mut edits = if own { clip(&edits)? } else { Vec::new() };
            edits.sort();
            (!edits.is_empty()).then_some((finding.rule, edits))
        })
        .collect();
    fixes.sort_by(|left, right| left.1.cmp(&right.1).then(left.0.cmp(&right.0)));
    let mut selection = Selection::default();
    for (rule, edits) in fixes {
        if edits.iter().all(|edit| fits(&selection.edits, edit)) {
            for edit in edits {
                if let Err(at) = selection.edits.binary_search(&edit) {
                    selection.edits.insert(at, edit);
                }
            }
            selection.rules.push(rule);
        }
    }
    selection.rules.sort_unstable();
    selection.rules.dedup();
    selection
}

/// Whether `edit` is there already, or keeps clear of all that are.
pub(super) fn fits(taken: &[TextEdit], edit: &TextEdit) -> bool {
    let at = taken.partition_point(|other| other.range.start() < edit.range.start());
    let clear = |other: &TextEdit| other == edit || other.range.end() < edit.range.start() || edit.range.end() < other.range.start();
    // Taken edits are sorted and disjoint, so only the neighbours can be in the way.
    taken[at.saturating_sub(1)..].iter().take(3).all(clear)
}
