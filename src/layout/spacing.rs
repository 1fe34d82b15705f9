//! LT01: white space between neighbours on one line, and blanks before a line end.

use std::borrow::Cow;

use crate::syntax::{NodeId, SyntaxKind, TokenId};

use super::align;
use super::elements::Facts;
use super::found::{Findings, Place};
use super::gap;
use super::state::State;
use super::styles::{Ask, Room, Traits};

pub const CODE: &str = "LT01";

/// What two neighbours ask of the gap between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    want: Want,
    /// Line breaks are taken out too.
    pub inline: bool,
}

/// The white space of a gap without a line break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Want {
    /// Whatever it has.
    Any,
    Nothing,
    Blank,
    /// What brings the right neighbour into its column, by the alignment of this number; else one blank.
    Align(u16),
}

impl Wish {
    /// What comes of the two sides of a gap.
    const fn of(left: Ask, right: Ask) -> Self {
        let want = match (left.room, right.room) {
            (Room::Any, _) | (_, Room::Any) => Want::Any,
            (Room::Touch, _) | (_, Room::Touch) => Want::Nothing,
            (_, Room::Align(number)) => Want::Align(number),
            _ => Want::Blank,
        };
        Self { want, inline: left.inline || right.inline }
    }

    /// The white space that a gap without a line break gets, given what it has.
    #[must_use]
    pub const fn text(self, have: &str) -> &str {
        match self.want {
            Want::Any => have,
            Want::Nothing => "",
            Want::Blank | Want::Align(_) => " ",
        }
    }

    /// Whether anything is right.
    fn is_open(self) -> bool {
        self.want == Want::Any
    }

    /// The number of the alignment of the right neighbour, if it is aligned.
    const fn alignment(self) -> Option<u16> {
        match self.want {
            Want::Align(number) => Some(number),
            _ => None,
        }
    }
}

/// Checks every gap; again only those that were changed since.
pub fn run(facts: &Facts<'_>, state: &mut State<'_>, found: &mut Findings) {
    let mut aligned = Vec::new();
    match state.changed_again(|state| &mut state.spaced) {
        Some(changed) if !facts.styles.has_aligns() => {
            for slot in changed {
                check(facts, state, slot, &mut aligned, found);
            }
        }
        _ => {
            for slot in 0..state.len() {
                check(facts, state, slot, &mut aligned, found);
            }
        }
    }
    // Decided on the text as it is: aligning looks at the neighbouring lines.
    if !aligned.is_empty() {
        align::run(facts, state, &aligned, found);
    }
}

fn check(facts: &Facts<'_>, state: &mut State<'_>, slot: usize, aligned: &mut Vec<(usize, u16)>, found: &mut Findings) {
    if state.slots[slot].locked {
        return;
    }
    let Some(wish) = wish(facts, state, slot) else { return trailing(facts, state, slot, found) };
    if state.has_break(slot) && !(wish.inline && can_join(facts, state, slot)) {
        trailing(facts, state, slot, found);
    } else if let Some(align) = wish.alignment() {
        aligned.push((slot, align));
    } else {
        inline(facts, state, slot, wish, found);
    }
}

/// A line that ends in a comment cannot be joined with the next.
fn can_join(facts: &Facts<'_>, state: &State<'_>, slot: usize) -> bool {
    slot > 0 && {
        let before = &facts.elements[state.slots[slot - 1].element];
        let after = &facts.elements[state.slots[slot].element];
        before.is_code() && after.is_code()
    }
}

fn trailing(facts: &Facts<'_>, state: &mut State<'_>, slot: usize, found: &mut Findings) {
    let element = state.slots[slot].element;
    let ends = facts.elements[element].is_end();
    let have = state.gap(slot);
    if have.is_empty() || !ends && state.line_breaks(slot) == 1 && have.starts_with('\n') {
        return;
    }
    let before_tag = slot > 0 && facts.elements[state.slots[slot - 1].element].is_tag();
    let trims = (ends || !before_tag) && gap::has_trailing_blanks(have);
    let last = if ends { gap::indentation(have).unwrap_or_default().len() } else { 0 };
    if !trims && last == 0 {
        return;
    }
    let have = have.to_owned();
    let mut want = if trims { gap::without_trailing_blanks(&have) } else { have.clone().into() };
    if last > 0 {
        let at = have.len() - last;
        report(found, element, Place::Gap(at), || "Blanks at the end of the file");
        want = want[..want.len() - last].to_owned().into();
    }
    if !before_tag {
        for (at, _) in gap::trailing_blanks(&have) {
            report(found, element, Place::Gap(at), || "Blanks at the end of the line");
        }
    }
    state.set_gap(slot, want);
}

fn inline(facts: &Facts<'_>, state: &mut State<'_>, slot: usize, wish: Wish, found: &mut Findings) {
    let element = state.slots[slot].element;
    let have = state.gap(slot);
    let broken = state.has_break(slot);
    // Nearly all gaps are right.
    let right = match have.as_bytes() {
        [] => matches!(wish.want, Want::Any | Want::Nothing) && !are_words(facts, state, slot),
        [b' '] => wish.want != Want::Nothing,
        _ => !broken && wish.is_open(),
    };
    if right {
        return;
    }
    let mut want = if broken { wish.text(" ") } else { wish.text(have) };
    if want.is_empty() && are_words(facts, state, slot) {
        want = " ";
    }
    if want == have || want.is_empty() && state.slots[slot].apart {
        return;
    }
    let have = have.to_owned();
    let want: &'static str = if want.is_empty() { "" } else { " " };
    let name = || facts.name(element);
    if facts.elements[element].is_end() {
        if !broken {
            report(found, element, Place::Gap(0), || "Blanks at the end of the file");
        }
    } else if broken {
        for (at, _) in have.match_indices('\n') {
            report(found, element, Place::Gap(at), || format!("{} belongs on the line above", name()));
        }
        let place = if gap::indentation(&have) == Some("") { Place::Element } else { Place::LineStart };
        if !want.is_empty() || gap::indentation(&have).is_some_and(|indent| !indent.is_empty()) {
            report(found, element, place, || spacing_message(want, &name()));
        }
    } else {
        let place = if have.is_empty() { Place::Element } else { Place::Gap(0) };
        report(found, element, place, || spacing_message(want, &name()));
    }
    state.set_gap(slot, want);
}

/// Whether the neighbours of a gap would be one word without it, whatever was asked for.
fn are_words(facts: &Facts<'_>, state: &State<'_>, slot: usize) -> bool {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let text = |slot: usize| facts.text(state.slots[slot].element);
    slot > 0 && text(slot).starts_with(is_word) && text(slot - 1).ends_with(is_word)
}

fn spacing_message(want: &str, name: &str) -> String {
    if want.is_empty() { format!("No white space belongs before {name}") } else { format!("One blank belongs before {name}") }
}

pub fn report<M: Into<Cow<'static, str>>>(found: &mut Findings, element: usize, place: Place, message: impl FnOnce() -> M) {
    found.report((CODE, element, place), message, [element]);
}

/// What the neighbours of a gap ask for; nothing at the start of the file.
#[must_use]
pub fn wish(facts: &Facts<'_>, state: &State<'_>, slot: usize) -> Option<Wish> {
    let left = state.slots.get(slot.checked_sub(1)?)?.element;
    let right = state.slots[slot].element;
    Some(if left + 1 == right { facts.wishes[right] } else { wish_between(facts, left, right) })
}

/// Whether a gap must not be broken: its neighbours belong on one line.
#[must_use]
pub fn is_inline(facts: &Facts<'_>, state: &State<'_>, slot: usize) -> bool {
    wish(facts, state, slot).is_some_and(|wish| wish.inline && !wish.is_open())
}

/// What two elements would ask for as neighbours.
#[must_use]
pub fn wish_between(facts: &Facts<'_>, left: usize, right: usize) -> Wish {
    let (mut after, mut before) = (facts.sides[left].after, facts.sides[right].before);
    let tokens = facts.elements[left].last.zip(facts.elements[right].token);
    let Some((one, other)) = tokens.filter(|(one, other)| one < other) else { return Wish::of(after, before) };
    let near = facts.sides[right].previous == Some(one);
    let common = if near { facts.sides[right].common } else { facts.common_node(one, other) };
    if may_be_special(facts, one, other) {
        if is_worded(facts, one, other) || is_pattern(facts, common) || is_sign(facts, one) && is_sign(facts, other) {
            (after.room, before.room) = (Room::Any, Room::Any);
        }
        if is_prefix_length(facts, one, other) {
            (after, before) = (Ask { room: Room::Touch, inline: true }, Ask { room: Room::Touch, inline: true });
        }
        if facts.elements[right].kind == SyntaxKind::StartBracket && facts.tree.token_is(one, "distinct") {
            // Inside a call it reads as a function of its own: leave it to the author.
            after.room = Room::Any;
        }
    }
    if let Some(within) = facts.styles.within(facts.tree.kind(common)) {
        after.inline |= within.inline;
        match within.room {
            Room::Touch => {
                after.room = if after.room == Room::Any { after.room } else { Room::Touch };
                before.room = if before.room == Room::Any { before.room } else { Room::Touch };
            }
            Room::Any => (after.room, before.room) = (Room::Any, Room::Any),
            _ => {}
        }
    }
    Wish::of(after, before)
}

/// Whether two tokens are of kinds for which more counts than what is configured: nearly none are.
fn may_be_special(facts: &Facts<'_>, one: TokenId, other: TokenId) -> bool {
    let kind = |token: TokenId| facts.tree.token_kind(token);
    matches!(kind(other), SyntaxKind::StartBracket | SyntaxKind::Colon)
        || matches!(kind(one), SyntaxKind::Colon | SyntaxKind::SignIndicator | SyntaxKind::Tilde)
        || facts.sought.has_patterns
}

/// `a (10)` in a list of columns: how much of the column counts.
fn is_prefix_length(facts: &Facts<'_>, one: TokenId, other: TokenId) -> bool {
    let tree = facts.tree;
    if tree.token_kind(other) != SyntaxKind::StartBracket {
        return false;
    }
    let (column, length) = (facts.parent_of(one), facts.parent_of(other));
    tree.kind(column) == SyntaxKind::ColumnReference
        && tree.kind(length) == SyntaxKind::Bracketed
        && tree.parent(column).is_some_and(|list| tree.kind(list) == SyntaxKind::Bracketed && tree.parent(length) == Some(list))
}

/// Whether the tokens whose nearest common node this is stand inside the pattern of a `match_recognize`, which is no SQL.
fn is_pattern(facts: &Facts<'_>, node: NodeId) -> bool {
    if !facts.sought.has_patterns {
        return false;
    }
    let tree = facts.tree;
    let around = || std::iter::once(node).chain(tree.ancestors(node));
    let is_marked = |bracketed: NodeId| {
        let first = tree.first_token(bracketed);
        let before = first.and_then(|first| {
            std::iter::successors(tree.previous_token(first), |&token| tree.previous_token(token))
                .find(|&token| !tree.token_kind(token).is_trivia())
        });
        before.is_some_and(|before| tree.token_is(before, "pattern"))
    };
    around().any(|node| tree.kind(node) == SyntaxKind::MatchRecognizeClause)
        && around().take_while(|&node| tree.kind(node) == SyntaxKind::Bracketed).any(is_marked)
}

/// Two of them without a blank may be the beginning of a comment.
fn is_sign(facts: &Facts<'_>, token: TokenId) -> bool {
    matches!(facts.tree.token_kind(token), SyntaxKind::SignIndicator | SyntaxKind::Tilde)
}

/// Whether two tokens stand side by side in a statement of which only the words were read: a colon or a name and its
/// bracket may be anything there, so that it is left to the author.
fn is_worded(facts: &Facts<'_>, one: TokenId, other: TokenId) -> bool {
    let tree = facts.tree;
    let is_statement = |node: NodeId| facts.styles.traits(tree.kind(node)).contains(Traits::STATEMENT);
    let bare = |token: TokenId| is_statement(facts.parent_of(token));
    let name = |token: TokenId| match tree.token_kind(token) {
        SyntaxKind::NakedIdentifier | SyntaxKind::Word => bare(token),
        SyntaxKind::FunctionNameIdentifier => {
            tree.parent(facts.parent_of(token)).is_none_or(|above| tree.kind(above) != SyntaxKind::Function)
        }
        _ => false,
    };
    let is_pair = |token: TokenId| {
        let above = tree.parent(facts.parent_of(token));
        above.is_some_and(|above| tree.kind(above) == SyntaxKind::FunctionContents)
    };
    let colon = |token: TokenId| tree.token_kind(token) == SyntaxKind::Colon && (bare(token) || is_pair(token));
    let opens = |token: TokenId| {
        let bracketed = facts.parent_of(token);
        tree.token_kind(token) == SyntaxKind::StartBracket && tree.parent(bracketed).is_some_and(is_statement)
    };
    colon(one) || colon(other) || name(one) && opens(other)
}
