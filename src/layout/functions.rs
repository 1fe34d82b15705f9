//! LT06: nothing between a function's name and its bracket.

use crate::syntax::SyntaxKind;

use super::elements::Facts;
use super::found::{Findings, Place};
use super::state::State;

pub const CODE: &str = "LT06";

pub fn run(facts: &Facts<'_>, state: &mut State<'_>, found: &mut Findings) {
    for &node in &facts.sought.called {
        let Some(name) = facts.tree.last_token(node).and_then(|token| facts.element_of(token)) else { continue };
        let slot = state.place(name) + 1;
        let Some(next) = state.slots.get(slot).filter(|slot| !slot.gap().is_empty()).map(|slot| slot.element) else { continue };
        let behind_comment = facts.elements[next].is_comment();
        let follows = facts.elements[next].kind == SyntaxKind::StartBracket || behind_comment && next_code_is_bracket(facts, state, slot);
        if follows && (behind_comment || state.set_gap(slot, "")) {
            let message = || format!("The bracket of {} belongs right behind it", facts.name(name));
            found.report((CODE, next, Place::Gap(0)), message, (!behind_comment).then_some(next));
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
