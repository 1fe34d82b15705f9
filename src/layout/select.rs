//! LT09 and LT10: where the targets and modifiers of a `select` stand.

use crate::config::rule_options::{SingleTargetPolicy, WildcardPolicy};
use crate::syntax::{NodeId, SyntaxKind};

use super::elements::Facts;
use super::found::{Findings, Place};
use super::state::State;

pub const TARGETS: &str = "LT09";
pub const MODIFIERS: &str = "LT10";

/// Elements of a select clause.
#[derive(Clone, Debug)]
pub struct Clause {
    keyword: usize,
    modifier: Option<(usize, usize)>,
    /// First and last of each target.
    targets: Vec<(usize, usize)>,
    wildcard: bool,
    /// Where the `from` clause behind it begins.
    from: Option<usize>,
}

impl Clause {
    /// The elements of a clause.
    #[must_use]
    pub fn find(facts: &Facts<'_>, node: NodeId) -> Option<Self> {
        let tree = facts.tree;
        let keyword = facts.element_of(tree.first_token(node)?)?;
        let mut clause = Self { keyword, modifier: None, targets: Vec::new(), wildcard: false, from: None };
        for child in tree.children(node) {
            match tree.kind(child) {
                SyntaxKind::SelectClauseModifier if clause.modifier.is_none() => clause.modifier = facts.ends(child),
                SyntaxKind::SelectClauseElement => {
                    clause.targets.extend(facts.ends(child));
                    clause.wildcard |= tree.child(child, SyntaxKind::WildcardExpression).is_some();
                }
                _ => {}
            }
        }
        let from = tree.parent(node).and_then(|above| tree.child(above, SyntaxKind::FromClause));
        clause.from = from.and_then(|from| facts.element_of(tree.first_token(from)?));
        Some(clause)
    }

    /// The slot of its keyword.
    fn keyword(&self, state: &State<'_>) -> usize {
        state.place(self.keyword)
    }

    /// The slots of its modifier.
    fn modifier(&self, state: &State<'_>) -> Option<(usize, usize)> {
        self.modifier.map(|modifier| places(state, modifier))
    }
}

/// The slots of two elements.
fn places(state: &State<'_>, (first, last): (usize, usize)) -> (usize, usize) {
    (state.place(first), state.place(last))
}

/// LT09.
pub fn targets(facts: &Facts<'_>, state: &mut State<'_>, found: &mut Findings) {
    let options = &facts.settings.rules.lt09;
    for clause in &facts.selects {
        // What an expression printed stands at one place of the source, whatever lines it has.
        if !facts.elements[clause.keyword].literal {
            continue;
        }
        let many = clause.wildcard && options.wildcard_policy == WildcardPolicy::Multiple;
        let (gaps, hit) = match clause.targets.as_slice() {
            [] => continue,
            &[only] if !many && options.single_target_policy == SingleTargetPolicy::SameLine => {
                single(facts, state, clause, places(state, only))
            }
            &[only] if !many => {
                let (first, last) = places(state, only);
                if broken_between(state, clause.keyword(state), first) {
                    continue;
                }
                let mut gaps: Vec<usize> = own_line(facts, state, first).into_iter().collect();
                gaps.extend(own_line_behind(facts, state, clause, last).flatten());
                (gaps, true)
            }
            _ => several(facts, state, clause),
        };
        if hit {
            let message = || "Each select target belongs on a line of its own, an only one beside `select`";
            found.report((TARGETS, clause.keyword, Place::Element), message, gaps);
        }
    }
}

fn broken_between(state: &State<'_>, from: usize, to: usize) -> bool {
    (from + 1..=to).any(|slot| state.has_break(slot))
}

fn own_line(facts: &Facts<'_>, state: &mut State<'_>, slot: usize) -> Option<usize> {
    let element = state.slots[slot].element;
    let tag = slot > 0 && facts.elements[state.slots[slot - 1].element].is_tag();
    (!tag && state.set_gap(slot, "\n")).then_some(element)
}

fn several(facts: &Facts<'_>, state: &mut State<'_>, clause: &Clause) -> (Vec<usize>, bool) {
    let mut gaps = Vec::new();
    let mut hit = false;
    let mut previous = clause.modifier(state).map_or_else(|| clause.keyword(state), |modifier| modifier.1);
    for &target in &clause.targets {
        let (first, last) = places(state, target);
        let tags = (previous + 1..first).any(|slot| facts.elements[state.slots[slot].element].is_tag());
        // What one tag prints may be several targets.
        let apart = first > previous;
        if apart && !tags && !broken_between(state, previous, first) {
            hit = true;
            gaps.extend(own_line(facts, state, first));
        }
        previous = last;
    }
    if let Some(behind) = own_line_behind(facts, state, clause, previous) {
        hit = true;
        gaps.extend(behind);
    }
    (gaps, hit)
}

/// What follows the clause does not stay on the last target's line. Nothing where it does not stand there.
fn own_line_behind(facts: &Facts<'_>, state: &mut State<'_>, clause: &Clause, last: usize) -> Option<Option<usize>> {
    let slot = state.place(clause.from?);
    let tags = (last + 1..slot).any(|slot| facts.elements[state.slots[slot].element].is_tag());
    (slot > last && !tags && !broken_between(state, last, slot)).then(|| own_line(facts, state, slot))
}

/// The only target stands beside `select`; what stood between the two follows it.
fn single(facts: &Facts<'_>, state: &mut State<'_>, clause: &Clause, (first, last): (usize, usize)) -> (Vec<usize>, bool) {
    let spans_lines = || {
        let tall = |slot: usize| facts.elements[state.slots[slot].element].tall;
        broken_between(state, first, last) || (first..=last).any(tall)
    };
    let keyword = clause.keyword(state);
    if !broken_between(state, keyword, first) || spans_lines() {
        return (Vec::new(), false);
    }
    let comments: Vec<usize> = (keyword + 1..first).filter(|&slot| !facts.elements[state.slots[slot].element].is_code()).collect();
    if comments.iter().any(|&slot| facts.elements[state.slots[slot].element].is_tag()) {
        // Nothing crosses a tag: it is what the target stands beside.
        return (Vec::new(), false);
    }
    if !comments.is_empty() {
        return (before_comments(facts, state, clause, (first, last)), true);
    }
    let mut gaps = Vec::new();
    let between = (keyword + 1..=first).filter(|&slot| state.has_break(slot)).map(|slot| state.gap(slot).to_owned()).next_back();
    for slot in keyword + 1..=first {
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
    let start = clause.modifier(state).map_or_else(|| clause.keyword(state), |modifier| modifier.1) + 1;
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
        state.put_gap(start, " ");
    }
    for slot in first..=last {
        state.move_slot(slot, start + (slot - first));
    }
    state.put_gap(start, " ");
    gaps
}

/// LT10: `distinct` and the like stand beside `select`.
pub fn modifiers(facts: &Facts<'_>, state: &mut State<'_>, found: &mut Findings) {
    for clause in &facts.selects {
        let Some((first, last)) = clause.modifier(state) else { continue };
        if first != clause.keyword(state) + 1 || !state.has_break(first) {
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
        let message = || format!("{} belongs beside `select`", facts.name(state.slots[first].element));
        found.report((MODIFIERS, clause.keyword, Place::Element), message, gaps);
    }
}
