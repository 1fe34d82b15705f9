//! What a client takes out of the text before the server sees it: commands of psql and the rows that `copy` reads.

use crate::dialect::{Keyword, Lexis};
use crate::syntax::SyntaxKind;

use super::Lexer;

/// What ends the rows behind `copy … from stdin`, on a line of its own.
const END_OF_ROWS: &str = "\n\\.";

impl Lexer<'_> {
    /// `\gset` and `\gexec` send the statement before them, so they end it; other commands say nothing in SQL. A command
    /// ends with its line, at `\\`, or, for `\copy` with a query, with the line of the query's last bracket.
    pub(super) fn client_command(&mut self) {
        let mut end = self.line_end(self.at);
        let line = &self.bytes[self.at..end];
        if [&b"\\g"[..], b"\\crosstabview"].iter().any(|command| line.starts_with(command)) {
            let end = self.at + line.trim_ascii_end().len();
            return self.push(SyntaxKind::StatementTerminator, end, Keyword::None);
        }
        if let Some(length) = line.windows(2).skip(1).position(|pair| pair == b"\\\\") {
            return self.push(SyntaxKind::InlineComment, self.at + length + 3, Keyword::None);
        }
        if line.starts_with(b"\\copy") {
            end = self.balanced_line_end(end);
            // More than a line is no comment to the end of one.
            return self.push(SyntaxKind::BlockComment, end, Keyword::None);
        }
        self.push(SyntaxKind::InlineComment, end, Keyword::None);
    }

    /// The end of the first line from `end` on with which every bracket opened since this place is closed.
    fn balanced_line_end(&self, mut end: usize) -> usize {
        loop {
            let text = &self.bytes[self.at..end];
            let depth = text.iter().fold(0_i64, |depth, &byte| depth + i64::from(byte == b'(') - i64::from(byte == b')'));
            if depth <= 0 || end >= self.bytes.len() {
                return end;
            }
            end = self.line_end(end + 1);
        }
    }

    /// The rows behind `copy t from stdin;`, up to the line that ends them, if the terminator just read is such a statement's.
    pub(super) fn rows(&mut self) {
        if !self.lexis.contains(Lexis::CLIENT_COMMAND) || !self.copies_from_stdin() {
            return;
        }
        let Some(length) = self.text[self.at..].find(END_OF_ROWS) else { return };
        let end = self.at + length + END_OF_ROWS.len();
        if self.byte(0) == b'\n' {
            self.push(SyntaxKind::Newline, self.at + 1, Keyword::None);
        }
        if end > self.at {
            self.push(SyntaxKind::BlockComment, end, Keyword::None);
        }
    }

    fn copies_from_stdin(&self) -> bool {
        let before = self.lexemes.len().saturating_sub(1);
        let statement = self.lexemes[..before].iter().rev().take_while(|lexeme| lexeme.kind != SyntaxKind::StatementTerminator);
        let mut stdin = false;
        let mut first = Keyword::None;
        for lexeme in statement.take(200) {
            stdin |= lexeme.keyword == Keyword::Stdin;
            first = lexeme.keyword;
        }
        stdin && first == Keyword::Copy
    }
}
