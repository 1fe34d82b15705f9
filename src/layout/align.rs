//! LT01 with `align`: like elements of neighbouring lines begin in one column.

use crate::config::{Align, IndentUnit};
use crate::syntax::{NodeId, SyntaxKind, TokenId};

use super::elements::Facts;
use super::found::{Findings, Place};
use super::gap;
use super::spacing::report;
use super::state::State;
use super::styles::{Ask, Room};

/// Gives one gap the width that brings the element after it into the column of its likes.
pub fn run(facts: &Facts<'_>, state: &mut State<'_>, slot: usize, align: &Align, found: &mut Findings) {
    let element = state.slots[slot].element;
    let Some(token) = facts.elements[element].token else { return };
    let Some(kind) = aligned_kind(facts, token, align) else { return };
    let have = state.gap(slot).to_owned();
    let want = wanted(facts, state, slot, token, &kind, align).unwrap_or_else(|| " ".to_owned());
    if want == have {
        return;
    }
    let place = if have.is_empty() { Place::Element } else { Place::Gap(0) };
    report(found, element, place, || format!("{} is not in the column of its likes", facts.name(element)));
    state.set_gap(slot, want);
}

/// The kind to align: the one that is said, else the kind that asks for it and begins here.
fn aligned_kind(facts: &Facts<'_>, token: TokenId, align: &Align) -> Option<String> {
    if let Some(kind) = &align.segment {
        return Some(kind.clone());
    }
    let asks = |kind: SyntaxKind| matches!(facts.styles.before(kind), Some(Ask { room: Room::Align(_), .. }));
    if asks(facts.tree.token_kind(token)) {
        return Some(facts.tree.token_kind(token).name().to_owned());
    }
    let mut node = facts.tree.token_parent(token);
    let mut kind = None;
    while facts.tree.first_token(node) == Some(token) {
        if asks(facts.tree.kind(node)) {
            kind = Some(facts.tree.kind(node).name().to_owned());
        }
        match facts.tree.parent(node) {
            Some(parent) => node = parent,
            None => break,
        }
    }
    kind
}

fn wanted(facts: &Facts<'_>, state: &State<'_>, slot: usize, token: TokenId, kind: &str, align: &Align) -> Option<String> {
    let within = align.within.as_deref()?;
    let root = ancestor_named(facts, token, within)?;
    let alike = likes(facts, root, kind, align.scope.as_deref());
    let mut lines = Vec::new();
    let mut widest = 0;
    for like in alike {
        let Some(like_slot) = facts.element_of(like).map(|element| state.place(element)) else { continue };
        // Where it begins a line there is nothing to align.
        if like_slot == 0 || state.has_break(like_slot) {
            continue;
        }
        // Only the n-th like of a line is compared with the n-th of the others.
        let (line, column) = position(facts, state, like_slot, align.templated);
        lines.push((like, line));
        if same_rank(facts, state, &lines, like, token) {
            widest = widest.max(column);
        }
    }
    // Several on one line and all of them on it: there is no column.
    let own_line = position(facts, state, slot, align.templated).0;
    if lines.iter().all(|&(_, line)| line == own_line) {
        return None;
    }
    let column = position(facts, state, slot, align.templated).1;
    Some(padding(facts, widest, column))
}

/// Whether `like` is counted on its line as `token` is on its own.
fn same_rank(facts: &Facts<'_>, state: &State<'_>, lines: &[(TokenId, usize)], like: TokenId, token: TokenId) -> bool {
    if like == token {
        return true;
    }
    let rank = |of: TokenId| {
        let line = facts.element_of(of).map(|element| position(facts, state, state.place(element), false).0);
        lines.iter().filter(|&&(other, other_line)| other < of && Some(other_line) == line).count()
    };
    rank(like) == rank_of(facts, state, token, lines)
}

fn rank_of(facts: &Facts<'_>, state: &State<'_>, token: TokenId, lines: &[(TokenId, usize)]) -> usize {
    let Some(line) = facts.element_of(token).map(|element| position(facts, state, state.place(element), false).0) else { return 0 };
    lines.iter().filter(|&&(other, other_line)| other < token && other_line == line).count()
}

fn padding(facts: &Facts<'_>, widest: usize, column: usize) -> String {
    let indent = &facts.settings.layout.indent;
    match indent.unit {
        IndentUnit::Space => " ".repeat(1 + widest.saturating_sub(column)),
        IndentUnit::Tab => {
            let size = (indent.tab_space_size as usize).max(1);
            let target = (widest / size + 1) * size;
            "\t".repeat((target - (column / size) * size) / size)
        }
    }
}

fn ancestor_named(facts: &Facts<'_>, token: TokenId, name: &str) -> Option<NodeId> {
    let parent = facts.tree.token_parent(token);
    std::iter::once(parent).chain(facts.tree.ancestors(parent)).find(|&node| facts.tree.kind(node).name() == name)
}

/// First tokens of the nodes of a kind under `root`, those below a node that limits the scope left out.
fn likes(facts: &Facts<'_>, root: NodeId, kind: &str, scope: Option<&str>) -> Vec<TokenId> {
    let tree = facts.tree;
    let limited = |node: NodeId| {
        scope.is_some_and(|scope| tree.ancestors(node).take_while(|&above| above != root).any(|above| tree.kind(above).name() == scope))
    };
    let mut found: Vec<TokenId> = tree
        .descendants(root)
        .filter(|&node| tree.kind(node).name() == kind && !limited(node))
        .filter_map(|node| tree.first_token(node))
        .collect();
    if found.is_empty() {
        let tokens = tree.tokens(root).filter(|&token| tree.token_kind(token).name() == kind && !limited(tree.token_parent(token)));
        found.extend(tokens);
    }
    found
}

/// The line of a slot, and the column where the element before it ends.
fn position(facts: &Facts<'_>, state: &State<'_>, slot: usize, rendered: bool) -> (usize, usize) {
    let first = (0..slot).rev().find(|&at| state.has_break(at)).unwrap_or(0);
    let mut column = gap::indentation(state.gap(first)).map_or(0, |indent| indent_width(facts, indent));
    for at in first..slot {
        if at > first {
            column += gap::width(state.gap(at));
        }
        let element = state.slots[at].element;
        let text = match facts.elements[element].token {
            Some(token) if rendered => facts.tree.token_text(token),
            _ => facts.text(element),
        };
        column = match text.rsplit_once('\n') {
            Some((_, last)) => gap::width(last),
            None => column + gap::width(text),
        };
    }
    (first, column)
}

fn indent_width(facts: &Facts<'_>, indent: &str) -> usize {
    let tab = facts.settings.layout.indent.tab_space_size as usize;
    indent.chars().map(|character| if character == '\t' { tab } else { 1 }).sum()
}
