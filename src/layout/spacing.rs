//! LT01: white space between neighbours on one line, and blanks before a line end.

use std::borrow::Cow;

use crate::config::Align;
use crate::syntax::{NodeId, SyntaxKind, TokenId};

use super::align;
use super::elements::{Facts, Role, TagRole};
use super::found::{Findings, Place};
use super::gap;
use super::state::State;
use super::styles::{Ask, Room, Styles, Traits};

pub const CODE: &str = "LT01";

/// What two neighbours ask of the gap between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    left: Room,
    right: Room,
    /// Line breaks are taken out too.
    pub inline: bool,
}

impl Wish {
    /// The white space that a gap without a line break gets, given what it has.
    #[must_use]
    pub fn text(self, have: &str) -> &str {
        if self.is_open() {
            have
        } else if self.left == Room::Touch || self.right == Room::Touch {
            ""
        } else {
            " "
        }
    }

    /// Whether anything is right.
    fn is_open(self) -> bool {
        self.left == Room::Any || self.right == Room::Any
    }

    /// Whether one blank is right.
    fn is_blank(self) -> bool {
        !self.is_open() && self.left != Room::Touch && self.right != Room::Touch
    }

    /// How the right neighbour is aligned, if it is.
    fn alignment(self, styles: &Styles) -> Option<&Align> {
        match self.right {
            Room::Align(number) if !matches!(self.left, Room::Touch | Room::Any) => styles.align(number),
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
    for (slot, align) in aligned {
        align::run(facts, state, slot, align, found);
    }
}

fn check<'f>(facts: &'f Facts<'_>, state: &mut State<'_>, slot: usize, aligned: &mut Vec<(usize, &'f Align)>, found: &mut Findings) {
    if state.slots[slot].locked {
        return;
    }
    let Some(wish) = wish(facts, state, slot) else { return trailing(facts, state, slot, found) };
    if state.has_break(slot) && !(wish.inline && can_join(facts, state, slot)) {
        trailing(facts, state, slot, found);
    } else if let Some(align) = wish.alignment(facts.styles) {
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
    let have = have.to_owned();
    let mut want = if before_tag && !ends { have.clone() } else { gap::without_trailing_blanks(&have) };
    let last = gap::indentation(&want).unwrap_or_default().len();
    if ends && last > 0 {
        let at = have.len() - last;
        report(found, element, Place::Gap(at), || "Blanks at the end of the file");
        want.truncate(want.len() - last);
    }
    if want == have {
        return;
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
        [] => !wish.is_blank() && !are_words(facts, state, slot),
        [b' '] => wish.is_open() || wish.is_blank(),
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
    let want = want.to_owned();
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
            report(found, element, place, || spacing_message(&want, &name()));
        }
    } else {
        let place = if have.is_empty() { Place::Element } else { Place::Gap(0) };
        report(found, element, place, || spacing_message(&want, &name()));
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
    let (mut after, mut before) = (side(facts, left, Side::After), side(facts, right, Side::Before));
    if let (Some(one), Some(other)) = (facts.elements[left].last, facts.elements[right].token)
        && one < other
    {
        let common = facts.common_node(one, other);
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
    }
    Wish { left: after.room, right: before.room, inline: after.inline || before.inline }
}

/// `a (10)` in a list of columns: how much of the column counts.
fn is_prefix_length(facts: &Facts<'_>, one: TokenId, other: TokenId) -> bool {
    let tree = facts.tree;
    if tree.token_kind(other) != SyntaxKind::StartBracket {
        return false;
    }
    let (column, length) = (tree.token_parent(one), tree.token_parent(other));
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
    let bare = |token: TokenId| is_statement(tree.token_parent(token));
    let name = |token: TokenId| match tree.token_kind(token) {
        SyntaxKind::NakedIdentifier | SyntaxKind::Word => bare(token),
        SyntaxKind::FunctionNameIdentifier => {
            tree.parent(tree.token_parent(token)).is_none_or(|above| tree.kind(above) != SyntaxKind::Function)
        }
        _ => false,
    };
    let is_pair = |token: TokenId| {
        let above = tree.parent(tree.token_parent(token));
        above.is_some_and(|above| tree.kind(above) == SyntaxKind::FunctionContents)
    };
    let colon = |token: TokenId| tree.token_kind(token) == SyntaxKind::Colon && (bare(token) || is_pair(token));
    let opens = |token: TokenId| {
        let bracketed = tree.token_parent(token);
        tree.token_kind(token) == SyntaxKind::StartBracket && tree.parent(bracketed).is_some_and(is_statement)
    };
    colon(one) || colon(other) || opens(other) && name(one)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// What an element asks for at one of its sides: itself first, else the outermost node that begins or ends with it.
fn side(facts: &Facts<'_>, element: usize, side: Side) -> Ask {
    let found = &facts.elements[element];
    if matches!(found.role, Role::Tag(role) if role != TagRole::Skipped) || found.is_comment() {
        return Ask::plain(Room::Any);
    }
    let pick = |kind: SyntaxKind| match side {
        Side::Before => facts.styles.before(kind),
        Side::After => facts.styles.after(kind),
    };
    let token = if side == Side::Before { found.token } else { found.last };
    let kind = token.map_or(found.kind, |token| facts.tree.token_kind(token));
    let mut said = pick(kind);
    if said.is_none()
        && let Some(token) = token
    {
        let mut node = facts.tree.token_parent(token);
        loop {
            let edge = match side {
                Side::Before => facts.tree.first_token(node),
                Side::After => facts.tree.last_token(node),
            };
            if edge != Some(token) {
                break;
            }
            said = pick(facts.tree.kind(node)).or(said);
            match facts.tree.parent(node) {
                Some(parent) => node = parent,
                None => break,
            }
        }
    }
    let usual = if side == Side::Before && found.kind == SyntaxKind::StartAngleBracket { Room::Touch } else { Room::Single };
    said.unwrap_or(Ask::plain(usual))
}
