//! LT01 with `align`: like elements of neighbouring lines begin in one column.

use rustc_hash::FxHashMap;

use crate::config::{Align, IndentUnit};
use crate::syntax::{NodeId, SyntaxKind, TokenId};

use super::elements::Facts;
use super::found::{Findings, Place};
use super::gap;
use super::spacing::report;
use super::state::State;
use super::styles::{Ask, Room};

/// Gives gaps the widths that bring the elements after them into the columns of their likes. The gaps come with the numbers of
/// their alignments, rising.
pub fn run(facts: &Facts<'_>, state: &mut State<'_>, aligned: &[(usize, u16)], found: &mut Findings) {
    let mut columns = Columns { facts, groups: Vec::new(), by_key: FxHashMap::default(), by_line: FxHashMap::default() };
    for &(slot, number) in aligned {
        let element = state.slots[slot].element;
        let Some((token, align)) = facts.elements[element].token.zip(facts.styles.align(number)) else { continue };
        let Some(kind) = aligned_kind(facts, token, align) else { continue };
        let have = state.gap(slot).to_owned();
        let want = columns.wanted(state, (slot, token), kind, (number, align)).unwrap_or_else(|| " ".to_owned());
        if want == have {
            continue;
        }
        let place = if have.is_empty() { Place::Element } else { Place::Gap(0) };
        report(found, element, place, || format!("{} is not in the column of its likes", facts.name(element)));
        let (before, after) = (gap::width(&have), gap::width(&want));
        if state.set_gap(slot, want) {
            columns.shift(slot, line_of(state, slot), before, after);
        }
    }
}

/// The kind to align: the one that is said, else the kind that asks for it and begins here.
fn aligned_kind<'f>(facts: &'f Facts<'_>, token: TokenId, align: &'f Align) -> Option<&'f str> {
    if let Some(kind) = &align.segment {
        return Some(kind);
    }
    let asks = |kind: SyntaxKind| matches!(facts.styles.before(kind), Some(Ask { room: Room::Align(_), .. }));
    if asks(facts.tree.token_kind(token)) {
        return Some(facts.tree.token_kind(token).name());
    }
    let mut node = facts.parent_of(token);
    let mut kind = None;
    while facts.tree.first_token(node) == Some(token) {
        if asks(facts.tree.kind(node)) {
            kind = Some(facts.tree.kind(node).name());
        }
        match facts.tree.parent(node) {
            Some(parent) => node = parent,
            None => break,
        }
    }
    kind
}

/// One of several elements of a kind.
#[derive(Clone, Copy)]
struct Like {
    slot: usize,
    /// The slot that its line begins with.
    line: usize,
    /// How many stand before it on its line: only the n-th of a line is compared with the n-th of the others.
    rank: usize,
    /// Where the element before it ends.
    column: usize,
    /// The last slot before it that holds several lines, or the one that the line begins with: no gap up to there counts.
    since: usize,
}

/// Likes under one node, rising.
#[derive(Default)]
struct Group {
    likes: Vec<Like>,
    /// By rank, the last column that an element before one of them ends in. Nothing where that is to be found out anew.
    widest: Vec<Option<usize>>,
}

/// All likes that were asked for.
struct Columns<'c> {
    facts: &'c Facts<'c>,
    groups: Vec<Group>,
    /// Groups by their node, kind and alignment.
    by_key: FxHashMap<(NodeId, &'c str, u16), usize>,
    /// Groups and their members by line.
    by_line: FxHashMap<usize, Vec<(usize, usize)>>,
}

impl<'c> Columns<'c> {
    /// The white space that brings an element into its column; nothing where there is no column.
    fn wanted(
        &mut self,
        state: &State<'_>,
        (slot, token): (usize, TokenId),
        kind: &'c str,
        (number, align): (u16, &Align),
    ) -> Option<String> {
        let root = ancestor_named(self.facts, token, align.within.as_deref()?)?;
        let at = match self.by_key.get(&(root, kind, number)) {
            Some(&known) => known,
            None => self.add((root, kind, number), state, align),
        };
        let group = &mut self.groups[at];
        let own = match group.likes.binary_search_by_key(&slot, |like| like.slot) {
            Ok(own) => group.likes[own],
            Err(next) => {
                let line = line_of(state, slot);
                let rank = group.likes[..next].iter().rev().take_while(|like| like.line == line).count();
                let (column, since) = column(self.facts, state, (line, line, None), slot, align.templated);
                Like { slot, line, rank, column, since }
            }
        };
        // Several on one line and all of them on it: there is no column.
        let (first, last) = group.likes.first().zip(group.likes.last())?;
        if first.line == own.line && last.line == own.line {
            return None;
        }
        Some(padding(self.facts, group.widest(own.rank), own.column))
    }

    /// Adds a group.
    fn add(&mut self, key: (NodeId, &'c str, u16), state: &State<'_>, align: &Align) -> usize {
        let (facts, at) = (self.facts, self.groups.len());
        let tokens = likes(facts, key.0, key.1, align.scope.as_deref()).into_iter();
        let mut slots: Vec<usize> = tokens.filter_map(|token| facts.element_of(token)).map(|element| state.place(element)).collect();
        // Where it begins a line there is nothing to align.
        slots.retain(|&slot| slot > 0 && !state.has_break(slot));
        slots.sort_unstable();
        slots.dedup();
        let mut group = Group::default();
        for slot in slots {
            // What stands on the line of the one before goes on from there.
            let before = group.likes.last().filter(|before| !(before.slot..slot).any(|at| state.has_break(at)));
            let line = before.map_or_else(|| line_of(state, slot), |before| before.line);
            let from = before.map_or((line, line, None), |before| (before.slot, before.since, Some(before.column)));
            let (column, since) = column(facts, state, from, slot, align.templated);
            self.by_line.entry(line).or_default().push((at, group.likes.len()));
            group.likes.push(Like { slot, line, rank: before.map_or(0, |before| before.rank + 1), column, since });
        }
        let ranks = group.likes.iter().map(|like| like.rank + 1).max().unwrap_or(0);
        group.widest.resize(ranks, None);
        self.groups.push(group);
        self.by_key.insert(key, at);
        at
    }

    /// The gap before a slot has another width: what stands behind it on its line has moved.
    fn shift(&mut self, slot: usize, line: usize, before: usize, after: usize) {
        for &(group, like) in self.by_line.get(&line).into_iter().flatten() {
            let group = &mut self.groups[group];
            let like = &mut group.likes[like];
            if like.since < slot && slot < like.slot {
                like.column = (like.column + after).saturating_sub(before);
                group.widest[like.rank] = None;
            }
        }
    }
}

impl Group {
    fn widest(&mut self, rank: usize) -> usize {
        let Some(known) = self.widest.get_mut(rank) else { return 0 };
        let of_rank = || self.likes.iter().filter(|like| like.rank == rank).map(|like| like.column).max();
        *known.get_or_insert_with(|| of_rank().unwrap_or(0))
    }
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
    let parent = facts.parent_of(token);
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

/// The slot that the line of a slot begins with.
fn line_of(state: &State<'_>, slot: usize) -> usize {
    (0..slot).rev().find(|&at| state.has_break(at)).unwrap_or(0)
}

/// The column where the element before a slot ends, and since where it is counted: from the beginning of the line, or from a slot
/// on it whose column is known.
fn column(
    facts: &Facts<'_>,
    state: &State<'_>,
    (from, mut since, known): (usize, usize, Option<usize>),
    slot: usize,
    rendered: bool,
) -> (usize, usize) {
    let indent = || gap::indentation(state.gap(from)).map_or(0, |indent| indent_width(facts, indent));
    let mut column = known.map_or_else(indent, |known| known + gap::width(state.gap(from)));
    for at in from..slot {
        if at > from {
            column += gap::width(state.gap(at));
        }
        let element = state.slots[at].element;
        let text = match facts.elements[element].token {
            Some(token) if rendered => facts.tree.token_text(token),
            _ => facts.text(element),
        };
        column = match text.rsplit_once('\n') {
            Some((_, last)) => {
                since = at;
                gap::width(last)
            }
            None => column + gap::width(text),
        };
    }
    (column, since)
}

fn indent_width(facts: &Facts<'_>, indent: &str) -> usize {
    let tab = facts.settings.layout.indent.tab_space_size as usize;
    indent.chars().map(|character| if character == '\t' { tab } else { 1 }).sum()
}
