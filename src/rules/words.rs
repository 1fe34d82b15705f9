//! The words of a text, with what the rules about names and spelling ask of each: found in one pass for all of them.
//!
//! Knows no rule; what a word spells, which letters it has and which node holds it is all there is.

use bitflags::bitflags;

use crate::dialect::{Dialect, DialectSpec, Keyword};
use crate::syntax::{NodeId, SyntaxKind, TokenId, Tree};

bitflags! {
    /// What a word is made of.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Letters: u8 {
        const UPPER = 1;
        const LOWER = 1 << 1;
        /// Another ASCII character than a letter, a digit or `_`.
        const ODD = 1 << 2;
        /// A character beyond ASCII: the other marks say nothing of it.
        const WIDE = 1 << 3;
        /// The first letter is a small one.
        const STARTS_LOWER = 1 << 4;
        /// A capital stands behind the first character.
        const UPPER_INSIDE = 1 << 5;
    }
}

/// What a word is to those who ask how it is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum WordClass {
    Keyword,
    /// A name without quotes; not part of a function's.
    Name,
    /// The name of a function, without a schema before it.
    Function,
    /// The schema before a function's name.
    Schema,
    /// `null`, `true` ...
    Literal,
    /// The name of a data type, and keywords that are part of one.
    Type,
    QuotedName,
    QuotedLiteral,
    /// What ends a statement.
    Terminator,
    Other,
}

impl WordClass {
    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// A token that rules about words look at: keywords, names, literals that are words or in quotes, and what ends a statement.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    pub token: TokenId,
    /// The deepest node that holds it.
    pub parent: NodeId,
    pub class: WordClass,
    /// What it is made of; nothing for what stands in quotes.
    pub letters: Letters,
}

/// All words of a text in their order, and what those of a class are made of together: a text of which all keywords are small letters
/// has nothing to tell whoever looks for keywords in mixed case.
#[derive(Debug)]
pub struct Words {
    all: Vec<Word>,
    letters: [Option<Letters>; WordClass::Other as usize + 1],
}

impl Words {
    pub fn of(tree: &Tree, dialect: &DialectSpec) -> Self {
        let mut words = Self { all: Vec::with_capacity(tree.token_count() / 2), letters: Default::default() };
        let mut holders = tree.holders();
        for token in tree.all_tokens() {
            if let Some(kind) = WordKind::of(tree.token_kind(token)) {
                let parent = holders.of(token);
                words.push(Word { token, parent, class: kind.class(tree, dialect, token, parent), letters: kind.letters(tree, token) });
            }
        }
        words
    }

    fn push(&mut self, word: Word) {
        let letters = &mut self.letters[word.class as usize];
        *letters = Some(letters.unwrap_or_else(Letters::empty) | word.letters);
        self.all.push(word);
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The words of some classes, in text order.
    pub fn of_classes<const N: usize>(&self, classes: [WordClass; N]) -> impl Iterator<Item = &Word> {
        let wanted = classes.iter().fold(0, |all, class| all | class.bit());
        let all = if classes.iter().any(|&class| self.has(class)) { &self.all[..] } else { &[] };
        all.iter().filter(move |word| wanted & word.class.bit() != 0)
    }

    /// Whether there is a word of that class.
    pub fn has(&self, class: WordClass) -> bool {
        self.letters[class as usize].is_some()
    }

    /// What all words of a class are made of, taken together.
    pub fn letters(&self, class: WordClass) -> Letters {
        self.letters[class as usize].unwrap_or_else(Letters::empty)
    }
}

/// What a token's kind tells of the word.
#[derive(Clone, Copy)]
enum WordKind {
    Keyword,
    DatePart,
    FunctionName,
    Name,
    Plain(WordClass),
    Quoted(WordClass),
}

impl WordKind {
    #[inline]
    const fn of(kind: SyntaxKind) -> Option<Self> {
        Some(match kind {
            SyntaxKind::Keyword => Self::Keyword,
            SyntaxKind::DatePart => Self::DatePart,
            SyntaxKind::FunctionNameIdentifier => Self::FunctionName,
            SyntaxKind::NakedIdentifier => Self::Name,
            SyntaxKind::BinaryOperator => Self::Plain(WordClass::Keyword),
            SyntaxKind::BareFunction => Self::Plain(WordClass::Function),
            SyntaxKind::NullLiteral | SyntaxKind::BooleanLiteral => Self::Plain(WordClass::Literal),
            SyntaxKind::DataTypeIdentifier => Self::Plain(WordClass::Type),
            SyntaxKind::StatementTerminator => Self::Plain(WordClass::Terminator),
            SyntaxKind::QuotedIdentifier => Self::Quoted(WordClass::QuotedName),
            SyntaxKind::QuotedLiteral => Self::Quoted(WordClass::QuotedLiteral),
            _ => return None,
        })
    }

    fn letters(self, tree: &Tree, token: TokenId) -> Letters {
        if let Self::Quoted(_) = self { Letters::empty() } else { Letters::of(tree.token_text(token)) }
    }

    fn class(self, tree: &Tree, dialect: &DialectSpec, token: TokenId, parent: NodeId) -> WordClass {
        match self {
            Self::Plain(class) | Self::Quoted(class) => class,
            Self::Keyword if is_type(tree.kind(parent)) => WordClass::Type,
            Self::DatePart if is_type(tree.kind(parent)) => WordClass::Other,
            Self::Keyword | Self::DatePart => WordClass::Keyword,
            Self::Name if tree.kind(parent) == SyntaxKind::FunctionName => WordClass::Schema,
            Self::Name => WordClass::Name,
            Self::FunctionName if is_keyword_function(tree, dialect, token, parent) => WordClass::Keyword,
            // A schema before it makes it somebody's own function, whose case may matter.
            Self::FunctionName if tree.first_token(parent) != tree.last_token(parent) => WordClass::Other,
            Self::FunctionName => WordClass::Function,
        }
    }
}

const fn is_type(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::DataType
            | SyntaxKind::DatetimeTypeIdentifier
            | SyntaxKind::PrimitiveType
            | SyntaxKind::ArrayType
            | SyntaxKind::StructType
    )
}

/// Whether the name of a function is a keyword there: `CUBE` and `ROLLUP`, and T-SQL's `CAST` and its kind.
fn is_keyword_function(tree: &Tree, dialect: &DialectSpec, name: TokenId, parent: NodeId) -> bool {
    let grouping = tree.parent(parent).is_some_and(|above| tree.kind(above) == SyntaxKind::CubeRollupClause);
    if grouping || dialect.id != Dialect::Tsql {
        return grouping;
    }
    let word = Keyword::of(tree.token_text(name));
    matches!(word, Keyword::Cast | Keyword::Convert | Keyword::TryConvert) || dialect.reserved.contains(word)
}

/// Marks for the bytes of eight characters at once: the highest bit of each byte says yes.
mod eight {
    const ONES: u64 = 0x0101_0101_0101_0101;
    pub const HIGH: u64 = 0x80 * ONES;

    /// Which bytes lie in `first..=last`; all of them, and the bounds, are ASCII.
    #[inline]
    pub const fn within(bytes: u64, first: u8, last: u8) -> u64 {
        at_least(bytes, first) & !at_least(bytes, last + 1)
    }

    /// No byte carries into the next: it has seven bits, and so has what is added.
    #[inline]
    const fn at_least(bytes: u64, least: u8) -> u64 {
        (bytes + (0x80 - least as u64) * ONES) & HIGH
    }
}

impl Letters {
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let [first, rest @ ..] = bytes else { return Self::empty() };
        let mut letters = Self::of_all(bytes);
        letters.set(Self::UPPER_INSIDE, letters.contains(Self::UPPER) && rest.iter().any(u8::is_ascii_uppercase));
        let starts_lower = first.is_ascii_lowercase()
            || (!first.is_ascii_uppercase() && rest.iter().find(|byte| byte.is_ascii_alphabetic()).is_some_and(u8::is_ascii_lowercase));
        letters.set(Self::STARTS_LOWER, starts_lower);
        letters
    }

    /// The marks that do not ask where a character stands. Every byte is looked at, some twice where the last eight overlap those before.
    fn of_all(bytes: &[u8]) -> Self {
        if let Some(last) = bytes.last_chunk::<8>() {
            let (eights, _) = bytes.as_chunks::<8>();
            let of_each = eights.iter().map(|eight| Self::of_eight(u64::from_le_bytes(*eight)));
            return of_each.fold(Self::of_eight(u64::from_le_bytes(*last)), |all, letters| all | letters);
        }
        if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            return Self::of_eight(u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last)));
        }
        let [first, .., last] = bytes else { return bytes.first().map_or(Self::empty(), |&only| Self::of_few(only, only, only)) };
        Self::of_few(*first, bytes[bytes.len() / 2], *last)
    }

    #[inline]
    fn of_few(first: u8, middle: u8, last: u8) -> Self {
        Self::of_eight(u64::from_le_bytes([first, middle, last, last, last, last, last, last]))
    }

    #[inline]
    fn of_eight(bytes: u64) -> Self {
        let wide = bytes & eight::HIGH;
        let plain = bytes & !eight::HIGH;
        let upper = eight::within(plain, b'A', b'Z') & !wide;
        let lower = eight::within(plain, b'a', b'z') & !wide;
        let digits = eight::within(plain, b'0', b'9') | eight::within(plain, b'_', b'_');
        let odd = eight::HIGH & !(upper | lower | digits | wide);
        let mark = |found: u64, mark: Self| if found == 0 { Self::empty() } else { mark };
        mark(upper, Self::UPPER) | mark(lower, Self::LOWER) | mark(odd, Self::ODD) | mark(wide, Self::WIDE)
    }

    /// Whether everything there is to know is known.
    pub const fn is_ascii(self) -> bool {
        !self.contains(Self::WIDE)
    }

    pub const fn has_letters(self) -> bool {
        self.intersects(Self::UPPER.union(Self::LOWER))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_words() {
        let cases = [
            ("", Letters::empty()),
            ("_1", Letters::empty()),
            ("1a", Letters::LOWER | Letters::STARTS_LOWER),
            ("abc_1", Letters::LOWER | Letters::STARTS_LOWER),
            ("_Abc", Letters::UPPER | Letters::LOWER | Letters::UPPER_INSIDE),
            ("Abc", Letters::UPPER | Letters::LOWER),
            ("a$B", Letters::UPPER | Letters::LOWER | Letters::ODD | Letters::STARTS_LOWER | Letters::UPPER_INSIDE),
            ("é", Letters::WIDE),
            ("identifier_longer_than_eight", Letters::LOWER | Letters::STARTS_LOWER),
            ("identifier_longer_Than_16$", Letters::LOWER | Letters::STARTS_LOWER | Letters::UPPER | Letters::UPPER_INSIDE | Letters::ODD),
        ];
        for (word, want) in cases {
            assert_eq!(Letters::of(word), want, "{word}");
        }
    }

    /// At every place of words of every length that is read in its own way.
    #[test]
    fn every_byte_counts() {
        let marks = |byte: u8| match byte {
            b'A'..=b'Z' => Letters::UPPER,
            b'a'..=b'z' => Letters::LOWER,
            b'0'..=b'9' | b'_' => Letters::empty(),
            0x80.. => Letters::WIDE,
            _ => Letters::ODD,
        };
        for length in 1..20 {
            for place in 0..length {
                for byte in 0..=u8::MAX {
                    let mut word = vec![b'0'; length];
                    word[place] = byte;
                    assert_eq!(Letters::of_all(&word), marks(byte), "byte {byte} at {place} of {length}");
                }
            }
        }
    }
}
