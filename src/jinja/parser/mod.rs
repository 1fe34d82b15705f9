//! Tokens to the lossless tree and, in the same pass, to what the evaluator walks. Errors stay inside the tag they are in.
//!
//! Knows no values and no context: which names and filters exist is the evaluator's.

mod block;
mod expression;
mod tag;

use std::sync::Arc;

use super::ast::{Body, Name, Uses};
use super::lexer::{self, Lexed};
use crate::syntax::{Mark, SyntaxKind, TokenId, Tokens, Tree, TreeBuilder};
use crate::text::TextRange;

/// How deep expressions and blocks may nest; beyond it the rest of the tag is unparsable.
const MAX_DEPTH: u32 = 80;

pub(super) struct Parsed {
    pub tree: Tree,
    pub body: Body,
}

pub(super) fn parse(text: &Arc<str>) -> Parsed {
    let Lexed { tokens, errors } = lexer::lex(text);
    let mut parser =
        Parser { text, tokens, at: 0, builder: TreeBuilder::new(), depth: 0, loops: 0, uses: Uses::default(), closers: Vec::new() };
    for error in errors {
        parser.builder.error(error.range, error.message);
    }
    let file = parser.builder.mark(TokenId(0));
    let mut body = Body::new();
    while parser.at < parser.count() {
        body.append(&mut parser.body(&[]));
        if parser.at < parser.count() {
            body.push(parser.stray_tag());
        }
    }
    parser.builder.complete(file, TokenId(parser.count()), SyntaxKind::File);
    Parsed { tree: parser.builder.finish(Arc::clone(text), parser.tokens), body }
}

/// What a grammar function gives where it cannot go on: the tag it stands in is given up. The error is recorded already.
struct Unreadable;

type Attempt<T> = Result<T, Unreadable>;

struct Parser<'t> {
    text: &'t str,
    tokens: Tokens,
    /// The next token, white space inside tags included.
    at: u32,
    builder: TreeBuilder,
    depth: u32,
    /// Loops around this place, in the same macro.
    loops: u32,
    /// Special names met since the innermost macro began.
    uses: Uses,
    /// For each open block, the tags that would end the part being read.
    closers: Vec<Vec<&'static str>>,
}

impl<'t> Parser<'t> {
    fn count(&self) -> u32 {
        u32::try_from(self.tokens.len()).unwrap_or(u32::MAX)
    }

    fn kind_at(&self, token: u32) -> SyntaxKind {
        if token < self.count() { self.tokens.kind(TokenId(token)) } else { SyntaxKind::EndOfFile }
    }

    fn range_of(&self, token: u32) -> TextRange {
        if token < self.count() {
            self.tokens.range(TokenId(token))
        } else {
            TextRange::empty(u32::try_from(self.text.len()).unwrap_or(u32::MAX))
        }
    }

    fn text_of(&self, token: u32) -> &'t str {
        &self.text[self.range_of(token).span()]
    }

    fn skip_trivia(&mut self) {
        while matches!(self.kind_at(self.at), SyntaxKind::Whitespace | SyntaxKind::Newline) {
            self.at += 1;
        }
    }

    fn kind(&self) -> SyntaxKind {
        self.kind_at(self.at)
    }

    fn current(&self) -> &'t str {
        self.text_of(self.at)
    }

    /// Steps over a solid token and the white space after it.
    fn bump(&mut self) -> TextRange {
        let range = self.range_of(self.at);
        self.at += 1;
        self.skip_trivia();
        range
    }

    fn at_operator(&self, operator: &str) -> bool {
        self.kind() == SyntaxKind::JinjaOperator && self.current() == operator
    }

    fn at_name(&self, name: &str) -> bool {
        self.kind() == SyntaxKind::JinjaName && self.current() == name
    }

    fn eat_operator(&mut self, operator: &str) -> bool {
        let found = self.at_operator(operator);
        if found {
            self.bump();
        }
        found
    }

    fn eat_name(&mut self, name: &str) -> bool {
        let found = self.at_name(name);
        if found {
            self.give_role(SyntaxKind::Keyword);
            self.bump();
        }
        found
    }

    fn give_role(&mut self, kind: SyntaxKind) {
        self.tokens.set_kind(TokenId(self.at), kind);
    }

    fn expect_operator(&mut self, operator: &str) -> Attempt<()> {
        if self.eat_operator(operator) { Ok(()) } else { Err(self.unexpected(&format!("`{operator}`"))) }
    }

    /// A name; reserved words are not told apart here, as in Jinja.
    fn name(&mut self, what: &str) -> Attempt<Name> {
        if self.kind() != SyntaxKind::JinjaName {
            return Err(self.unexpected(what));
        }
        let name = Name::from(self.current());
        self.bump();
        Ok(name)
    }

    fn unexpected(&mut self, want: &str) -> Unreadable {
        let message = match self.kind() {
            SyntaxKind::JinjaEnd => format!("{want} is missing"),
            SyntaxKind::EndOfFile => format!("the template ends where {want} should stand"),
            _ => format!("`{}` stands where {want} should", self.current()),
        };
        self.fail(&message)
    }

    fn fail(&mut self, message: &str) -> Unreadable {
        let range = self.range_of(self.at);
        self.builder.error(range, message);
        Unreadable
    }

    fn mark(&self) -> Mark {
        self.builder.mark(TokenId(self.at))
    }

    /// One past the last solid token before the current one.
    fn end(&self) -> u32 {
        let mut end = self.at;
        while end > 0 && matches!(self.kind_at(end - 1), SyntaxKind::Whitespace | SyntaxKind::Newline) {
            end -= 1;
        }
        end
    }

    fn complete(&mut self, mark: Mark, kind: SyntaxKind) {
        let end = TokenId(self.end());
        self.builder.complete(mark, end, kind);
    }

    /// From the start of one token to the end of what was read last.
    fn range_from(&self, start: TextRange) -> TextRange {
        let end = self.end();
        if end == 0 { start } else { start.cover(self.range_of(end - 1)) }
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Attempt<T>) -> Attempt<T> {
        if self.depth >= MAX_DEPTH {
            return Err(self.fail("nested too deeply"));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }
}
