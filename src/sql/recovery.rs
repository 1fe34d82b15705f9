//! Going on behind what the grammar does not understand. Knows no production.

use crate::syntax::SyntaxKind;

use super::parser::{Parser, sym};

impl Parser<'_> {
    /// Consumes tokens into an `unparsable` node up to one that `stop` accepts, the end of the statement or of the group.
    /// Brackets are stepped over whole. Nothing is reported here: the caller knows what was missing.
    pub fn unparsable_until(&mut self, stop: impl Fn(&Self) -> bool) {
        if self.at_statement_end() {
            return;
        }
        let mark = self.mark();
        let start = self.position();
        while !(self.at_statement_end() || self.position() > start && stop(self)) {
            let length = self.group_length(0).unwrap_or(1);
            self.bump_unread(length);
        }
        self.complete(mark, SyntaxKind::Unparsable);
    }

    /// Reports the next token as unexpected and leaves everything up to `stop` unread.
    pub fn unexpected_until(&mut self, stop: impl Fn(&Self) -> bool) {
        let message = self.unexpected_message();
        self.error(&message);
        self.unparsable_until(stop);
    }

    /// What a production did not consume of its group: unread to its end, statement terminators included.
    pub(super) fn unexpected_rest(&mut self) {
        let message = self.unexpected_message();
        self.error(&message);
        let mark = self.mark();
        while !self.at_end() {
            self.bump_unread(1);
        }
        self.complete(mark, SyntaxKind::Unparsable);
    }

    fn unexpected_message(&self) -> String {
        if self.at_symbol(sym::CLOSE) || self.at_symbol(sym::CLOSE_SQUARE) || self.at_symbol(sym::CLOSE_CURLY) {
            return "this bracket was never opened".to_owned();
        }
        match self.peek_text(0) {
            "" => "the text ends too early".to_owned(),
            text => format!("unexpected `{}`", text.chars().take(40).collect::<String>()),
        }
    }

    /// Consumes tokens and leaves them as the lexer read them.
    fn bump_unread(&mut self, count: usize) {
        for _ in 0..count {
            self.bump_as(self.peek(0));
        }
    }
}
