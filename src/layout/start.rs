//! The white space as it is, and which of it is not the plan's to change.

use std::borrow::Cow;

use crate::syntax::{SyntaxKind, TokenId};

use super::elements::{Element, Facts, Role, TagRole};
use super::indent_table::{is_end_bracket, is_start_bracket};
use super::state::{Slot, State};
use super::unrendered::unrendered;

/// The text as it is.
pub fn initial<'s>(facts: &Facts<'s>) -> State<'s> {
    let unrendered = unrendered(&facts.elements);
    let mut start = 0;
    let slots = facts.elements.iter().enumerate().map(|(at, element)| {
        let text = facts.source.get(start..element.source.start() as usize).unwrap_or_default();
        start = element.source.end() as usize;
        let (mut blank, mut returns) = (true, false);
        for byte in text.bytes() {
            blank &= matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
            returns |= byte == b'\r';
        }
        let before = if returns { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) };
        let printed = !facts.plain && !separable(facts, at);
        let locked = !blank || unrendered.get(at) == Some(&true) || is_locked(facts, at) || printed && before.is_empty();
        let apart = printed && !before.is_empty();
        Slot::new(at, before, locked, apart)
    });
    State::new(slots.collect())
}

/// Whether the neighbours of a gap stay two words with and without white space. What a value prints is not known for
/// certain, so beside it only separators and brackets do.
fn separable(facts: &Facts<'_>, element: usize) -> bool {
    let right = &facts.elements[element];
    let Some(left) = element.checked_sub(1).map(|left| &facts.elements[left]) else { return true };
    let printed = |element: &Element| !element.literal || element.kind == SyntaxKind::JinjaOutput;
    if !printed(left) && !printed(right) {
        return true;
    }
    let parts = |element: &Element| {
        element.literal && (element.is_separator() || is_start_bracket(element.kind) || is_end_bracket(element.kind)) || element.is_end()
    };
    // An operator of symbols parts words, as long as what is printed beside it is no operator itself.
    let operates = |element: usize| {
        let kind = facts.elements[element].kind;
        let symbols = !facts.text(element).contains(|character: char| character.is_alphanumeric() || character == '_');
        facts.elements[element].literal
            && symbols
            && matches!(kind, SyntaxKind::RawComparisonOperator | SyntaxKind::ComparisonOperator | SyntaxKind::BinaryOperator)
    };
    let is_word = |token: Option<TokenId>| {
        let text = token.map_or("", |token| facts.tree.token_text(token));
        text.contains(|character: char| character.is_alphanumeric() || matches!(character, '_' | '\'' | '"' | '`'))
    };
    match (printed(left), printed(right)) {
        (true, true) => false,
        (true, false) => parts(right) || operates(element) && is_word(left.last),
        _ => parts(left) || operates(element - 1) && is_word(right.token),
    }
}

/// Whether the gap before an element is not the plan's to change.
fn is_locked(facts: &Facts<'_>, element: usize) -> bool {
    let right = &facts.elements[element];
    let left = element.checked_sub(1).map(|left| &facts.elements[left]);
    let skipped = |role: Role| role == Role::Tag(TagRole::Skipped);
    if skipped(right.role) || left.is_some_and(|left| skipped(left.role)) {
        return true;
    }
    if facts.plain && !facts.has_unparsable() {
        return false;
    }
    let gap = facts.gap_range(element);
    let raw = facts.raw.partition_point(|raw| raw.end() <= gap.start());
    if facts.raw.get(raw).is_some_and(|raw| raw.start() < gap.end()) {
        return true;
    }
    let unparsable = |token: TokenId| facts.is_unparsable(token);
    right.token.is_some_and(unparsable) || left.and_then(|left| left.token).is_some_and(unparsable)
}
