//! One tag at a time: its delimiters, its name, what is inside, and giving up inside it alone.

use super::{Attempt, Parser, Unreadable};
use crate::jinja::ast::{Expression, ExpressionKind, Parameter, Statement};
use crate::jinja::lexer;
use crate::syntax::{SyntaxKind, TokenId};
use crate::text::TextRange;

/// A tag that was read to its end.
pub(super) struct Tag<T> {
    pub range: TextRange,
    pub content: Result<T, String>,
}

impl Parser<'_> {
    /// The name of the statement tag that begins at the current token.
    pub(super) fn tag_name(&self) -> Option<&str> {
        if self.kind() != SyntaxKind::JinjaStart || !self.current().starts_with("{%") {
            return None;
        }
        let mut token = self.at + 1;
        while matches!(self.kind_at(token), SyntaxKind::Whitespace | SyntaxKind::Newline) {
            token += 1;
        }
        (self.kind_at(token) == SyntaxKind::JinjaName).then(|| self.text_of(token))
    }

    /// Reads from the opening delimiter to the closing one. Where `read` gives up, the rest of the tag is unparsable.
    pub(super) fn tag<T>(&mut self, kind: SyntaxKind, read: impl FnOnce(&mut Self) -> Attempt<T>) -> Tag<T> {
        let (mark, start) = (self.mark(), self.range_of(self.at));
        let errors = self.builder.error_count();
        self.bump();
        let content = read(self).and_then(|content| {
            if self.kind() == SyntaxKind::JinjaEnd || self.outside_tag() { Ok(content) } else { Err(self.unexpected("the end of the tag")) }
        });
        let rest = self.mark();
        let first = self.at;
        while !self.outside_tag() && self.kind() != SyntaxKind::JinjaEnd {
            self.bump();
        }
        if self.at > first {
            self.complete(rest, SyntaxKind::Unparsable);
        }
        if self.kind() == SyntaxKind::JinjaEnd {
            // Not `bump`: white space after the tag is data.
            self.at += 1;
        }
        self.complete(mark, kind);
        let content = content.map_err(|Unreadable| self.builder.error_message(errors).unwrap_or("the tag cannot be read").to_owned());
        Tag { range: self.range_from(start), content }
    }

    fn outside_tag(&self) -> bool {
        matches!(self.kind(), SyntaxKind::JinjaData | SyntaxKind::JinjaComment | SyntaxKind::JinjaStart | SyntaxKind::EndOfFile)
    }

    /// A statement tag: its name, what `read` finds, and the colon that Jinja tolerates at the end.
    pub(super) fn statement_tag<T>(&mut self, read: impl FnOnce(&mut Self) -> Attempt<T>) -> Tag<T> {
        self.tag(SyntaxKind::JinjaTag, |parser| {
            parser.give_role(SyntaxKind::Keyword);
            parser.bump();
            let content = read(parser)?;
            parser.eat_operator(":");
            Ok(content)
        })
    }

    pub(super) fn output(&mut self) -> Statement {
        let Tag { range, content } = self.tag(SyntaxKind::JinjaOutput, |parser| parser.tuple(true, &[]));
        Statement::Output { tag: range, value: content.unwrap_or_else(|message| malformed(range, message)) }
    }

    /// Literal text without what trim marks beside it take away, and without the line end that ends the template.
    pub(super) fn data(&mut self) -> Statement {
        let token = TokenId(self.at);
        let range = self.tokens.range(token);
        let (mut start, mut end) = (range.start() as usize, range.end() as usize);
        if self.at + 1 == self.count() {
            let text = &self.text[start..end];
            let line = text.strip_suffix("\r\n").or(text.strip_suffix(['\n', '\r']));
            end = start + line.unwrap_or(text).len();
        }
        if self.at > 0 && lexer::trims_right(self.text, &self.tokens, TokenId(self.at - 1)) {
            start = end - self.text[start..end].trim_start_matches(lexer::is_space).len();
        }
        if self.at + 1 < self.count() && lexer::trims_left(self.text, &self.tokens, TokenId(self.at + 1)) {
            end = start + self.text[start..end].trim_end_matches(lexer::is_space).len();
        }
        self.at += 1;
        Statement::Data(TextRange::from(start..end))
    }

    /// `(a, b=1)`, the brackets included.
    pub(super) fn signature(&mut self) -> Attempt<Vec<Parameter>> {
        let mark = self.mark();
        self.expect_operator("(")?;
        let mut parameters = Vec::new();
        while !self.at_operator(")") {
            let parameter = self.mark();
            let name = self.name("the name of a parameter")?;
            let default = if self.eat_operator("=") { Some(self.expression()?) } else { None };
            self.complete(parameter, SyntaxKind::JinjaParameter);
            if parameters.iter().any(|known: &Parameter| known.name == name) {
                return Err(self.fail("a parameter is there twice"));
            }
            if default.is_none() && parameters.last().is_some_and(|before: &Parameter| before.default.is_some()) {
                return Err(self.fail("a parameter without a default after one that has one"));
            }
            parameters.push(Parameter { name, default });
            if !self.at_operator(")") {
                self.expect_operator(",")?;
            }
        }
        self.bump();
        self.complete(mark, SyntaxKind::JinjaSignature);
        Ok(parameters)
    }
}

/// What stands for an expression that could not be read.
pub(super) fn malformed(range: TextRange, message: String) -> Expression {
    Expression { range, kind: ExpressionKind::Malformed(message) }
}
