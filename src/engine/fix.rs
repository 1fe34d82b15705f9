//! Fixing one file: rounds of edits, each verified before the next begins, until nothing is left to fix.
//!
//! Knows nothing of disks: text in, text out.

use std::sync::Arc;

use crate::layout::tags;
use crate::rules::{Change, Check, RuleId};
use crate::text::{TextEdit, TextRange, apply_edits};

use super::collect::CollectedFinding;
use super::file::{Checked, Judge, Read};
use super::held::held;
use super::select::{Selection, select};
use super::suppress::Silencer;
use super::verify::{Refusal, verify};
use super::window::{Lines, Window};

/// Rounds of one phase. Each round makes what the one before made possible; text that still changes after this many is
/// left as the last round made it, and a further fix would go on.
const ROUNDS: usize = 20;

/// How often all phases take turns.
const TURNS: usize = 4;

/// How often the layout is planned anew around edits that reach out of the lines asked for.
const PLANS: usize = 4;

/// What is to be fixed of a text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scope<'a> {
    /// Only these rules take part, and only outside what the author holds (`format`); nothing: all that are on.
    pub only: Option<&'a [RuleId]>,
    /// Only in these lines.
    pub lines: Option<&'a Lines>,
}

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

/// Fixes a text with the rules that are on, as far as the scope goes.
pub fn fix(judge: &Judge<'_>, text: &Arc<str>, scope: Scope<'_>) -> Fixed {
    let window = scope.lines.map(|lines| Window::new(lines, text));
    let mut fixing = Fixing { judge, only: scope.only, window, refused: Vec::new(), text: Arc::clone(text) };
    // Words first, then layout; layout can bring words together that a word rule looks at, and move tags that have lines of
    // their own, hence the further turns.
    for _ in 0..TURNS {
        let before = Arc::clone(&fixing.text);
        fixing.phase(Phase::Words);
        if fixing.only.is_some() {
            fixing.tags();
        }
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
    window: Option<Window>,
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
        let mut checked = self.check(phase);
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

    /// Lays out the inside of tags. They print what they did, so a refusal is nobody's fault but ours, and all stays.
    fn tags(&mut self) {
        let read = self.judge.read(&self.text);
        let silencer = Silencer::new(&self.text, &read, self.judge.settings);
        let found = tags(self.judge.file, &read.template, &self.judge.settings.layout);
        let open = found.into_iter().filter(|(tag, _)| !silencer.silences_rule(RuleId::JJ01, tag.start()));
        let clip = self.clip(&read);
        let mut edits: Vec<TextEdit> =
            open.filter_map(|(_, edits)| clip(&edits.iter().map(crate::jinja::SourceEdit::edit).collect::<Vec<_>>())).flatten().collect();
        edits.sort();
        drop(clip);
        if edits.is_empty() {
            return;
        }
        let Some(text) = apply_edits(&self.text, &edits) else { return };
        let text: Arc<str> = text.into();
        let after = self.judge.read(&text);
        if verify(&read.renderings, &after.renderings, Change::Spacing).is_ok() {
            self.go_on(text, &edits);
        }
    }

    /// Judges the text. Where only some lines are asked for, the layout is one that those lines alone can have.
    fn check(&self, phase: Phase) -> Checked {
        let Some(window) = self.window.as_ref().filter(|_| phase == Phase::Layout) else { return self.judge.check(&self.text) };
        let mut kept = window.closed(&self.text);
        let mut checked = self.judge.check_around(&self.text, &kept);
        for _ in 1..PLANS {
            let layout = checked.findings.iter().filter(|finding| matches!(finding.rule.definition().check, Check::Layout));
            let edits = layout.filter_map(|finding| finding.diagnostic.fix.as_ref()).flat_map(|fix| &fix.edits);
            let out = edits.map(crate::jinja::SourceEdit::edit).filter(|edit| window.clip(&self.text, &[edit]).is_none());
            let known = kept.len();
            kept.extend(out.map(|edit| edit.range));
            if kept.len() == known {
                break;
            }
            checked = self.judge.check_around(&self.text, &kept);
        }
        checked
    }

    /// The fixes to make of those that the findings offer.
    fn select(&self, checked: &Checked, findings: &[CollectedFinding], allowed: impl Fn(RuleId) -> bool) -> Selection {
        select(findings, allowed, self.judge.settings.unsafe_fixes, self.clip(&checked.read))
    }

    /// What of a fix may be made: nothing in what the author holds, and no more than the lines asked for.
    fn clip(&self, read: &Read) -> impl Fn(&[&TextEdit]) -> Option<Vec<TextEdit>> {
        let held: Vec<TextRange> = match self.only {
            Some(_) => held(&self.text, &read.template, self.judge.settings.dialect.spec()),
            None => Vec::new(),
        };
        move |edits| {
            let is_held = |edit: &&TextEdit| held.iter().any(|held| held.start() <= edit.range.end() && edit.range.start() <= held.end());
            match &self.window {
                _ if edits.iter().any(is_held) => None,
                Some(window) => window.clip(&self.text, edits),
                None => Some(edits.iter().copied().cloned().collect()),
            }
        }
    }

    fn apply(&mut self, checked: &Checked, findings: &[CollectedFinding], phase: Phase) -> bool {
        let selection = self.select(checked, findings, |rule| self.takes_part(rule, phase));
        if selection.edits.is_empty() {
            return false;
        }
        match self.attempt(checked, &selection.edits, &selection.rules) {
            Ok(text) => {
                self.go_on(text, &selection.edits);
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
            let selection = self.select(checked, findings, |other| other == rule);
            match self.attempt(checked, &selection.edits, &[rule]) {
                Ok(text) => {
                    self.go_on(text, &selection.edits);
                    changed = true;
                }
                Err(refusal) => self.refused.push((rule, refusal)),
            }
        }
        changed
    }

    /// Goes on with the text that these edits gave.
    fn go_on(&mut self, text: Arc<str>, edits: &[TextEdit]) {
        self.text = text;
        if let Some(window) = &mut self.window {
            window.follow(edits);
        }
    }

    fn attempt(&self, checked: &Checked, edits: &[TextEdit], rules: &[RuleId]) -> Result<Arc<str>, Refusal> {
        let text: Arc<str> = apply_edits(&self.text, edits).ok_or(Refusal::Syntax)?.into();
        let after = self.judge.read(&text);
        let change = rules.iter().filter_map(|rule| rule.definition().fixes.change()).max().unwrap_or(Change::Spacing);
        verify(&checked.read.renderings, &after.renderings, change)?;
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
