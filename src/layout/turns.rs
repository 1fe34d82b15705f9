//! The passes, and how they take turns until none wants anything more.

use std::borrow::Cow;
use std::ops::Range;

use super::elements::Facts;
use super::found::Findings;
use super::operators::{COMMAS, OPERATORS, SET_OPERATORS};
use super::state::State;
use super::{blank_lines, ctes, functions, indent_lines, keywords, operators, select, spacing, width};

/// A rule's pass.
struct Pass {
    code: &'static str,
    run: for<'f, 's> fn(&Facts<'f>, &mut State<'s>, &mut Findings),
    sees: Sees,
}

/// What a pass depends on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sees {
    /// The white space of every gap.
    Gaps,
    /// Which of them begin lines, and the indentation of these.
    Lines,
    /// That, and how many line ends each has.
    Ends,
}

use Sees::{Ends, Gaps, Lines};

/// In the order in which they take turns.
const PASSES: &[Pass] = &[
    Pass { code: spacing::CODE, run: spacing::run, sees: Gaps },
    Pass { code: indent_lines::CODE, run: indent_lines::run, sees: Lines },
    Pass { code: OPERATORS.code, run: |facts, state, found| operators::run(OPERATORS, facts, state, found), sees: Lines },
    Pass { code: COMMAS.code, run: |facts, state, found| operators::run(COMMAS, facts, state, found), sees: Lines },
    Pass { code: width::CODE, run: width::run, sees: Gaps },
    Pass { code: functions::CODE, run: functions::run, sees: Gaps },
    Pass { code: ctes::CLOSING_BRACKET, run: ctes::closing_brackets, sees: Lines },
    Pass { code: ctes::BLANK_LINE, run: ctes::blank_lines, sees: Ends },
    Pass { code: select::TARGETS, run: select::targets, sees: Lines },
    Pass { code: select::MODIFIERS, run: select::modifiers, sees: Lines },
    Pass { code: SET_OPERATORS.code, run: |facts, state, found| operators::run(SET_OPERATORS, facts, state, found), sees: Lines },
    Pass { code: blank_lines::END, run: blank_lines::end_of_file, sees: Gaps },
    Pass { code: blank_lines::START, run: blank_lines::start_of_file, sees: Gaps },
    Pass { code: keywords::CODE, run: keywords::run, sees: Lines },
    Pass { code: blank_lines::BETWEEN, run: blank_lines::empty_lines, sees: Gaps },
];

/// The number in a rule's code, 0 for what is no rule of layout.
fn number(code: &str) -> u32 {
    code.strip_prefix("LT").and_then(|number| number.parse().ok()).filter(|&number| number < u32::BITS).unwrap_or(0)
}

/// Turns after which the passes must agree. What they do not agree on stays as it is.
const TURNS: usize = 16;

impl Pass {
    /// How often what it depends on has changed.
    const fn seen(&self, state: &State<'_>) -> usize {
        match self.sees {
            Gaps => state.changes,
            Lines => state.line_changes,
            Ends => state.end_changes,
        }
    }

    /// Tells the state what the pass has looked at, if it is one that looks at what has changed since.
    fn look_back(&self, state: &mut State<'_>, count: Option<usize>) {
        match self.code {
            spacing::CODE => state.spaced = count,
            width::CODE => state.measured = count,
            _ => {}
        }
    }
}

/// What came of a pass over the text as it is.
enum Outcome<'s> {
    /// It changes nothing.
    Idle,
    /// The gaps that it changes, and whether it is content with that.
    Changed(Vec<(usize, Cow<'s, str>)>, bool),
    /// It must be run again to tell.
    Unknown,
}

/// The passes that are on, and the state that they work on.
pub struct Turns<'t, 's> {
    facts: &'t Facts<'s>,
    state: State<'s>,
    /// Each with what came of it, and which gaps it asked for: a part of those that were asked for.
    passes: Vec<(&'static Pass, Outcome<'s>, Range<usize>)>,
    asked: Vec<usize>,
    /// For each element the pass that first asked for its gap, counted from 1.
    owners: Vec<u8>,
}

impl<'t, 's> Turns<'t, 's> {
    /// Those of the rules with these codes.
    #[must_use]
    pub fn new(facts: &'t Facts<'s>, state: State<'s>, enabled: &[&'static str]) -> Self {
        let numbers = enabled.iter().fold(0_u32, |numbers, code| numbers | 1 << number(code));
        let on = PASSES.iter().filter(|pass| numbers >> number(pass.code) & 1 == 1);
        let passes = on.map(|pass| (pass, Outcome::Unknown, 0..0)).collect();
        Self { facts, state, passes, asked: Vec::new(), owners: Vec::new() }
    }

    /// What each rule finds in the text as it is, in the order of the elements.
    pub fn findings(&mut self) -> Findings {
        let mut found = Findings::with_room(self.facts.elements.len() / 4);
        for (pass, outcome, gaps) in &mut self.passes {
            let before = found.gaps().len();
            self.state.is_stable = false;
            self.state.broke_inline.set(false);
            (pass.run)(self.facts, &mut self.state, &mut found);
            *gaps = before..found.gaps().len();
            *outcome = if self.state.changes == 0 { Outcome::Idle } else { outcome_of(&self.state) };
            self.state.go_back();
        }
        found.gaps().clone_into(&mut self.asked);
        found.sort();
        found
    }

    /// The white space that all want; the one that is there, before they have settled it.
    pub const fn state(&self) -> &State<'s> {
        &self.state
    }

    /// Whose the change of an element's gap was first.
    pub fn owner(&self, element: usize) -> Option<&'static str> {
        let pass = self.owners.get(element)?.checked_sub(1)?;
        Some(self.passes[usize::from(pass)].0.code)
    }

    /// The gaps before these elements stay as they are.
    pub fn lock(&mut self, elements: impl IntoIterator<Item = usize>) {
        self.state.go_back();
        for element in elements {
            self.state.slots[element].locked = true;
        }
        // What came of the passes before says nothing any more.
        for (_, outcome, gaps) in &mut self.passes {
            *outcome = Outcome::Unknown;
            *gaps = 0..0;
        }
    }

    /// Lets the passes take turns. If they never agree, the elements whose gaps they go on changing.
    pub fn settle(&mut self) -> Result<(), Vec<usize>> {
        self.state.go_back();
        self.state.keeps_inline = self.passes.iter().any(|(pass, ..)| pass.code == spacing::CODE);
        self.owners.clear();
        self.owners.resize(self.facts.elements.len(), 0);
        for (pass, outcome, _) in &self.passes {
            if !matches!(outcome, Outcome::Idle) {
                pass.look_back(&mut self.state, None);
            }
        }
        // For each pass, what it saw when it last had nothing to change.
        let mut idle: Vec<Option<usize>> = vec![None; self.passes.len()];
        let mut found = Findings::wordless();
        let mut disputed = Vec::new();
        for turn in 0..TURNS {
            let mut changed = false;
            disputed.clear();
            for (at, idle) in idle.iter_mut().enumerate() {
                let number = u8::try_from(at + 1).unwrap_or(0);
                let seen = self.passes[at].0.seen(&self.state);
                if *idle == Some(seen) {
                    continue;
                }
                let before = self.state.changes;
                self.state.is_stable = false;
                let gaps = if turn == 0 && seen == 0 && self.repeat(at) {
                    &self.asked[self.passes[at].2.clone()]
                } else {
                    found.clear();
                    (self.passes[at].0.run)(self.facts, &mut self.state, &mut found);
                    found.gaps()
                };
                if self.state.changes == before {
                    *idle = Some(seen);
                } else {
                    changed = true;
                    *idle = self.state.is_stable.then(|| self.passes[at].0.seen(&self.state));
                    disputed.extend_from_slice(gaps);
                }
                for &gap in gaps {
                    let owner = &mut self.owners[gap];
                    *owner = if *owner == 0 { number } else { *owner };
                }
            }
            if !changed {
                return Ok(());
            }
        }
        Err(disputed)
    }

    /// Does what a pass does where nothing that it sees has changed yet, if that is known.
    fn repeat(&mut self, at: usize) -> bool {
        let (pass, outcome, _) = &mut self.passes[at];
        match std::mem::replace(outcome, Outcome::Unknown) {
            Outcome::Idle => {}
            Outcome::Changed(changes, is_stable) => {
                // What lies in front of the line ends may have changed nevertheless.
                let is_other = |&(slot, _): &(usize, Cow<'_, str>)| self.state.slots[slot].touched;
                if self.state.changes > 0 && changes.iter().any(is_other) {
                    return false;
                }
                for (slot, text) in changes {
                    self.state.set_gap(slot, text);
                }
                self.state.is_stable = is_stable;
                pass.look_back(&mut self.state, Some(0));
            }
            Outcome::Unknown => return false,
        }
        true
    }
}

/// What a pass did to the text as it was.
fn outcome_of<'s>(state: &State<'s>) -> Outcome<'s> {
    match state.changed() {
        // With spacing about, some gaps that got a line break would have been left alone.
        Some(slots) if state.inside.is_empty() && !state.broke_inline.get() => {
            let changes = slots.into_iter().map(|slot| (slot, state.slots[slot].text().clone()));
            Outcome::Changed(changes.collect(), state.is_stable)
        }
        _ => Outcome::Unknown,
    }
}
