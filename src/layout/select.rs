//! LT09 and LT10: where the targets and modifiers of a `select` stand.

use crate::config::rule_options::{SingleTargetPolicy, WildcardPolicy};
use crate::syntax::{NodeId, SyntaxKind};

use super::elements::Facts;
use super::state::{Found, Place, State};

pub const TARGETS: &str = "LT09";
pub const MODIFIERS: &str = "LT10";

/// Slots of a select clause.
struct Clause {
    keyword: usize,
    modifier: Option<(usize, usize)>,
    /// First and last slot of each target.
    targets: Vec<(usize, usize)>,
    wildcard: bool,
}

fn clause(facts: &Facts<'_>, places: &[usize], node: NodeId) -> Option<Clause> {
    let tree = facts.tree;
    let ends = |node: NodeId| {
        let first = facts.element_of(tree.first_token(node)?)?;
        let last = facts.element_of(tree.last_token(node)?)?;
        Some((places[first], places[last]))
    };
    let keyword = places[facts.element_of(tree.first_token(node)?)?];
    let modifier = tree.child(node, SyntaxKind::SelectClauseModifier).and_then(ends);
    let targets: Vec<_> = tree.children_of(node, SyntaxKind::SelectClauseElement).filter_map(ends).collect();
    let wildcard =
        tree.children_of(node, SyntaxKind::SelectClauseElement).any(|target| tree.child(target, SyntaxKind::WildcardExpression).is_some());
    Some(Clause { keyword, modifier, targets, wildcard })
}

/// LT09.
pub fn targets(facts: &Facts<'_>, state: &mut State<'_>, found: &mut Vec<Found>) {
    let options = &facts.settings.rules.lt09;
    let tree = facts.tree;
    for node in tree.nodes().filter(|&node| tree.kind(node) == SyntaxKind::SelectClause) {
        let places = state.places();
        let Some(clause) = clause(facts, &places, node) else { continue };
        // What an expression printed stands at one place of the source, whatever lines it has.
        if !facts.elements[state.slots[clause.keyword].element].literal {
            continue;
        }
        let many = clause.wildcard && options.wildcard_policy == WildcardPolicy::Multiple;
        let (gaps, hit) = match clause.targets.as_slice() {
            [] => continue,
            &[only] if !many && options.single_target_policy == SingleTargetPolicy::SameLine => single(facts, state, &clause, only),
            &[only] if !many => {
                if broken_between(state, clause.keyword, only.0) {
                    continue;
                }
                let mut gaps = own_line(facts, state, only.0);
                gaps.extend(own_line_behind(facts, state, node, only.1).unwrap_or_default());
                (gaps, true)
            }
            _ => several(facts, state, &clause, node),
        };
        if hit {
            let message = "Each select target belongs on a line of its own, an only one beside `select`".to_owned();
            let element = state.slots[clause.keyword].element;
            found.push(Found { code: TARGETS, element, place: Place::Element, message, gaps });
        }
    }
}

fn broken_between(state: &State<'_>, from: usize, to: usize) -> bool {
    (from + 1..=to).any(|slot| state.has_break(slot))
}

fn own_line(facts: &Facts<'_>, state: &mut State<'_>, slot: usize) -> Vec<usize> {
    let element = state.slots[slot].element;
    let tag = slot > 0 && facts.elements[state.slots[slot - 1].element].is_tag();
    if !tag && state.set_gap(slot, "\n") { vec![element] } else { Vec::new() }
}

fn several(facts: &Facts<'_>, state: &mut State<'_>, clause: &Clause, node: NodeId) -> (Vec<usize>, bool) {
    let mut gaps = Vec::new();
    let mut hit = false;
    let mut previous = clause.modifier.map_or(clause.keyword, |modifier| modifier.1);
    for &(first, last) in &clause.targets {
        let tags = (previous + 1..first).any(|slot| facts.elements[state.slots[slot].element].is_tag());
        if !tags && !broken_between(state, previous, first) {
            hit = true;
            gaps.extend(own_line(facts, state, first));
        }
        previous = last;
    }
    if let Some(behind) = own_line_behind(facts, state, node, previous) {
        hit = true;
        gaps.extend(behind);
    }
    (gaps, hit)
}

/// What follows the clause does not stay on the last target's line. Nothing where it does not stand there.
fn own_line_behind(facts: &Facts<'_>, state: &mut State<'_>, clause: NodeId, last: usize) -> Option<Vec<usize>> {
    let from = facts.tree.child(facts.tree.parent(clause)?, SyntaxKind::FromClause)?;
    let slot = state.place(facts.element_of(facts.tree.first_token(from)?)?);
    let tags = (last + 1..slot).any(|slot| facts.elements[state.slots[slot].element].is_tag());
    (slot > last && !tags && !broken_between(state, last, slot)).then(|| own_line(facts, state, slot))
}

/// The only target stands beside `select`; what stood between the two follows it.
fn single(facts: &Facts<'_>, state: &mut State<'_>, clause: &Clause, (first, last): (usize, usize)) -> (Vec<usize>, bool) {
    let spans_lines = (first + 1..=last).any(|slot| state.has_break(slot))
        || (first..=last).any(|slot| facts.text(state.slots[slot].element).contains('\n'));
    if spans_lines || !broken_between(state, clause.keyword, first) {
        return (Vec::new(), false);
    }
    let comments: Vec<usize> = (clause.keyword + 1..first).filter(|&slot| !facts.elements[state.slots[slot].element].is_code()).collect();
    if !comments.is_empty() {
        return (before_comments(facts, state, clause, (first, last)), true);
    }
    let mut gaps = Vec::new();
    let between = (clause.keyword + 1..=first).filter(|&slot| state.has_break(slot)).map(|slot| state.gap(slot).to_owned()).next_back();
    for slot in clause.keyword + 1..=first {
        if state.has_break(slot) && state.set_gap(slot, " ") {
            gaps.push(state.slots[slot].element);
        }
    }
    let after = last + 1;
    if let Some(between) = between
        && !gaps.is_empty()
        && after < state.len()
        && !state.has_break(after)
    {
        let next = &facts.elements[state.slots[after].element];
        if !next.is_separator() && !next.is_end() && !next.is_tag() && next.kind != SyntaxKind::EndBracket && state.set_gap(after, between)
        {
            gaps.push(state.slots[after].element);
        }
    }
    (gaps, true)
}

/// The only target changes places with the comments above it.
fn before_comments(facts: &Facts<'_>, state: &mut State<'_>, clause: &Clause, (first, last): (usize, usize)) -> Vec<usize> {
    let start = clause.modifier.map_or(clause.keyword, |modifier| modifier.1) + 1;
    let element = |slot: usize| &facts.elements[state.slots[slot].element];
    let only_comments = start < first && (start..first).all(|slot| element(slot).is_comment());
    let behind = last + 1;
    if !only_comments || !state.has_break(start) || behind >= state.len() || (start..=behind).any(|slot| state.slots[slot].locked) {
        return Vec::new();
    }
    let ends = element(behind).is_end();
    if !ends && !state.has_break(behind) && element(first - 1).kind == SyntaxKind::InlineComment {
        return Vec::new();
    }
    let gaps = (start..=behind).map(|slot| state.slots[slot].element).collect();
    if ends {
        // Nothing else follows: one line holds all.
        state.slots[start].before = " ".into();
    }
    for slot in first..=last {
        state.move_slot(slot, start + (slot - first));
    }
    state.slots[start].before = " ".into();
    gaps
}

/// LT10: `distinct` and the like stand beside `select`.
pub fn modifiers(facts: &Facts<'_>, state: &mut State<'_>, found: &mut Vec<Found>) {
    let tree = facts.tree;
    let places = state.places();
    for node in tree.nodes().filter(|&node| tree.kind(node) == SyntaxKind::SelectClause) {
        let Some(clause) = clause(facts, &places, node) else { continue };
        let Some((first, last)) = clause.modifier else { continue };
        if first != clause.keyword + 1 || !state.has_break(first) {
            continue;
        }
        let line = state.gap(first).to_owned();
        let mut gaps = Vec::new();
        if state.set_gap(first, " ") {
            gaps.push(state.slots[first].element);
        }
        let next = last + 1;
        if next < state.len() && !state.has_break(next) && state.set_gap(next, line) {
            gaps.push(state.slots[next].element);
        }
        let message = format!("{} belongs beside `select`", facts.name(state.slots[first].element));
        found.push(Found { code: MODIFIERS, element: state.slots[clause.keyword].element, place: Place::Element, message, gaps });
    }
}
