//! LT01: white space between neighbours on one line, and blanks before a line end.

use std::borrow::Cow;

use crate::config::{Align, Spacing};
use crate::syntax::{NodeId, SyntaxKind, TokenId};

use super::align;
use super::elements::{Facts, Role, TagRole};
use super::gap;
use super::state::{Found, Place, State};

pub const CODE: &str = "LT01";

/// What two neighbours ask of the gap between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub left: Spacing,
    pub right: Spacing,
    /// Line breaks are taken out too.
    pub inline: bool,
}

impl Wish {
    /// The white space that a gap without a line break gets, given what it has.
    #[must_use]
    pub fn text<'g>(&self, have: &'g str) -> &'g str {
        if self.left == Spacing::Any || self.right == Spacing::Any {
            have
        } else if self.left == Spacing::Touch || self.right == Spacing::Touch {
            ""
        } else {
            " "
        }
    }

    /// How the right neighbour is aligned, if it is.
    fn alignment(&self) -> Option<&Align> {
        match &self.right {
            Spacing::Align(align) if !matches!(self.left, Spacing::Touch | Spacing::Any) => Some(align),
            _ => None,
        }
    }
}

/// Checks every gap.
pub fn run(facts: &Facts<'_>, state: &mut State<'_>, found: &mut Vec<Found>) {
    // Decided on the text as it is: aligning looks at the neighbouring lines.
    let wishes: Vec<Option<Wish>> = (0..state.len()).map(|slot| wish(facts, state, slot)).collect();
    let mut aligned = Vec::new();
    for (slot, wish) in wishes.iter().enumerate() {
        if state.slots[slot].locked {
            continue;
        }
        let Some(wish) = wish else {
            trailing(facts, state, slot, found);
            continue;
        };
        if state.has_break(slot) && !(wish.inline && can_join(facts, state, slot)) {
            trailing(facts, state, slot, found);
        } else if let Some(align) = wish.alignment() {
            aligned.push((slot, align.clone()));
        } else {
            inline(facts, state, slot, wish, found);
        }
    }
    for (slot, align) in aligned {
        align::run(facts, state, slot, &align, found);
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

fn trailing(facts: &Facts<'_>, state: &mut State<'_>, slot: usize, found: &mut Vec<Found>) {
    let element = state.slots[slot].element;
    let before_tag = slot > 0 && facts.elements[state.slots[slot - 1].element].is_tag();
    let have = state.gap(slot).to_owned();
    let ends = facts.elements[element].is_end();
    let mut want = if before_tag && !ends { have.clone() } else { gap::without_trailing_blanks(&have) };
    let last = gap::indentation(&want).unwrap_or_default().len();
    if ends && last > 0 {
        let at = have.len() - last;
        report(found, element, Place::Gap(at), "Blanks at the end of the file".to_owned(), true);
        want.truncate(want.len() - last);
    }
    if want == have {
        return;
    }
    if !before_tag {
        for (at, _) in gap::trailing_blanks(&have) {
            report(found, element, Place::Gap(at), "Blanks at the end of the line".to_owned(), true);
        }
    }
    state.set_gap(slot, want);
}

fn inline(facts: &Facts<'_>, state: &mut State<'_>, slot: usize, wish: &Wish, found: &mut Vec<Found>) {
    let element = state.slots[slot].element;
    let have = state.gap(slot).to_owned();
    let broken = have.contains('\n');
    let mut want = if broken { wish.text(" ") } else { wish.text(&have) };
    if want.is_empty() && are_words(facts, state, slot) {
        want = " ";
    }
    if want == have || want.is_empty() && state.slots[slot].apart {
        return;
    }
    let name = facts.name(element);
    if facts.elements[element].is_end() {
        if !broken {
            report(found, element, Place::Gap(0), "Blanks at the end of the file".to_owned(), true);
        }
    } else if broken {
        for (at, _) in have.match_indices('\n') {
            report(found, element, Place::Gap(at), format!("{name} belongs on the line above"), true);
        }
        let place = if gap::indentation(&have) == Some("") { Place::Element } else { Place::LineStart };
        if !want.is_empty() || gap::indentation(&have).is_some_and(|indent| !indent.is_empty()) {
            report(found, element, place, spacing_message(want, &name), true);
        }
    } else {
        let place = if have.is_empty() { Place::Element } else { Place::Gap(0) };
        report(found, element, place, spacing_message(want, &name), true);
    }
    state.set_gap(slot, want.to_owned());
}

/// Whether the neighbours of a gap would be one word without it, whatever was asked for.
fn are_words(facts: &Facts<'_>, state: &State<'_>, slot: usize) -> bool {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let text = |slot: usize| facts.text(state.slots[slot].element);
    slot > 0 && text(slot - 1).ends_with(is_word) && text(slot).starts_with(is_word)
}

fn spacing_message(want: &str, name: &str) -> String {
    if want.is_empty() { format!("No white space belongs before {name}") } else { format!("One blank belongs before {name}") }
}

pub fn report(found: &mut Vec<Found>, element: usize, place: Place, message: String, own_gap: bool) {
    let gaps = if own_gap { vec![element] } else { Vec::new() };
    found.push(Found { code: CODE, element, place, message, gaps });
}

/// What the neighbours of a gap ask for; nothing at the start of the file.
#[must_use]
pub fn wish(facts: &Facts<'_>, state: &State<'_>, slot: usize) -> Option<Wish> {
    let left = state.slots.get(slot.checked_sub(1)?)?.element;
    Some(wish_between(facts, left, state.slots[slot].element))
}

/// Whether a gap must not be broken: its neighbours belong on one line.
#[must_use]
pub fn is_inline(facts: &Facts<'_>, state: &State<'_>, slot: usize) -> bool {
    wish(facts, state, slot).is_some_and(|wish| wish.inline && wish.left != Spacing::Any && wish.right != Spacing::Any)
}

/// What two elements would ask for as neighbours.
#[must_use]
pub fn wish_between(facts: &Facts<'_>, left: usize, right: usize) -> Wish {
    let (mut after, after_inline) = side(facts, left, Side::After);
    let (mut before, before_inline) = side(facts, right, Side::Before);
    let mut inline = after_inline || before_inline;
    if let (Some(one), Some(other)) = (facts.elements[left].last, facts.elements[right].token)
        && one < other
    {
        if is_worded(facts, one, other) || is_pattern(facts, one, other) || is_sign(facts, one) && is_sign(facts, other) {
            (after, before) = (Spacing::Any, Spacing::Any);
        }
        if is_prefix_length(facts, one, other) {
            (after, before, inline) = (Spacing::Touch, Spacing::Touch, true);
        }
        if facts.tree.token_is(one, "distinct") && facts.elements[right].kind == SyntaxKind::StartBracket {
            // Inside a call it reads as a function of its own: leave it to the author.
            after = Spacing::Any;
        }
        let within = facts.styles.of(facts.tree.kind(facts.common_node(one, other))).within.as_ref();
        if let Some(within) = within {
            let (within, is_inline) = plain(within);
            inline |= is_inline;
            match within {
                Spacing::Touch => {
                    after = if after == Spacing::Any { after } else { Spacing::Touch };
                    before = if before == Spacing::Any { before } else { Spacing::Touch };
                }
                Spacing::Any => (after, before) = (Spacing::Any, Spacing::Any),
                _ => {}
            }
        }
    }
    Wish { left: after, right: before, inline }
}

/// `a (10)` in a list of columns: how much of the column counts.
fn is_prefix_length(facts: &Facts<'_>, one: TokenId, other: TokenId) -> bool {
    let tree = facts.tree;
    let (column, length) = (tree.token_parent(one), tree.token_parent(other));
    tree.token_kind(other) == SyntaxKind::StartBracket
        && tree.kind(column) == SyntaxKind::ColumnReference
        && tree.kind(length) == SyntaxKind::Bracketed
        && tree.parent(column).is_some_and(|list| tree.kind(list) == SyntaxKind::Bracketed && tree.parent(length) == Some(list))
}

/// Whether two tokens stand inside the pattern of a `match_recognize`, which is no SQL.
fn is_pattern(facts: &Facts<'_>, one: TokenId, other: TokenId) -> bool {
    let tree = facts.tree;
    let node = facts.common_node(one, other);
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
    let bare = |token: TokenId| tree.kind(tree.token_parent(token)).name().ends_with("_statement");
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
        tree.token_kind(token) == SyntaxKind::StartBracket
            && tree.parent(bracketed).is_some_and(|above| tree.kind(above).name().ends_with("_statement"))
    };
    colon(one) || colon(other) || name(one) && opens(other)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// Splits `:inline` off.
fn plain(spacing: &Spacing) -> (Spacing, bool) {
    match spacing {
        Spacing::TouchInline => (Spacing::Touch, true),
        Spacing::SingleInline => (Spacing::Single, true),
        other => (other.clone(), false),
    }
}

/// What an element asks for at one of its sides: itself first, else the outermost node that begins or ends with it.
fn side(facts: &Facts<'_>, element: usize, side: Side) -> (Spacing, bool) {
    let found = &facts.elements[element];
    if matches!(found.role, Role::Tag(role) if role != TagRole::Skipped) || found.is_comment() {
        return (Spacing::Any, false);
    }
    let pick = |style: &super::styles::Style| match side {
        Side::Before => style.before.clone(),
        Side::After => style.after.clone(),
    };
    let token = if side == Side::Before { found.token } else { found.last };
    let kind = token.map_or(found.kind, |token| facts.tree.token_kind(token));
    let mut said: Cow<'_, Option<Spacing>> = Cow::Owned(pick(facts.styles.of(kind)));
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
            if let outer @ Some(_) = pick(facts.styles.of(facts.tree.kind(node))) {
                said = Cow::Owned(outer);
            }
            match facts.tree.parent(node) {
                Some(parent) => node = parent,
                None => break,
            }
        }
    }
    let usual = if side == Side::Before && found.kind == SyntaxKind::StartAngleBracket { Spacing::Touch } else { Spacing::Single };
    said.as_ref().as_ref().map_or((usual, false), plain)
}
