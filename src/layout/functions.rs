//! LT06: nothing between a function's name and its bracket.

use crate::syntax::{NodeId, SyntaxKind};

use super::elements::Facts;
use super::state::{Found, Place, State};

pub const CODE: &str = "LT06";

pub fn run(facts: &Facts<'_>, state: &mut State<'_>, found: &mut Vec<Found>) {
    let tree = facts.tree;
    let places = state.places();
    // What is defined, dropped or changed may stand apart from its parameters; what is called may not.
    let called = |node: NodeId| tree.parent(node).is_some_and(|parent| tree.kind(parent) == SyntaxKind::Function);
    for node in tree.nodes().filter(|&node| tree.kind(node) == SyntaxKind::FunctionName && called(node)) {
        let Some(name) = tree.last_token(node).and_then(|token| facts.element_of(token)) else { continue };
        let slot = places[name] + 1;
        let Some(next) = state.slots.get(slot).map(|slot| slot.element) else { continue };
        let follows = facts.elements[next].kind == SyntaxKind::StartBracket
            || facts.elements[next].is_comment() && next_code_is_bracket(facts, state, slot);
        if !follows || state.gap(slot).is_empty() {
            continue;
        }
        let message = format!("The bracket of {} belongs right behind it", facts.name(name));
        let gaps = if facts.elements[next].is_comment() { Vec::new() } else { vec![next] };
        if gaps.is_empty() || state.set_gap(slot, "") {
            found.push(Found { code: CODE, element: next, place: Place::Gap(0), message, gaps });
        }
    }
}

fn next_code_is_bracket(facts: &Facts<'_>, state: &State<'_>, slot: usize) -> bool {
    state.slots[slot..]
        .iter()
        .map(|slot| &facts.elements[slot.element])
        .find(|element| !element.is_comment())
        .is_some_and(|element| element.kind == SyntaxKind::StartBracket)
}
