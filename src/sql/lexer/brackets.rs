//! Brackets find their mates while the text is cut, so that a parser knows a group's end before it reads the group.

use crate::dialect::{Keyword, Lexis};
use crate::syntax::SyntaxKind;

use super::{Lexer, offset};

impl Lexer<'_> {
    pub(super) fn bracket_or_quoted(&mut self, first: u8) {
        match first {
            b'(' => self.open(SyntaxKind::StartBracket),
            b'[' if self.lexis.contains(Lexis::SQUARE_QUOTED_NAME) => self.square_quoted(),
            b'[' => self.open(SyntaxKind::StartSquareBracket),
            b'{' => self.open(SyntaxKind::StartCurlyBracket),
            b')' => self.close(SyntaxKind::EndBracket, SyntaxKind::StartBracket),
            b']' => self.close(SyntaxKind::EndSquareBracket, SyntaxKind::StartSquareBracket),
            _ => self.close(SyntaxKind::EndCurlyBracket, SyntaxKind::StartCurlyBracket),
        }
    }

    fn open(&mut self, kind: SyntaxKind) {
        self.open.push(offset(self.lexemes.len()));
        self.waiting[sort(kind)] += 1;
        self.push(kind, self.at + 1, Keyword::None);
    }

    /// Pairs a closing bracket with the nearest open one of its sort; those opened in between stay without a mate.
    fn close(&mut self, kind: SyntaxKind, opening: SyntaxKind) {
        let own = offset(self.lexemes.len());
        self.push(kind, self.at + 1, Keyword::None);
        if self.waiting[sort(opening)] == 0 {
            return;
        }
        while let Some(other) = self.open.pop() {
            let found = self.lexemes[other as usize].kind;
            self.waiting[sort(found)] -= 1;
            if found == opening {
                self.lexemes[own as usize].mate = other;
                self.lexemes[other as usize].mate = own;
                return;
            }
        }
    }

    /// A bracket that was not closed when its statement ends is not closed by a later statement.
    pub(super) fn terminator(&mut self) {
        if !self.in_macro || self.open.is_empty() {
            self.open.clear();
            self.waiting = [0; 3];
            self.in_macro = false;
        }
        self.in_script = false;
        self.push(SyntaxKind::StatementTerminator, self.at + 1, Keyword::None);
    }
}

/// Where brackets of that sort are counted.
const fn sort(opening: SyntaxKind) -> usize {
    match opening {
        SyntaxKind::StartBracket => 0,
        SyntaxKind::StartSquareBracket => 1,
        _ => 2,
    }
}
