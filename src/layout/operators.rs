//! LT03, LT04, LT11: on which side of a line break operators, commas and set operators stand.

use std::borrow::Cow;

use crate::config::{LinePlace, LinePosition};
use crate::syntax::SyntaxKind;

use super::elements::Facts;
use super::found::{Findings, Place};
use super::gap;
use super::spacing;
use super::state::State;
use super::styles::Traits;

/// Which rule, and what it looks at.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    pub code: &'static str,
    which: Which,
    what: &'static str,
}

/// What the rules look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Operators,
    Commas,
    SetOperators,
}

pub const OPERATORS: Subject = Subject { code: "LT03", which: Which::Operators, what: "operator" };
pub const COMMAS: Subject = Subject { code: "LT04", which: Which::Commas, what: "comma" };
pub const SET_OPERATORS: Subject = Subject { code: "LT11", which: Which::SetOperators, what: "set operator" };

/// Which rule looks at a kind.
#[must_use]
pub const fn subject_of(kind: SyntaxKind) -> Option<Which> {
    match kind {
        SyntaxKind::BinaryOperator | SyntaxKind::ComparisonOperator | SyntaxKind::AssignmentOperator | SyntaxKind::PipeOperator => {
            Some(Which::Operators)
        }
        SyntaxKind::Comma => Some(Which::Commas),
        SyntaxKind::SetOperator => Some(Which::SetOperators),
        _ => None,
    }
}

/// Elements from `first` to `last` that make up one operator.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    kind: SyntaxKind,
    pub first: usize,
    pub last: usize,
    pub position: LinePosition,
}

/// The targets of each rule, in the order of the text.
#[derive(Debug, Default)]
pub struct Targets {
    operators: Vec<Target>,
    commas: Vec<Target>,
    set_operators: Vec<Target>,
}

impl Targets {
    #[must_use]
    pub fn find(facts: &Facts<'_>) -> Self {
        let mut targets = Self::default();
        for (at, element) in facts.elements.iter().enumerate() {
            if element.literal && facts.styles.traits(element.kind).contains(Traits::PLACED) {
                targets.add(facts, element.kind, (at, at));
            }
        }
        let tokens = [targets.operators.len(), targets.commas.len(), targets.set_operators.len()];
        for &node in &facts.sought.placed {
            let kind = facts.tree.kind(node);
            let ends = if subject_of(kind).is_some() { facts.ends(node) } else { None };
            if let Some((first, last)) = ends
                && facts.elements[first..=last].iter().all(|element| element.literal && element.is_code())
            {
                targets.add(facts, kind, (first, last));
            }
        }
        for (list, tokens) in [&mut targets.operators, &mut targets.commas, &mut targets.set_operators].into_iter().zip(tokens) {
            if list.len() > tokens {
                list.sort_by_key(|target| (target.first, target.kind as u16));
                list.dedup_by_key(|target| target.first);
            }
        }
        targets
    }

    fn add(&mut self, facts: &Facts<'_>, kind: SyntaxKind, (first, last): (usize, usize)) {
        let (Some(which), Some(position)) = (subject_of(kind), facts.styles.of(kind).line_position) else { return };
        let list = match which {
            Which::Operators => &mut self.operators,
            Which::Commas => &mut self.commas,
            Which::SetOperators => &mut self.set_operators,
        };
        list.push(Target { kind, first, last, position });
    }

    fn of(&self, which: Which) -> &[Target] {
        match which {
            Which::Operators => &self.operators,
            Which::Commas => &self.commas,
            Which::SetOperators => &self.set_operators,
        }
    }
}

/// What stands around a target: slots.
struct Around {
    /// The code before it.
    left: usize,
    first: usize,
    last: usize,
    /// The code after it.
    right: usize,
}

/// Checks every target of a rule.
pub fn run(subject: Subject, facts: &Facts<'_>, state: &mut State<'_>, found: &mut Findings) {
    for &target in facts.targets.of(subject.which) {
        let (first, last) = (state.place(target.first), state.place(target.last));
        if !target.position.strict && is_inside_line(facts, state, first, last) {
            continue;
        }
        let Some(around) = around(facts, state, first, last) else { continue };
        settle(&Rule { subject, facts }, state, target, &around, found);
    }
}

/// Whether other words or tags stand on both sides on the same line.
fn is_inside_line(facts: &Facts<'_>, state: &State<'_>, first: usize, last: usize) -> bool {
    let beside = |slot: usize| state.slots.get(slot).is_some_and(|slot| !facts.elements[slot.element].is_comment());
    !state.has_break(first)
        && state.slots.get(last + 1).is_some_and(|next| !next.has_break())
        && first.checked_sub(1).is_some_and(beside)
        && beside(last + 1)
}

/// Nothing where a tag stands between the target and its neighbours: code never crosses a tag.
fn around(facts: &Facts<'_>, state: &State<'_>, first: usize, last: usize) -> Option<Around> {
    let element = |slot: usize| &facts.elements[state.slots[slot].element];
    let left = (0..first).rev().find(|&slot| !element(slot).is_comment())?;
    let right = (last + 1..state.len()).find(|&slot| !element(slot).is_comment())?;
    (element(left).is_code() && element(right).is_code()).then_some(Around { left, first, last, right })
}

struct Rule<'r> {
    subject: Subject,
    facts: &'r Facts<'r>,
}

fn settle(rule: &Rule<'_>, state: &mut State<'_>, target: Target, around: &Around, found: &mut Findings) {
    let before = (around.left + 1..=around.first).any(|slot| state.has_break(slot));
    let after = (around.last + 1..=around.right).any(|slot| state.has_break(slot));
    let LinePosition { place, strict, attached, .. } = target.position;
    let inline = !before && !after;
    if inline && !strict || before && after && !attached && place != LinePlace::Alone {
        return;
    }
    let changed = match place {
        LinePlace::Leading if !before && after => lead(rule, state, around),
        LinePlace::Leading if before && after => join(rule, state, around.last + 1, around.right),
        LinePlace::Leading if inline => [break_before(state, around.first), None, None],
        LinePlace::Trailing if before && !after => trail(rule, state, around),
        LinePlace::Trailing if before && after => trail(rule, state, around),
        LinePlace::Trailing if inline => [break_before(state, around.last + 1), None, None],
        LinePlace::Alone if !(before && after) => {
            let one = if before { None } else { break_before(state, around.first) };
            [one, if after { None } else { break_before(state, around.last + 1) }, None]
        }
        _ => return,
    };
    if changed == NONE {
        return;
    }
    let message = || message(rule, target);
    found.report((rule.subject.code, target.first, Place::Element), message, changed.into_iter().flatten());
}

fn message(rule: &Rule<'_>, target: Target) -> Cow<'static, str> {
    let place = target.position.place;
    // Where commas stand is what most files have most to hear about.
    match (rule.subject.which, place) {
        (Which::Commas, LinePlace::Trailing) => return "The comma `,` belongs at the end of a line, not at the start".into(),
        (Which::Commas, LinePlace::Leading) => return "The comma `,` belongs at the start of a line, not at the end".into(),
        _ => {}
    }
    let name = if target.first == target.last {
        rule.facts.name(target.first)
    } else {
        let range = rule.facts.elements[target.first].source.cover(rule.facts.elements[target.last].source);
        format!("`{}`", &rule.facts.source[range.span()])
    };
    let where_to = match place {
        LinePlace::Leading => "belongs at the start of a line, not at the end",
        LinePlace::Trailing => "belongs at the end of a line, not at the start",
        LinePlace::Alone => "belongs on a line of its own",
    };
    format!("The {} {name} {where_to}", rule.subject.what).into()
}

/// The elements whose gaps change for one target.
type Gaps = [Option<usize>; 3];

const NONE: Gaps = [None; 3];

/// A line break before a slot, as deep as the line it leaves; the slot's element if it got one.
pub fn break_before(state: &mut State<'_>, slot: usize) -> Option<usize> {
    let text = gap::lines(1, state.line_indent(slot.saturating_sub(1)));
    state.set_gap(slot, text).then(|| state.slots[slot].element)
}

/// Takes the line breaks out of the gaps `from..=to`, where no comment stands in the way.
fn join(rule: &Rule<'_>, state: &mut State<'_>, from: usize, to: usize) -> Gaps {
    if from != to {
        return NONE;
    }
    let element = state.slots[to].element;
    let inline = spacing::wish_between(rule.facts, state.slots[to - 1].element, element).text(" ");
    [state.set_gap(to, inline).then_some(element), None, None]
}

fn is_locked(state: &State<'_>, around: &Around) -> bool {
    (around.left + 1..=around.right).any(|slot| state.slots[slot].locked)
}

/// Moves a trailing operator to what follows it.
fn lead(rule: &Rule<'_>, state: &mut State<'_>, around: &Around) -> Gaps {
    if is_locked(state, around) {
        return NONE;
    }
    let (operator, code) = (state.slots[around.first].element, state.slots[around.right].element);
    let last = state.slots[around.last].element;
    let close = spacing::wish_between(rule.facts, last, code).text(" ");
    let line = state.put_gap(around.right, close);
    let freed = state.put_gap(around.first, line);
    let mut gaps = [Some(operator), Some(code), None];
    if around.last + 1 < around.right {
        // Comments stay where they are; the first of them now follows what stood before the operator.
        if state.gap(around.last + 1).is_empty() {
            state.put_gap(around.last + 1, freed);
        }
        gaps[2] = Some(state.slots[around.last + 1].element);
        for _ in around.first..=around.last {
            state.move_slot(around.first, around.right - 1);
        }
    }
    gaps
}

/// Moves a leading operator to what stands before it.
fn trail(rule: &Rule<'_>, state: &mut State<'_>, around: &Around) -> Gaps {
    if is_locked(state, around) {
        return NONE;
    }
    let (operator, code) = (state.slots[around.first].element, state.slots[around.right].element);
    let close = spacing::wish_between(rule.facts, state.slots[around.left].element, operator).text(" ");
    let line = state.put_gap(around.first, close);
    let follows = around.last + 1;
    // Breaks on both sides: those behind it are the ones to keep.
    if !state.has_break(follows) {
        state.put_gap(follows, line);
    }
    let gaps = [Some(operator), Some(code), Some(state.slots[follows].element)];
    for slot in around.first..=around.last {
        let to = around.left + 1 + (slot - around.first);
        if slot != to {
            state.move_slot(slot, to);
        }
    }
    gaps
}
