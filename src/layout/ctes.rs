//! LT07 and LT08: the closing bracket of a common table expression, and the blank line behind it.

use crate::config::LinePlace;
use crate::syntax::{NodeId, SyntaxKind};

use super::elements::Facts;
use super::found::{Findings, Place};
use super::state::State;

pub const CLOSING_BRACKET: &str = "LT07";
pub const BLANK_LINE: &str = "LT08";

/// The elements of a CTE's brackets.
fn brackets(facts: &Facts<'_>, cte: NodeId) -> Option<(usize, usize)> {
    facts.ends(facts.tree.children_of(cte, SyntaxKind::Bracketed).last()?)
}

/// LT07: where the brackets stand on different lines, the closing one begins a line.
pub fn closing_brackets(facts: &Facts<'_>, state: &mut State<'_>, found: &mut Findings) {
    for &cte in &facts.sought.ctes {
        let Some((open, close)) = brackets(facts, cte) else { continue };
        let (from, to) = (state.place(open) + 1, state.place(close));
        if state.has_break(to) || !(from..to).any(|slot| state.has_break(slot) || facts.elements[state.slots[slot].element].tall) {
            continue;
        }
        // Tags before the bracket: the break may stand before them.
        let tags = (from..to).rev().take_while(|&slot| facts.elements[state.slots[slot].element].is_tag());
        if tags.into_iter().any(|slot| state.has_break(slot)) && state.slots[to].locked {
            continue;
        }
        if state.set_gap(to, "\n") {
            let message = || "The closing bracket of a common table expression belongs at the start of a line";
            found.report((CLOSING_BRACKET, close, Place::Element), message, [close]);
        }
    }
}

/// LT08: a blank line behind each.
pub fn blank_lines(facts: &Facts<'_>, state: &mut State<'_>, found: &mut Findings) {
    for &cte in &facts.sought.ctes {
        let Some((_, close)) = brackets(facts, cte) else { continue };
        if facts.tree.last_token(cte) != facts.elements[close].token {
            continue;
        }
        check_blank_line(facts, state, state.place(close), found);
    }
}

fn check_blank_line(facts: &Facts<'_>, state: &mut State<'_>, close: usize, found: &mut Findings) {
    let element = |state: &State<'_>, slot: usize| &facts.elements[state.slots[slot].element];
    let mut comma = None;
    let mut next = close + 1;
    while next < state.len() {
        let at = element(state, next);
        if at.kind == SyntaxKind::Comma {
            comma = Some(next);
        } else if !at.is_comment() {
            break;
        }
        next += 1;
    }
    if next >= state.len() || !element(state, next).is_code() && !element(state, next).is_tag() {
        return;
    }
    if (close + 1..=next).any(|slot| state.line_breaks(slot) > 1) {
        return;
    }
    let broken = |slot: &usize| state.has_break(*slot);
    let leading = facts.styles.of(SyntaxKind::Comma).line_position.is_some_and(|position| position.place == LinePlace::Leading);
    let before_comma = comma.and_then(|comma| (close + 1..=comma).find(broken));
    let after_comma = (comma.unwrap_or(close) + 1..=next).find(broken);
    let (slot, oneline) = match (before_comma, after_comma, comma) {
        (Some(slot), _, _) | (None, Some(slot), _) => (slot, false),
        (None, None, Some(comma)) => (if leading { comma } else { comma + 1 }, true),
        (None, None, None) => (next, true),
    };
    let text = if oneline { "\n\n".to_owned() } else { state.gap(slot).replacen('\n', "\n\n", 1) };
    let gap_of = state.slots[slot].element;
    let at = state.slots[next].element;
    if state.set_gap(slot, text) {
        let message = || "A blank line belongs behind a common table expression";
        found.report((BLANK_LINE, at, Place::Element), message, [gap_of]);
    }
}
