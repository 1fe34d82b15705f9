//! Going on behind what the grammar does not understand. Knows no production.

use crate::dialect::Form;
use crate::syntax::SyntaxKind;

use super::parser::{Parser, sym};

/// How many characters of a token a message shows.
const MOST_SHOWN: usize = 40;

impl Parser<'_> {
    /// Reports a problem at the next token; where none is left, at the bracket that ends the group or behind the last token.
    /// What was found instead is told behind what was expected.
    pub fn error(&mut self, message: &str) {
        self.tell(message);
        if self.at_end() {
            // No token will be left unread to show the place in the tree.
            self.complete_empty(SyntaxKind::Unparsable);
        }
    }

    /// Reports that something is missing here, and marks the place with an empty `unparsable` node: nobody trusts the nodes
    /// around it.
    pub fn missing(&mut self, message: &str) {
        self.tell(message);
        self.complete_empty(SyntaxKind::Unparsable);
    }

    fn tell(&mut self, message: &str) {
        if !self.reports() {
            return;
        }
        let found = if message.starts_with("expected") { format!(", found {}", self.found()) } else { String::new() };
        self.report(self.found_range(), format!("{message}{found}"));
    }

    /// Like [`Parser::missing`], and leaves everything up to `stop` unread.
    pub fn missing_until(&mut self, message: &str, stop: impl Fn(&Self) -> bool) {
        self.missing(message);
        if !stop(self) {
            self.unparsable_until(stop);
        }
    }

    /// Reports the form that begins here if the dialect has it not. It is read all the same.
    pub fn refuse(&mut self, form: Form) {
        let dialect = self.dialect().id;
        if !form.is_refused_by(dialect) {
            return;
        }
        let advice = if form.instead().is_empty() { String::new() } else { format!(": {}", form.instead()) };
        self.tell(&format!("{} does not know {}{advice}", dialect.name(), form.text()));
    }

    /// How the next token is called in a message.
    fn found(&self) -> String {
        match self.found_text() {
            "" => "the end of the text".to_owned(),
            ";" => "the end of the statement".to_owned(),
            text => {
                let line = text.lines().next().unwrap_or_default();
                let shown: String = line.chars().take(MOST_SHOWN).collect();
                let rest = if shown.len() < text.len() { "…" } else { "" };
                format!("`{shown}{rest}`")
            }
        }
    }

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
        if matches!(self.symbol(0), sym::OPEN | sym::OPEN_SQUARE | sym::OPEN_CURLY) && self.group_length(0).is_none() {
            return "this bracket is never closed".to_owned();
        }
        format!("unexpected {}", self.found())
    }

    /// Consumes tokens and leaves them as the lexer read them.
    fn bump_unread(&mut self, count: usize) {
        for _ in 0..count {
            self.bump_as(self.peek(0));
        }
    }
}
