//! The words of a text, with what the rules about names and spelling ask of each: found in one pass for all of them.
//!
//! Knows no rule; what a word spells, which letters it has and which node holds it is all there is.

use bitflags::bitflags;

use crate::dialect::{Dialect, DialectSpec, Keyword};
use crate::syntax::{NodeId, SyntaxKind, TokenId, Tree};
use crate::text::TextRange;

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

    /// What a word is to those who ask how it is spelled. A word is of one class; rules ask for one or several.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct WordClass: u16 {
        const KEYWORD = 1;
        /// A name without quotes that names what there is already; not part of a function's.
        const NAME = 1 << 1;
        /// A name without quotes that gives something its name: an alias, a column that is defined.
        const ALIAS = 1 << 2;
        /// The schema before a function's name.
        const SCHEMA = 1 << 3;
        /// The name of a function, without a schema before it.
        const FUNCTION = 1 << 4;
        /// `null`, `true` ...
        const LITERAL = 1 << 5;
        /// The name of a data type, and keywords that are part of one.
        const TYPE = 1 << 6;
        const QUOTED_NAME = 1 << 7;
        const QUOTED_LITERAL = 1 << 8;
        /// What ends a statement.
        const TERMINATOR = 1 << 9;
        const OTHER = 1 << 10;

        const BARE_NAMES = Self::NAME.bits() | Self::ALIAS.bits() | Self::SCHEMA.bits();
        const IN_QUOTES = Self::QUOTED_NAME.bits() | Self::QUOTED_LITERAL.bits();
    }
}

/// How many classes there are.
const CLASSES: usize = WordClass::OTHER.bits().ilog2() as usize + 1;

/// A token that rules about words look at: keywords, names, literals that are words or in quotes, and what ends a statement.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    pub token: TokenId,
    /// The deepest node that holds it.
    pub parent: NodeId,
    pub class: WordClass,
    /// What it is made of, not where in it; nothing for what stands in quotes.
    pub letters: Letters,
}

/// All words of a text in their order, and what those of a class are made of together: a text of which all keywords are small letters
/// has nothing to tell whoever looks for keywords in mixed case.
#[derive(Debug)]
pub struct Words {
    all: Vec<Word>,
    /// The classes of which there are words.
    classes: WordClass,
    letters: [Letters; CLASSES],
}

impl Words {
    pub fn of(tree: &Tree, dialect: &DialectSpec) -> Self {
        let mut words =
            Self { all: Vec::with_capacity(tree.token_count() / 2), classes: WordClass::empty(), letters: [Letters::empty(); CLASSES] };
        let mut holders = tree.holders();
        for token in tree.all_tokens() {
            let row = ROWS[tree.token_kind(token) as usize];
            if row == 0 {
                continue;
            }
            let parent = holders.of(token);
            let mut class = BY_HOLDER[usize::from(row)][tree.kind(parent) as usize];
            if class == WordClass::FUNCTION && tree.token_kind(token) == SyntaxKind::FunctionNameIdentifier {
                class = class_of_function(tree, dialect, token, parent);
            }
            let quoted = class.intersects(WordClass::IN_QUOTES);
            let letters = if quoted { Letters::empty() } else { Letters::in_text(tree.text(), tree.token_range(token)) };
            words.classes |= class;
            words.letters[class.place()] |= letters;
            words.all.push(Word { token, parent, class, letters });
        }
        words
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The words of some classes, in text order.
    pub fn of_class(&self, classes: WordClass) -> impl Iterator<Item = &Word> {
        let all = if self.has(classes) { &self.all[..] } else { &[] };
        all.iter().filter(move |word| classes.intersects(word.class))
    }

    /// Whether there is a word of one of the classes.
    pub fn has(&self, classes: WordClass) -> bool {
        self.classes.intersects(classes)
    }

    /// What all words of some classes are made of, taken together; not where in a word.
    pub fn letters(&self, classes: WordClass) -> Letters {
        let own = self.letters.iter().zip(0..).filter(|(_, place)| classes.bits() & (1 << place) != 0);
        own.fold(Letters::empty(), |all, (&letters, _)| all | letters)
    }
}

impl WordClass {
    #[inline]
    const fn place(self) -> usize {
        self.bits().trailing_zeros() as usize
    }
}

/// What a kind of token makes of a word, whatever holds it; or the row of [`BY_HOLDER`] that tells by what does.
#[derive(Clone, Copy)]
enum Kind {
    Keyword,
    DatePart,
    Name,
    FunctionName,
    Always(WordClass),
}

const fn kind_of(token: SyntaxKind) -> Option<Kind> {
    Some(match token {
        SyntaxKind::Keyword => Kind::Keyword,
        SyntaxKind::DatePart => Kind::DatePart,
        SyntaxKind::NakedIdentifier => Kind::Name,
        SyntaxKind::FunctionNameIdentifier => Kind::FunctionName,
        SyntaxKind::BinaryOperator => Kind::Always(WordClass::KEYWORD),
        SyntaxKind::BareFunction => Kind::Always(WordClass::FUNCTION),
        SyntaxKind::NullLiteral | SyntaxKind::BooleanLiteral => Kind::Always(WordClass::LITERAL),
        SyntaxKind::DataTypeIdentifier => Kind::Always(WordClass::TYPE),
        SyntaxKind::StatementTerminator => Kind::Always(WordClass::TERMINATOR),
        SyntaxKind::QuotedIdentifier => Kind::Always(WordClass::QUOTED_NAME),
        SyntaxKind::QuotedLiteral => Kind::Always(WordClass::QUOTED_LITERAL),
        _ => return None,
    })
}

/// What a word of a kind is in a node of that kind; the names of functions want a closer look.
const fn class_in(kind: Kind, holder: SyntaxKind) -> WordClass {
    match kind {
        Kind::Always(class) => class,
        Kind::Keyword if is_type(holder) => WordClass::TYPE,
        Kind::DatePart if is_type(holder) => WordClass::OTHER,
        Kind::Keyword | Kind::DatePart => WordClass::KEYWORD,
        Kind::Name if matches!(holder, SyntaxKind::FunctionName) => WordClass::SCHEMA,
        Kind::Name if names_anew(holder) => WordClass::ALIAS,
        Kind::Name => WordClass::NAME,
        Kind::FunctionName => WordClass::FUNCTION,
    }
}

const KINDS: usize = SyntaxKind::ALL.len();

/// A row for each kind of token that is a word, and one for all others.
const ROW_COUNT: usize = {
    let (mut rows, mut token) = (1, 0);
    while token < KINDS {
        rows += kind_of(SyntaxKind::ALL[token]).is_some() as usize;
        token += 1;
    }
    rows
};

/// For each kind of token, the row of [`BY_HOLDER`] that tells what it is; 0 for those that are no words. Most tokens are none.
static ROWS: [u8; KINDS] = TABLES.0;

/// What a word is, by its row and the kind of the node that holds it: looked up without a branch, for words come in no order that a
/// processor could foresee.
static BY_HOLDER: [[WordClass; KINDS]; ROW_COUNT] = TABLES.1;

const TABLES: ([u8; KINDS], [[WordClass; KINDS]; ROW_COUNT]) = {
    let (mut rows, mut classes) = ([0; KINDS], [[WordClass::OTHER; KINDS]; ROW_COUNT]);
    let (mut token, mut row) = (0, 0);
    while token < KINDS {
        if let Some(kind) = kind_of(SyntaxKind::ALL[token]) {
            row += 1;
            rows[token] = row;
            let mut holder = 0;
            while holder < KINDS {
                classes[row as usize][holder] = class_in(kind, SyntaxKind::ALL[holder]);
                holder += 1;
            }
        }
        token += 1;
    }
    (rows, classes)
};

/// Whether names in a node of that kind give something its name.
pub const fn names_anew(kind: SyntaxKind) -> bool {
    matches!(kind, SyntaxKind::AliasExpression | SyntaxKind::ColumnDefinition)
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

/// What the name of a called function is.
fn class_of_function(tree: &Tree, dialect: &DialectSpec, name: TokenId, parent: NodeId) -> WordClass {
    if is_keyword_function(tree, dialect, name, parent) {
        WordClass::KEYWORD
    } else if tree.first_token(parent) == tree.last_token(parent) {
        WordClass::FUNCTION
    } else {
        // A schema before it makes it somebody's own function, whose case may matter.
        WordClass::OTHER
    }
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
    /// `00000000`
    pub const DIGITS: u64 = b'0' as u64 * ONES;

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
        let mut letters = Self::anywhere(bytes);
        letters.set(Self::UPPER_INSIDE, letters.contains(Self::UPPER) && rest.iter().any(u8::is_ascii_uppercase));
        let starts_lower = first.is_ascii_lowercase()
            || (!first.is_ascii_uppercase() && rest.iter().find(|byte| byte.is_ascii_alphabetic()).is_some_and(u8::is_ascii_lowercase));
        letters.set(Self::STARTS_LOWER, starts_lower);
        letters
    }

    /// The marks that do not ask where a character stands. Every byte is looked at, some twice where the last eight overlap those before.
    pub fn anywhere(bytes: &[u8]) -> Self {
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

    /// The same of a piece of a text, read eight bytes at a time, what follows the piece among them: how long it is decides nothing but
    /// how often that is done.
    #[inline]
    fn in_text(text: &str, piece: TextRange) -> Self {
        let bytes = text.as_bytes();
        let (mut at, end) = (piece.start() as usize, piece.end() as usize);
        let mut letters = Self::empty();
        while at < end {
            let Some(eight) = bytes[at..].first_chunk::<8>() else { return letters | Self::anywhere(&bytes[at..end]) };
            let beyond = (at + 8).saturating_sub(end) * 8;
            let kept = u64::MAX >> beyond;
            letters |= Self::of_eight(u64::from_le_bytes(*eight) & kept | eight::DIGITS & !kept);
            at += 8;
        }
        letters
    }

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
                    assert_eq!(Letters::anywhere(&word), marks(byte), "byte {byte} at {place} of {length}");
                    if byte.is_ascii() {
                        let text = format!("A{}{}", str::from_utf8(&word).unwrap(), "$a".repeat(length / 2));
                        let piece = TextRange::at(1, u32::try_from(length).unwrap());
                        assert_eq!(Letters::in_text(&text, piece), marks(byte), "byte {byte} at {place} of {length} in {text}");
                    }
                }
            }
        }
    }
}
