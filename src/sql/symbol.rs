//! Symbols by number: comparing two is comparing two numbers.

use crate::syntax::SyntaxKind;

/// A symbol's identity: its first bytes in a number. The grammar asks for none that is longer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sym(u32);

impl Sym {
    /// The identity of the symbol that reads `text`.
    #[must_use]
    pub const fn new(text: &str) -> Self {
        Self::of_bytes(text.as_bytes())
    }

    /// The identity of the symbol that reads `bytes`.
    #[must_use]
    pub const fn of_bytes(bytes: &[u8]) -> Self {
        let mut packed = 0;
        let mut index = 0;
        while index < bytes.len() && index < 4 {
            packed = packed << 8 | bytes[index] as u32;
            index += 1;
        }
        Self(packed)
    }

    /// No symbol: words, literals, the end.
    pub const NONE: Self = Self(0);
}

/// The symbols that the grammar asks for by name.
pub mod sym {
    use super::Sym;

    pub const COMMA: Sym = Sym::new(",");
    pub const DOT: Sym = Sym::new(".");
    pub const SEMICOLON: Sym = Sym::new(";");
    pub const OPEN: Sym = Sym::new("(");
    pub const CLOSE: Sym = Sym::new(")");
    pub const OPEN_SQUARE: Sym = Sym::new("[");
    pub const CLOSE_SQUARE: Sym = Sym::new("]");
    pub const OPEN_CURLY: Sym = Sym::new("{");
    pub const CLOSE_CURLY: Sym = Sym::new("}");
    pub const STAR: Sym = Sym::new("*");
    pub const EQUALS: Sym = Sym::new("=");
    pub const LESS: Sym = Sym::new("<");
    pub const GREATER: Sym = Sym::new(">");
    pub const PLUS: Sym = Sym::new("+");
    pub const MINUS: Sym = Sym::new("-");
    pub const COLON: Sym = Sym::new(":");
    pub const CAST: Sym = Sym::new("::");
    pub const TRY_CAST: Sym = Sym::new("?::");
    pub const NULL_CAST: Sym = Sym::new("::!");
    pub const ARROW: Sym = Sym::new("->");
    pub const FAT_ARROW: Sym = Sym::new("=>");
    pub const ASSIGN: Sym = Sym::new(":=");
    pub const PIPE: Sym = Sym::new("|>");
}

/// What a symbol is where no production says more.
pub(super) fn role(symbol: Sym) -> SyntaxKind {
    match symbol {
        sym::COMMA => SyntaxKind::Comma,
        sym::DOT => SyntaxKind::Dot,
        sym::SEMICOLON => SyntaxKind::StatementTerminator,
        sym::OPEN => SyntaxKind::StartBracket,
        sym::CLOSE => SyntaxKind::EndBracket,
        sym::OPEN_SQUARE => SyntaxKind::StartSquareBracket,
        sym::CLOSE_SQUARE => SyntaxKind::EndSquareBracket,
        sym::OPEN_CURLY => SyntaxKind::StartCurlyBracket,
        sym::CLOSE_CURLY => SyntaxKind::EndCurlyBracket,
        sym::STAR => SyntaxKind::Star,
        sym::COLON => SyntaxKind::Colon,
        sym::CAST | sym::TRY_CAST | sym::NULL_CAST => SyntaxKind::CastingOperator,
        sym::EQUALS => SyntaxKind::RawComparisonOperator,
        _ => SyntaxKind::Symbol,
    }
}
