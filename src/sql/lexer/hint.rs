//! Hints: a comment with a plus sign behind `select` is read, not skipped.

use crate::dialect::{Keyword, Lexis};
use crate::syntax::SyntaxKind;

use super::Lexer;

impl Lexer<'_> {
    /// `/*+` behind `select`. Whether a hint began.
    pub(super) fn hint_start(&mut self) -> bool {
        if !self.lexis.contains(Lexis::HINT) || self.byte(2) != b'+' {
            return false;
        }
        if self.lexemes.last().is_none_or(|lexeme| lexeme.keyword != Keyword::Select) {
            return false;
        }
        let Some(length) = self.text[self.at + 3..].find("*/") else { return false };
        self.hint_end = Some(self.at + 3 + length);
        self.push(SyntaxKind::StartHint, self.at + 3, Keyword::None);
        true
    }

    /// `*/` behind a hint. Whether it stood here.
    pub(super) fn hint_end(&mut self) -> bool {
        let found = self.hint_end == Some(self.at);
        if found {
            self.hint_end = None;
            self.push(SyntaxKind::EndHint, self.at + 2, Keyword::None);
        }
        found
    }
}
