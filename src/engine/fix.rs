//! Fixing one file: rounds of edits, each verified before the next begins, until nothing is left to fix.
//!
//! Knows nothing of disks: text in, text out.

use std::sync::Arc;

use crate::rules::{Change, Check, RuleId};
use crate::text::{TextEdit, apply_edits};

use super::collect::CollectedFinding;
use super::file::{Checked, Judge};
use super::select::select;
use super::suppress::Silencer;
use super::verify::{Refusal, verify};

/// Rounds of one phase. Each round makes what the one before made possible; text that still changes after this many is
/// left as the last round made it, and a further fix would go on.
const ROUNDS: usize = 20;

/// What came of fixing one text.
pub struct Fixed {
    pub text: Arc<str>,
    /// Rules whose edits were taken back, and why.
    pub refused: Vec<(RuleId, Refusal)>,
}

/// Which rules take part in a phase: first what changes words, then, once, what only changes white space.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Words,
    Layout,
}

/// Fixes a text with the rules that are on, or only some of them.
pub fn fix(judge: &Judge<'_>, text: &Arc<str>, only: Option<&[RuleId]>) -> Fixed {
    let mut fixing = Fixing { judge, only, refused: Vec::new(), text: Arc::clone(text) };
    // Words first, then layout; layout can bring words together that a word rule looks at, hence the second turn.
    for _ in 0..2 {
        let before = Arc::clone(&fixing.text);
        fixing.phase(Phase::Words);
        fixing.phase(Phase::Layout);
        if fixing.text == before {
            break;
        }
    }
    let Fixing { text, refused, .. } = fixing;
    Fixed { text, refused }
}

struct Fixing<'a> {
    judge: &'a Judge<'a>,
    only: Option<&'a [RuleId]>,
    text: Arc<str>,
    refused: Vec<(RuleId, Refusal)>,
}

impl Fixing<'_> {
    fn phase(&mut self, phase: Phase) {
        for _ in 0..ROUNDS {
            if !self.round(phase) {
                break;
            }
        }
    }

    /// One round; whether it changed the text.
    fn round(&mut self, phase: Phase) -> bool {
        let mut checked = self.judge.check(&self.text);
        let mut findings = std::mem::take(&mut checked.findings);
        let settings = self.judge.settings;
        let unreadable = checked.read.renderings.iter().any(|rendering| !rendering.tree.errors().is_empty());
        if unreadable && !settings.fix_even_unparsable {
            return false;
        }
        let silencer = Silencer::new(&self.text, &checked.read, settings);
        findings.retain(|finding| !silencer.silences_finding(finding));
        self.apply(&checked, &findings, phase)
    }

    fn apply(&mut self, checked: &Checked, findings: &[CollectedFinding], phase: Phase) -> bool {
        let selection = select(findings, |rule| self.takes_part(rule, phase), self.judge.settings.unsafe_fixes);
        if selection.edits.is_empty() {
            return false;
        }
        match self.attempt(checked, &selection.edits, &selection.rules) {
            Ok(text) => {
                self.text = text;
                true
            }
            // Somebody's edit is bad: each rule for itself shows whose.
            Err(_) => self.apply_one_by_one(checked, findings, &selection.rules),
        }
    }

    fn apply_one_by_one(&mut self, checked: &Checked, findings: &[CollectedFinding], rules: &[RuleId]) -> bool {
        let mut changed = false;
        for &rule in rules {
            if changed {
                // The text moved on; the others' turn comes in the next round.
                break;
            }
            let selection = select(findings, |other| other == rule, self.judge.settings.unsafe_fixes);
            match self.attempt(checked, &selection.edits, &[rule]) {
                Ok(text) => {
                    self.text = text;
                    changed = true;
                }
                Err(refusal) => self.refused.push((rule, refusal)),
            }
        }
        changed
    }

    fn attempt(&self, checked: &Checked, edits: &[TextEdit], rules: &[RuleId]) -> Result<Arc<str>, Refusal> {
        let text: Arc<str> = apply_edits(&self.text, edits).ok_or(Refusal::Syntax)?.into();
        let after = self.judge.read(&text);
        let change = rules.iter().filter_map(|rule| rule.definition().fixes.change()).max().unwrap_or(Change::Spacing);
        verify(&checked.read.renderings, &after.renderings, change, self.judge.settings.dialect.spec())?;
        Ok(text)
    }

    fn takes_part(&self, rule: RuleId, phase: Phase) -> bool {
        let layout = matches!(rule.definition().check, Check::Layout);
        let wanted = self.only.is_none_or(|only| only.contains(&rule));
        wanted && layout == (phase == Phase::Layout) && !self.is_refused(rule)
    }

    fn is_refused(&self, rule: RuleId) -> bool {
        self.refused.iter().any(|(refused, _)| *refused == rule)
    }
}
