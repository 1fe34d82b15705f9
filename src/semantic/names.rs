//! Identifiers as their owners mean them: without quotes, compared as the warehouse compares them.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use rustc_hash::FxHasher;

use super::view::only_token;
use crate::dialect::{Dialect, DialectSpec, IdentifierCase};
use crate::syntax::{NodeId, SyntaxKind, TokenId, Tree};
use crate::text::TextRange;

/// The identifier tokens directly under a reference or an alias, from left to right.
pub fn identifiers(tree: &Tree, node: NodeId) -> impl Iterator<Item = TokenId> + '_ {
    tree.own_tokens(node).filter(|&token| is_identifier(tree.token_kind(token)))
}

pub(super) const fn is_identifier(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::NakedIdentifier
            | SyntaxKind::QuotedIdentifier
            | SyntaxKind::ColumnIndexIdentifierSegment
            | SyntaxKind::QuotedLiteral
            | SyntaxKind::Parameter
    )
}

/// The last identifier token directly under a reference; found from its end, where it nearly always stands.
#[must_use]
pub fn last_identifier(tree: &Tree, node: NodeId) -> Option<TokenId> {
    let is_leaf = tree.children(node).next().is_none();
    match tree.last_token(node) {
        Some(last) if is_leaf && is_identifier(tree.token_kind(last)) => Some(last),
        _ => identifiers(tree, node).last(),
    }
}

/// Whether an identifier is written with quotes, back-ticks or square brackets.
#[inline]
#[must_use]
pub fn is_quoted(text: &str) -> bool {
    matches!(text.as_bytes().first(), Some(b'"' | b'\'' | b'`' | b'['))
}

/// An identifier without its quotes; what is escaped inside stays as written.
#[inline]
#[must_use]
pub fn unquote(text: &str) -> &str {
    if !is_quoted(text) {
        return text;
    }
    text.len().checked_sub(1).filter(|&end| end > 0).and_then(|end| text.get(1..end)).unwrap_or(text)
}

/// Whether two identifiers name the same thing as far as anyone can tell without knowing the warehouse's rules on case.
#[inline]
#[must_use]
pub fn same_name(left: &str, right: &str) -> bool {
    unquote(left).eq_ignore_ascii_case(unquote(right))
}

/// A name without quotes, as a key: case makes no difference.
#[derive(Clone, Copy, Debug)]
pub struct AnyCase<'t>(&'t str);

impl<'t> AnyCase<'t> {
    /// The key of an identifier, quoted or not.
    #[inline]
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        Self(unquote(text))
    }

    /// A number that is the same for names that are the same.
    #[inline]
    #[must_use]
    pub fn code(self) -> u64 {
        let mut hasher = FxHasher::default();
        self.hash(&mut hasher);
        hasher.finish()
    }
}

impl PartialEq for AnyCase<'_> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(other.0)
    }
}

impl Eq for AnyCase<'_> {}

impl Hash for AnyCase<'_> {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Capitals and small letters differ in this bit. Other characters may fall together: a longer way to the same answer.
        const CASE: u64 = 0x2020_2020_2020_2020;
        let (eights, rest) = self.0.as_bytes().as_chunks::<8>();
        for eight in eights {
            state.write_u64(u64::from_le_bytes(*eight) | CASE);
        }
        let last = rest.iter().fold(self.0.len() as u64, |word, &byte| word << 8 | u64::from(byte | 0x20));
        state.write_u64(last);
    }
}

const LONGEST_PATH: u8 = 8;

/// How many parts the [path](Path) of a node has, without making it.
#[must_use]
pub fn count_parts(tree: &Tree, node: NodeId) -> u8 {
    if only_token(tree, node).is_some_and(|only| tree.token_kind(only) == SyntaxKind::NakedIdentifier) {
        return 1;
    }
    let mut count = 0;
    for token in tree.own_tokens(node) {
        let kind = tree.token_kind(token);
        // A dash joins parts, and back-ticks may hold several.
        if kind == SyntaxKind::Dash
            || (is_identifier(kind) && kind != SyntaxKind::NakedIdentifier && begins_with_back_tick(tree.token_text(token)))
        {
            return Path::of(tree, node).length;
        }
        count += u8::from(is_identifier(kind) && count < LONGEST_PATH);
    }
    count
}

/// A byte is compared, not a pattern: this is asked of every name.
fn begins_with_back_tick(text: &str) -> bool {
    text.as_bytes().first() == Some(&b'`')
}

/// The parts of a dotted name, without quotes. Longer ones than any warehouse knows are cut off.
#[derive(Clone, Copy, Debug, Default)]
pub struct Path<'t> {
    parts: [&'t str; LONGEST_PATH as usize],
    length: u8,
}

impl<'t> Path<'t> {
    #[must_use]
    pub fn of(tree: &'t Tree, node: NodeId) -> Self {
        let mut path = Self::default();
        // `project-a.data.t` in BigQuery: the parts that a dash joins are one name.
        let mut joined = false;
        tree.own_tokens(node).for_each(|token| path.take(tree, token, &mut joined));
        path
    }

    #[inline]
    fn take(&mut self, tree: &'t Tree, token: TokenId, joined: &mut bool) {
        let kind = tree.token_kind(token);
        if kind == SyntaxKind::Dash {
            *joined = true;
        } else if is_identifier(kind) {
            let text = tree.token_text(token);
            if *joined {
                self.widen(tree, token);
            } else if begins_with_back_tick(text) {
                unquote(text).split('.').for_each(|part| self.push(part));
            } else {
                self.push(unquote(text));
            }
            *joined = false;
        }
    }

    #[inline]
    fn push(&mut self, part: &'t str) {
        if self.length < LONGEST_PATH {
            self.parts[usize::from(self.length)] = part;
            self.length += 1;
        }
    }

    /// Lets the last part reach to the end of `token`.
    fn widen(&mut self, tree: &'t Tree, token: TokenId) {
        let Some(last) = self.length.checked_sub(1) else { return };
        let text: &'t str = tree.text();
        let part = &mut self.parts[usize::from(last)];
        if let Some(wider) = text.get(range_in(tree, part).start() as usize..tree.token_range(token).end() as usize) {
            *part = wider;
        }
    }
}

impl<'t> Deref for Path<'t> {
    type Target = [&'t str];

    #[inline]
    fn deref(&self) -> &Self::Target {
        &self.parts[..usize::from(self.length)]
    }
}

/// Where a piece of a tree's text stands in it.
pub(super) fn range_in(tree: &Tree, piece: &str) -> TextRange {
    let start = piece.as_ptr() as usize - tree.text().as_ptr() as usize;
    let place = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    TextRange::new(place(start), place(start + piece.len()))
}

/// What a warehouse makes of the case of an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseFold {
    Upper,
    Lower,
    /// It is kept, and told apart.
    Keep,
}

/// How a dialect folds identifiers: without quotes, with quotes.
#[must_use]
pub const fn fold_of(dialect: &DialectSpec) -> (CaseFold, CaseFold) {
    // Quotes do not keep the case of an alias there, whatever they do for tables.
    if matches!(dialect.id, Dialect::Athena | Dialect::Bigquery | Dialect::Trino) {
        return (CaseFold::Lower, CaseFold::Lower);
    }
    match dialect.identifiers {
        IdentifierCase::Upper => (CaseFold::Upper, CaseFold::Keep),
        IdentifierCase::Lower => (CaseFold::Lower, CaseFold::Keep),
        IdentifierCase::Insensitive => (CaseFold::Lower, CaseFold::Lower),
        IdentifierCase::Sensitive => (CaseFold::Keep, CaseFold::Keep),
    }
}

impl CaseFold {
    #[must_use]
    pub fn apply(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Upper if text.chars().any(char::is_lowercase) => Cow::Owned(text.to_uppercase()),
            Self::Lower if text.chars().any(char::is_uppercase) => Cow::Owned(text.to_lowercase()),
            _ => Cow::Borrowed(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_quotes() {
        for (text, want) in [("a", "a"), ("\"a b\"", "a b"), ("[a]", "a"), ("`p.d.t`", "p.d.t"), ("'", "'"), ("\"\"", "")] {
            assert_eq!(unquote(text), want, "{text}");
        }
        assert!(same_name("A", "\"a\""));
        for (left, right, want) in
            [("A", "`a`", true), ("Some_Long_Name", "some_long_name", true), ("some_long_name", "some_long_nama", false)]
        {
            let (left, right) = (AnyCase::of(left), AnyCase::of(right));
            assert_eq!((left == right, left.code() == right.code()), (want, want), "{left:?} {right:?}");
        }
    }
}
