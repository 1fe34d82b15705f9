//! The words of a text, with what the rules about names and spelling ask of each: found in one pass for all of them.
//!
//! Knows no rule; which letters a word has and which node holds it is all there is.

use bitflags::bitflags;

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

/// A token that rules about words look at: keywords, names, literals that are words or in quotes, and what ends a statement.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    pub token: TokenId,
    pub kind: SyntaxKind,
    /// What it is made of; nothing for what stands in quotes.
    pub letters: Letters,
    /// The deepest node that holds it.
    pub parent: NodeId,
}

/// What each byte adds to a word's [`Letters`].
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte: u8 = 0;
    loop {
        classes[byte as usize] = match byte {
            b'A'..=b'Z' => Letters::UPPER.bits(),
            b'a'..=b'z' => Letters::LOWER.bits(),
            b'0'..=b'9' | b'_' => 0,
            0x80.. => Letters::WIDE.bits(),
            _ => Letters::ODD.bits(),
        };
        if byte == u8::MAX {
            break;
        }
        byte += 1;
    }
    classes
};

impl Letters {
    pub fn of(text: &str) -> Self {
        let [first, rest @ ..] = text.as_bytes() else { return Self::empty() };
        let class = |byte: &u8| CLASSES[*byte as usize];
        let inside = rest.iter().fold(0, |found, byte| found | class(byte));
        let mut letters = Self::from_bits_truncate(class(first) | inside);
        letters.set(Self::UPPER_INSIDE, inside & Self::UPPER.bits() != 0);
        let starts_lower = text.bytes().find(u8::is_ascii_alphabetic).is_some_and(|byte| byte.is_ascii_lowercase());
        letters.set(Self::STARTS_LOWER, starts_lower);
        letters
    }

    /// Whether everything there is to know is known.
    pub const fn is_ascii(self) -> bool {
        !self.contains(Self::WIDE)
    }

    pub const fn has_letters(self) -> bool {
        self.intersects(Self::UPPER.union(Self::LOWER))
    }
}

/// All words of a tree in text order.
pub fn words_of(tree: &Tree) -> Vec<Word> {
    let mut words = Vec::with_capacity(tree.token_count() / 2);
    let mut holders = tree.holders();
    for token in tree.all_tokens() {
        let kind = tree.token_kind(token);
        if !is_word(kind) {
            continue;
        }
        let letters = if is_in_quotes(kind) { Letters::empty() } else { Letters::of(tree.token_text(token)) };
        words.push(Word { token, kind, letters, parent: holders.of(token) });
    }
    words
}

const fn is_word(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::Keyword
            | SyntaxKind::DatePart
            | SyntaxKind::BinaryOperator
            | SyntaxKind::FunctionNameIdentifier
            | SyntaxKind::BareFunction
            | SyntaxKind::NakedIdentifier
            | SyntaxKind::NullLiteral
            | SyntaxKind::BooleanLiteral
            | SyntaxKind::DataTypeIdentifier
            | SyntaxKind::StatementTerminator
    ) || is_in_quotes(kind)
}

const fn is_in_quotes(kind: SyntaxKind) -> bool {
    matches!(kind, SyntaxKind::QuotedIdentifier | SyntaxKind::QuotedLiteral)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_words() {
        let cases = [
            ("", Letters::empty()),
            ("_1", Letters::empty()),
            ("abc_1", Letters::LOWER | Letters::STARTS_LOWER),
            ("_Abc", Letters::UPPER | Letters::LOWER | Letters::UPPER_INSIDE),
            ("Abc", Letters::UPPER | Letters::LOWER),
            ("a$B", Letters::UPPER | Letters::LOWER | Letters::ODD | Letters::STARTS_LOWER | Letters::UPPER_INSIDE),
            ("é", Letters::WIDE),
        ];
        for (word, want) in cases {
            assert_eq!(Letters::of(word), want, "{word}");
        }
    }
}
