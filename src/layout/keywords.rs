//! LT14: clauses whose keyword begins a line, or has one to itself.

use crate::config::{LinePlace, LinePosition};
use crate::syntax::{Element, NodeId, SyntaxKind};

use super::elements::Facts;
use super::found::{Findings, Place};
use super::gap;
use super::operators::break_before;
use super::spacing;
use super::state::State;

pub const CODE: &str = "LT14";

pub fn run(facts: &Facts<'_>, state: &mut State<'_>, found: &mut Findings) {
    let tree = facts.tree;
    for &node in &facts.sought.worded {
        let style = facts.styles.of(tree.kind(node));
        let Some(position) = style.keyword_position else { continue };
        let excluded = |above: NodeId| style.keyword_exclusions.iter().any(|kind| kind == tree.kind(above).name());
        if tree.ancestors(node).any(excluded) {
            continue;
        }
        if let Some((first, last)) = keywords(facts, node) {
            check(facts, state, position, (first, last), found);
        }
    }
}

/// The elements of the words that a clause begins with.
fn keywords(facts: &Facts<'_>, node: NodeId) -> Option<(usize, usize)> {
    let mut words = facts.tree.solid_elements(node).map_while(|child| match child {
        Element::Token(token) if facts.tree.token_kind(token) == SyntaxKind::Keyword => facts.element_of(token),
        _ => None,
    });
    let first = words.next()?;
    Some((first, words.last().unwrap_or(first)))
}

fn check(facts: &Facts<'_>, state: &mut State<'_>, position: LinePosition, (first, last): (usize, usize), found: &mut Findings) {
    let (start, end) = (state.place(first), state.place(last));
    let code = |slot: &usize| facts.elements[state.slots[*slot].element].is_code();
    let Some(left) = (0..start).rev().find(code) else { return };
    let Some(right) = (end + 1..state.len()).find(code) else { return };
    if (left..=right).any(|slot| facts.elements[state.slots[slot].element].is_tag()) {
        return;
    }
    let before = (left + 1..=start).any(|slot| state.has_break(slot));
    let after = (end + 1..=right).any(|slot| state.has_break(slot));
    let simple = right == end + 1;
    let mut gaps = Vec::new();
    if matches!(position.place, LinePlace::Leading | LinePlace::Alone) && !before {
        if after && simple {
            // The break moves to the other side, as deep as it was.
            let line = gap::lines(1, gap::indentation(state.gap(right)).unwrap_or_default());
            if state.set_gap(start, line) {
                gaps.push(state.slots[start].element);
            }
            if position.place == LinePlace::Leading {
                gaps.extend(inline(facts, state, right));
            }
        } else {
            gaps.extend(break_before(state, start));
        }
    }
    if matches!(position.place, LinePlace::Alone | LinePlace::Trailing) && !after {
        gaps.extend(break_before(state, end + 1));
    }
    if gaps.is_empty() {
        return;
    }
    let message = || {
        let name = facts.name(first);
        match position.place {
            LinePlace::Leading => format!("{name} begins a clause and belongs at the start of a line"),
            LinePlace::Trailing => format!("{name} belongs at the end of a line"),
            LinePlace::Alone => format!("{name} begins a clause and belongs on a line of its own"),
        }
    };
    found.report((CODE, first, Place::Element), message, gaps);
}

fn inline(facts: &Facts<'_>, state: &mut State<'_>, slot: usize) -> Option<usize> {
    let element = state.slots[slot].element;
    let text = spacing::wish_between(facts, state.slots[slot - 1].element, element).text(" ");
    state.set_gap(slot, text).then_some(element)
}
