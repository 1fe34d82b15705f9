//! LT03, LT04, LT11: on which side of a line break operators, commas and set operators stand.

use crate::config::{LinePlace, LinePosition};
use crate::syntax::SyntaxKind;

use super::elements::Facts;
use super::spacing;
use super::state::{Found, Place, State};

/// Which rule, and what it looks at.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    pub code: &'static str,
    /// Names of the kinds.
    kinds: &'static [&'static str],
    what: &'static str,
}

pub const OPERATORS: Subject =
    Subject { code: "LT03", kinds: &["binary_operator", "comparison_operator", "assignment_operator", "pipe_operator"], what: "operator" };
pub const COMMAS: Subject = Subject { code: "LT04", kinds: &["comma"], what: "comma" };
pub const SET_OPERATORS: Subject = Subject { code: "LT11", kinds: &["set_operator"], what: "set operator" };

/// Elements from `first` to `last` that make up one operator.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    pub first: usize,
    pub last: usize,
    pub position: LinePosition,
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
pub fn run(subject: Subject, facts: &Facts<'_>, state: &mut State<'_>, found: &mut Vec<Found>) {
    for target in targets(subject, facts) {
        let Some(around) = around(facts, state, state.place(target.first), state.place(target.last)) else { continue };
        settle(&Rule { subject, facts }, state, target, &around, found);
    }
}

fn targets(subject: Subject, facts: &Facts<'_>) -> Vec<Target> {
    let tree = facts.tree;
    let mut found = Vec::new();
    for kind in SyntaxKind::ALL.iter().copied().filter(|kind| subject.kinds.contains(&kind.name())) {
        let Some(position) = facts.styles.of(kind).line_position else { continue };
        let tokens = facts.elements.iter().enumerate().filter(|(_, element)| element.kind == kind && element.literal);
        found.extend(tokens.map(|(at, _)| Target { first: at, last: at, position }));
        for node in tree.nodes().filter(|&node| tree.kind(node) == kind) {
            let ends = tree.first_token(node).zip(tree.last_token(node));
            let elements = ends.and_then(|(first, last)| Some((facts.element_of(first)?, facts.element_of(last)?)));
            if let Some((first, last)) = elements
                && facts.elements[first..=last].iter().all(|element| element.literal && element.is_code())
            {
                found.push(Target { first, last, position });
            }
        }
    }
    found.sort_by_key(|target| target.first);
    found.dedup_by_key(|target| target.first);
    found
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

fn settle(rule: &Rule<'_>, state: &mut State<'_>, target: Target, around: &Around, found: &mut Vec<Found>) {
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
        LinePlace::Leading if inline => break_before(state, around.first),
        LinePlace::Trailing if before && !after => trail(rule, state, around),
        LinePlace::Trailing if before && after => trail(rule, state, around),
        LinePlace::Trailing if inline => break_before(state, around.last + 1),
        LinePlace::Alone if !(before && after) => {
            let mut gaps = if before { Vec::new() } else { break_before(state, around.first) };
            if !after {
                gaps.extend(break_before(state, around.last + 1));
            }
            gaps
        }
        _ => return,
    };
    if changed.is_empty() {
        return;
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
    let message = format!("The {} {name} {where_to}", rule.subject.what);
    found.push(Found { code: rule.subject.code, element: target.first, place: Place::Element, message, gaps: changed });
}

/// A line break before a slot, as deep as the line it leaves.
pub fn break_before(state: &mut State<'_>, slot: usize) -> Vec<usize> {
    let indent = state.line_indent(slot.saturating_sub(1)).to_owned();
    let element = state.slots[slot].element;
    if state.set_gap(slot, format!("\n{indent}")) { vec![element] } else { Vec::new() }
}

/// Takes the line breaks out of the gaps `from..=to`, where no comment stands in the way.
fn join(rule: &Rule<'_>, state: &mut State<'_>, from: usize, to: usize) -> Vec<usize> {
    if from != to {
        return Vec::new();
    }
    let element = state.slots[to].element;
    let inline = spacing::wish_between(rule.facts, state.slots[to - 1].element, element).text(" ").to_owned();
    if state.set_gap(to, inline) { vec![element] } else { Vec::new() }
}

fn is_locked(state: &State<'_>, around: &Around) -> bool {
    (around.left + 1..=around.right).any(|slot| state.slots[slot].locked)
}

/// Moves a trailing operator to what follows it.
fn lead(rule: &Rule<'_>, state: &mut State<'_>, around: &Around) -> Vec<usize> {
    if is_locked(state, around) {
        return Vec::new();
    }
    let (operator, code) = (state.slots[around.first].element, state.slots[around.right].element);
    let last = state.slots[around.last].element;
    state.changes += 1;
    let line = std::mem::take(&mut state.slots[around.right].before);
    let freed = std::mem::replace(&mut state.slots[around.first].before, line);
    state.slots[around.right].before = spacing::wish_between(rule.facts, last, code).text(" ").to_owned().into();
    let mut gaps = vec![operator, code];
    if around.last + 1 < around.right {
        // Comments stay where they are; the first of them now follows what stood before the operator.
        let comment = &mut state.slots[around.last + 1];
        if !comment.before.contains('\n') && comment.before.is_empty() {
            comment.before = freed;
        }
        gaps.push(comment.element);
        for _ in around.first..=around.last {
            state.move_slot(around.first, around.right - 1);
        }
    }
    gaps
}

/// Moves a leading operator to what stands before it.
fn trail(rule: &Rule<'_>, state: &mut State<'_>, around: &Around) -> Vec<usize> {
    if is_locked(state, around) {
        return Vec::new();
    }
    let (operator, code) = (state.slots[around.first].element, state.slots[around.right].element);
    let close = spacing::wish_between(rule.facts, state.slots[around.left].element, operator).text(" ").to_owned();
    state.changes += 1;
    let line = std::mem::replace(&mut state.slots[around.first].before, close.into());
    let mut gaps = vec![operator, code];
    let follows = around.last + 1;
    let next = &mut state.slots[follows];
    // Breaks on both sides: those behind it are the ones to keep.
    if !next.before.contains('\n') || follows == around.right {
        let keep = next.before.contains('\n') && follows == around.right;
        if !keep {
            next.before = line;
        }
    }
    gaps.push(next.element);
    for slot in around.first..=around.last {
        let to = around.left + 1 + (slot - around.first);
        if slot != to {
            state.move_slot(slot, to);
        }
    }
    gaps
}
