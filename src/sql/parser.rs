//! The parser's hands: looking ahead, consuming tokens in a role, completing nodes. Knows no production.
//!
//! Conventions of the grammar built on it:
//! - a production is a function `fn where_clause(p: &mut Parser)`, named after the node it completes and called at its
//!   first token; `opt_…` may find nothing and then consumes nothing and returns `false`;
//! - there is no `Result`: what is missing becomes a [`SyntaxError`](crate::syntax::SyntaxError), what is not understood an
//!   `unparsable` node, and the reading goes on behind it;
//! - an error inside brackets stays there ([`Parser::bracketed`]), because the lexer has matched them beforehand;
//! - every token consumed gets the role it plays; looking ahead is by keyword and symbol number, never by text.

use std::cell::Cell;
use std::sync::Arc;

use crate::dialect::{Dialect, DialectSpec, Features, Form, Keyword, KeywordSet};
use crate::syntax::{Mark, SyntaxKind, TokenId, Tokens, Tree, TreeBuilder};
use crate::text::TextRange;

use super::lexer::{Lexed, Lexeme, UNMATCHED};
use super::symbol::role;
pub use super::symbol::{Sym, sym};

/// How deep productions may nest before the inside of a bracket is left unread.
const MAX_DEPTH: u32 = 250;

/// How many times over a text may be looked ahead in, and read on trial in vain, so that no text takes more than linear time.
/// Statements as people write them come to less than one.
const MAX_READINGS: usize = 8;

/// Words that hold queries together: no warehouse takes them for a bare name, whatever its list of reserved words says.
const NEVER_NAMES: KeywordSet = KeywordSet::of(&[
    Keyword::And,
    Keyword::As,
    Keyword::Else,
    Keyword::Having,
    Keyword::In,
    Keyword::Into,
    Keyword::Is,
    Keyword::Like,
    Keyword::Or,
    Keyword::Then,
    Keyword::When,
]);

/// Where a trial reading began.
#[derive(Clone, Copy)]
pub struct Checkpoint {
    at: usize,
    mark: Mark,
    errors: usize,
    problems: usize,
}

/// Reads tokens and writes the tree.
pub struct Parser<'t> {
    text: &'t str,
    dialect: &'static DialectSpec,
    tokens: Tokens,
    /// All solid tokens and one for the end.
    lexemes: Vec<Lexeme>,
    builder: TreeBuilder,
    root_mark: Mark,
    /// The next lexeme.
    at: usize,
    /// Nothing from here on is visible: the closing bracket of the group being read, or the end.
    limit: usize,
    depth: u32,
    /// Where the last problem was reported: one is enough for a place.
    reported: Option<usize>,
    /// How many problems there were, those included that were not reported because another was at their place.
    problems: usize,
    /// How many tokens were looked at far ahead, and how many were read and taken back.
    scanned: Cell<usize>,
    taken_back: usize,
}

// --- looking
impl<'t> Parser<'t> {
    pub(super) fn new(text: &'t str, dialect: &'static DialectSpec, lexed: Lexed) -> Self {
        let Lexed { tokens, mut lexemes, errors } = lexed;
        let token = TokenId(u32::try_from(tokens.len()).unwrap_or(u32::MAX));
        if dialect.features.contains(Features::ABBREVIATIONS) {
            for lexeme in &mut lexemes {
                lexeme.keyword = lexeme.keyword.unabbreviated();
            }
        }
        let limit = lexemes.len();
        lexemes.push(Lexeme { symbol: Sym::NONE, token, mate: UNMATCHED, kind: SyntaxKind::EndOfFile, keyword: Keyword::None });
        let mut builder = TreeBuilder::with_capacity(limit);
        for error in errors {
            builder.error(error.range, error.message);
        }
        let root_mark = builder.mark(TokenId(0));
        Self {
            text,
            dialect,
            tokens,
            lexemes,
            builder,
            root_mark,
            at: 0,
            limit,
            depth: 0,
            reported: None,
            problems: 0,
            scanned: Cell::new(0),
            taken_back: 0,
        }
    }

    /// The dialect's data.
    #[must_use]
    pub fn dialect(&self) -> &'static DialectSpec {
        self.dialect
    }

    /// Whether the dialect is one of `dialects`: for text that means different things in different dialects.
    #[must_use]
    pub fn is_dialect(&self, dialects: &[Dialect]) -> bool {
        dialects.contains(&self.dialect.id)
    }

    /// Whether the dialect reads ambiguous text that way.
    #[must_use]
    pub fn has(&self, feature: Features) -> bool {
        self.dialect.features.contains(feature)
    }

    fn lexeme(&self, ahead: usize) -> &Lexeme {
        let index = self.at + ahead;
        if index < self.limit { &self.lexemes[index] } else { &self.lexemes[self.lexemes.len() - 1] }
    }

    /// What the lexer made of the token `ahead` places from the next; the end of the group reads as the end of the file.
    #[must_use]
    pub fn peek(&self, ahead: usize) -> SyntaxKind {
        self.lexeme(ahead).kind
    }

    #[must_use]
    pub fn keyword(&self, ahead: usize) -> Keyword {
        self.lexeme(ahead).keyword
    }

    #[must_use]
    pub fn symbol(&self, ahead: usize) -> Sym {
        self.lexeme(ahead).symbol
    }

    /// The text of the token `ahead`; for words that are no keywords. Empty at the end.
    #[must_use]
    pub fn peek_text(&self, ahead: usize) -> &'t str {
        let token = self.token(ahead);
        if (token.0 as usize) < self.tokens.len() { &self.text[self.tokens.range(token).span()] } else { "" }
    }

    /// Whether the token `ahead` is a word that reads `word`, in any case: for words too common as names to be keywords.
    #[must_use]
    pub fn reads(&self, ahead: usize, word: &str) -> bool {
        self.peek(ahead) == SyntaxKind::Word && self.peek_text(ahead).eq_ignore_ascii_case(word)
    }

    fn token(&self, ahead: usize) -> TokenId {
        self.lexeme(ahead).token
    }

    /// Whether nothing is left of the group that is being read.
    #[must_use]
    pub fn at_end(&self) -> bool {
        self.at >= self.limit
    }

    /// Whether nothing is left of the group behind the next `count` tokens.
    #[must_use]
    pub fn ends_after(&self, count: usize) -> bool {
        self.at + count >= self.limit
    }

    /// Whether the statement ends here: at `;` or where nothing is left.
    #[must_use]
    pub fn at_statement_end(&self) -> bool {
        self.at_end() || self.at_kind(SyntaxKind::StatementTerminator)
    }

    #[must_use]
    pub fn at(&self, keyword: Keyword) -> bool {
        self.keyword(0) == keyword
    }

    #[must_use]
    pub fn at_any(&self, keywords: &[Keyword]) -> bool {
        keywords.contains(&self.keyword(0))
    }

    /// Whether these keywords follow in this order.
    #[must_use]
    pub fn at_all(&self, keywords: &[Keyword]) -> bool {
        keywords.iter().enumerate().all(|(ahead, &keyword)| self.keyword(ahead) == keyword)
    }

    #[must_use]
    pub fn at_symbol(&self, symbol: Sym) -> bool {
        self.symbol(0) == symbol
    }

    #[must_use]
    pub fn at_kind(&self, kind: SyntaxKind) -> bool {
        self.peek(0) == kind
    }

    /// Whether nothing, not even white space, stands between the token `ahead` and the one after it.
    #[must_use]
    pub fn touches_next(&self, ahead: usize) -> bool {
        self.token(ahead).0 + 1 == self.token(ahead + 1).0
    }

    /// Whether nothing stands between the last token consumed and the next.
    #[must_use]
    pub fn touches_before(&self) -> bool {
        self.at > 0 && self.lexemes[self.at - 1].token.0 + 1 == self.token(0).0
    }

    /// Whether the last token consumed is of that kind.
    #[must_use]
    pub fn is_behind(&self, kind: SyntaxKind) -> bool {
        self.at > 0 && self.lexemes[self.at - 1].kind == kind
    }

    /// Whether a line ends between the token before the next and the next.
    #[must_use]
    pub fn on_new_line(&self) -> bool {
        let Some(before) = self.at.checked_sub(1) else { return true };
        (self.lexemes[before].token.0 + 1..self.token(0).0).any(|token| self.tokens.kind(TokenId(token)) == SyntaxKind::Newline)
    }

    /// Whether the token is a name: quoted, or a word that the dialect has not reserved.
    #[must_use]
    pub fn is_name(&self, ahead: usize) -> bool {
        match self.peek(ahead) {
            SyntaxKind::QuotedIdentifier => true,
            SyntaxKind::Word => {
                let keyword = self.keyword(ahead);
                let begins_clause = matches!(keyword, Keyword::Group | Keyword::Order) && self.keyword(ahead + 1) == Keyword::By;
                !begins_clause && !self.dialect.reserved.contains(keyword) && !NEVER_NAMES.contains(keyword)
            }
            _ => false,
        }
    }

    /// Whether a label stands here, where statements follow each other without a sign: `next_step:`.
    #[must_use]
    pub fn at_label(&self) -> bool {
        self.has(Features::BARE_STATEMENTS) && self.peek(0) == SyntaxKind::Word && self.symbol(1) == sym::COLON && self.on_new_line()
    }

    /// Whether the token is a word or a quoted name: enough where only a name can stand, behind a dot for instance.
    #[must_use]
    pub fn is_word(&self, ahead: usize) -> bool {
        matches!(self.peek(ahead), SyntaxKind::QuotedIdentifier | SyntaxKind::Word)
    }

    /// How many tokens lie from the token `ahead`, an opening bracket, to the one behind its mate.
    #[must_use]
    pub fn group_length(&self, ahead: usize) -> Option<usize> {
        let mate = self.lexeme(ahead).mate as usize;
        (mate < self.limit && mate > self.at + ahead).then(|| mate + 1 - self.at - ahead)
    }

    /// Looks ahead, within the statement and outside brackets, for the first token that `wanted` accepts. Finds nothing any
    /// more once the text has been [looked through too often](MAX_READINGS).
    #[must_use]
    pub fn find_ahead(&self, wanted: impl Fn(&Self, usize) -> bool) -> Option<usize> {
        let mut ahead = 0;
        let mut scanned = self.scanned.get();
        let most = self.lexemes.len() * MAX_READINGS;
        let mut found = None;
        while self.at + ahead < self.limit && self.symbol(ahead) != sym::SEMICOLON && scanned < most {
            if wanted(self, ahead) {
                found = Some(ahead);
                break;
            }
            scanned += 1;
            ahead += self.group_length(ahead).unwrap_or(1);
        }
        self.scanned.set(scanned);
        found
    }
}

// --- consuming
impl Parser<'_> {
    /// Consumes the next token in a role. At the end it does nothing.
    pub fn bump_as(&mut self, role: SyntaxKind) {
        if self.at < self.limit {
            self.tokens.set_kind(self.lexemes[self.at].token, role);
            self.at += 1;
        }
    }

    /// Consumes the next token in the role it plays without context: commas, dots, brackets, literals; a word is a keyword.
    pub fn bump(&mut self) {
        let role = match self.peek(0) {
            SyntaxKind::Word => SyntaxKind::Keyword,
            SyntaxKind::Symbol => role(self.symbol(0)),
            kind => kind,
        };
        self.bump_as(role);
    }

    pub fn bump_keyword(&mut self) {
        self.bump_as(SyntaxKind::Keyword);
    }

    /// Consumes `count` keywords.
    pub fn bump_keywords(&mut self, count: usize) {
        for _ in 0..count {
            self.bump_keyword();
        }
    }

    /// Consumes the keyword if it is next.
    pub fn eat(&mut self, keyword: Keyword) -> bool {
        let found = self.at(keyword);
        if found {
            self.bump_keyword();
        }
        found
    }

    /// Consumes one of the keywords if it is next.
    pub fn eat_any(&mut self, keywords: &[Keyword]) -> bool {
        let found = self.at_any(keywords);
        if found {
            self.bump_keyword();
        }
        found
    }

    /// Consumes these keywords if all follow in this order.
    pub fn eat_all(&mut self, keywords: &[Keyword]) -> bool {
        let found = self.at_all(keywords);
        if found {
            self.bump_keywords(keywords.len());
        }
        found
    }

    pub fn eat_symbol(&mut self, symbol: Sym) -> bool {
        let found = self.at_symbol(symbol);
        if found {
            self.bump();
        }
        found
    }

    /// Consumes the keyword or reports that it is missing.
    pub fn expect(&mut self, keyword: Keyword) -> bool {
        let found = self.eat(keyword);
        if !found {
            self.missing(&format!("expected `{}`", keyword.word().to_ascii_lowercase()));
        }
        found
    }

    /// Consumes a name, reserved or not, as an identifier.
    pub fn bump_identifier(&mut self) {
        if self.at_statement_end() {
            self.missing("expected a name");
            return;
        }
        let quoted = self.at_kind(SyntaxKind::QuotedIdentifier);
        if quoted && self.peek_text(0).starts_with('`') {
            self.refuse(Form::Backtick);
        }
        self.bump_as(if quoted { SyntaxKind::QuotedIdentifier } else { SyntaxKind::NakedIdentifier });
    }

    /// Consumes a name if one is next.
    pub fn eat_name(&mut self) -> bool {
        let found = self.is_name(0);
        if found {
            self.bump_identifier();
        }
        found
    }

    /// Consumes a name or reports that one is missing.
    pub fn expect_name(&mut self) -> bool {
        let found = self.eat_name();
        if !found {
            self.missing("expected a name");
        }
        found
    }

    /// Consumes a number or a string if one is next.
    pub fn eat_literal(&mut self) -> bool {
        let found = matches!(self.peek(0), SyntaxKind::NumericLiteral | SyntaxKind::QuotedLiteral);
        if found {
            self.bump();
        }
        found
    }
}

// --- building
impl Parser<'_> {
    /// Remembers where a node may begin. Completing a mark twice wraps the first node into the second.
    #[must_use]
    pub fn mark(&self) -> Mark {
        self.builder.mark(self.token(0))
    }

    /// Completes a node from the mark to the last token consumed. Where none was, there is no node.
    pub fn complete(&mut self, mark: Mark, kind: SyntaxKind) {
        let end = self.consumed_end();
        if mark.token() < end {
            self.builder.complete(mark, end, kind);
        }
    }

    /// The place behind the last token consumed.
    fn consumed_end(&self) -> TokenId {
        TokenId(self.at.checked_sub(1).map_or(0, |last| self.lexemes[last].token.0 + 1))
    }

    /// Completes a node that holds exactly the next token.
    pub fn complete_one(&mut self, role: SyntaxKind, kind: SyntaxKind) {
        let mark = self.mark();
        self.bump_as(role);
        self.complete(mark, kind);
    }

    /// Remembers everything, for a reading that may have to be taken back.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint { at: self.at, mark: self.mark(), errors: self.builder.error_count(), problems: self.problems }
    }

    /// Takes back everything since the checkpoint. Roles given since are given anew by the next reading. Where [too
    /// much](MAX_READINGS) was taken back already, what was read stays as it is.
    pub fn rewind(&mut self, checkpoint: Checkpoint) {
        self.taken_back += self.at - checkpoint.at;
        if self.taken_back > self.lexemes.len() * MAX_READINGS {
            return;
        }
        self.at = checkpoint.at;
        self.builder.rewind(checkpoint.mark);
        self.builder.truncate_errors(checkpoint.errors);
        self.reported = None;
        self.problems = checkpoint.problems;
    }

    /// Ends the parsing: the root holds every token, the trivia at both ends included.
    pub(super) fn finish(mut self, text: &Arc<str>) -> Tree {
        let end = u32::try_from(self.tokens.len()).unwrap_or(u32::MAX);
        self.builder.complete(self.root_mark, TokenId(end), SyntaxKind::File);
        self.builder.finish(Arc::clone(text), self.tokens)
    }

    /// Whether anything was reported since the checkpoint.
    #[must_use]
    pub fn failed_since(&self, checkpoint: Checkpoint) -> bool {
        self.problems > checkpoint.problems
    }

    /// A measure of progress: it grows with every token consumed.
    #[must_use]
    pub fn position(&self) -> usize {
        self.at
    }

    /// Notes a problem here. Whether it is to be told: one is enough for a place.
    pub(super) fn reports(&mut self) -> bool {
        self.problems += 1;
        self.reported.replace(self.at) != Some(self.at)
    }

    /// Hands a problem to the tree.
    pub(super) fn report(&mut self, range: TextRange, message: String) {
        self.builder.error(range, message);
    }

    /// Where the next token stands, the closing bracket of the group included; behind the last token where there is none.
    pub(super) fn found_range(&self) -> TextRange {
        let next = self.lexemes[self.at.min(self.limit)].token;
        if (next.0 as usize) < self.tokens.len() {
            return self.tokens.range(next);
        }
        TextRange::empty(self.at.checked_sub(1).map_or(0, |last| self.tokens.range(self.lexemes[last].token).end()))
    }

    /// The text of that token; empty where there is none.
    pub(super) fn found_text(&self) -> &str {
        &self.text[self.found_range().span()]
    }

    /// Completes a node without tokens behind the last token consumed.
    pub(super) fn complete_empty(&mut self, kind: SyntaxKind) {
        let after = self.consumed_end();
        let mark = self.builder.mark(after);
        self.builder.complete(mark, after, kind);
    }

    /// A group from the opening bracket at hand to its mate, as a `bracketed` node. `inside` sees nothing but the group; what
    /// it leaves over becomes `unparsable`. A bracket without a mate takes everything to the end of the statement with it.
    pub fn bracketed(&mut self, inside: impl FnOnce(&mut Self)) {
        let mark = self.mark();
        self.group(inside);
        self.complete(mark, SyntaxKind::Bracketed);
    }

    /// Like [`Parser::bracketed`] without the node: for brackets that belong to a node of their own.
    pub fn group(&mut self, inside: impl FnOnce(&mut Self)) {
        let Some(length) = self.group_length(0) else {
            if !matches!(self.symbol(0), sym::OPEN | sym::OPEN_SQUARE | sym::OPEN_CURLY) {
                self.missing("expected a bracket");
                return;
            }
            self.error("this bracket is never closed");
            self.unparsable_until(|_| false);
            self.reported = Some(self.at);
            return;
        };
        let mate = self.at + length - 1;
        self.bump();
        let outer = std::mem::replace(&mut self.limit, mate);
        self.depth += 1;
        if self.depth < MAX_DEPTH {
            inside(self);
        } else {
            self.error("nested too deeply to be read");
        }
        self.depth -= 1;
        if self.at < self.limit {
            self.unexpected_rest();
        }
        self.limit = outer;
        self.bump();
    }

    /// Runs a production that may hold itself, unless that has happened too often; then the rest of the group is left unread.
    pub fn nested(&mut self, production: impl FnOnce(&mut Self)) {
        self.depth += 1;
        if self.depth < MAX_DEPTH {
            production(self);
        } else {
            self.error("nested too deeply to be read");
            self.unparsable_until(|_| false);
        }
        self.depth -= 1;
    }

    /// `item` and then more of it behind each comma.
    pub fn comma_list(&mut self, mut item: impl FnMut(&mut Self)) {
        loop {
            let before = self.at;
            item(self);
            if !self.eat_symbol(sym::COMMA) || self.at == before || self.at_trailing_comma_end() {
                break;
            }
        }
    }

    /// `DuckDB` lets a comma stand at the end of a list.
    pub(super) fn at_trailing_comma_end(&self) -> bool {
        self.dialect.id == Dialect::Duckdb
            && (self.at_statement_end()
                || matches!(
                    self.keyword(0),
                    Keyword::From
                        | Keyword::Where
                        | Keyword::Group
                        | Keyword::Having
                        | Keyword::Order
                        | Keyword::Limit
                        | Keyword::For
                        | Keyword::Into
                ) && !self.is_name(0))
    }

    /// `item` between brackets, separated by commas, as a `bracketed` node. The brackets may be empty.
    pub fn bracketed_list(&mut self, item: impl FnMut(&mut Self)) {
        self.bracketed(|p| {
            if !p.at_end() {
                p.comma_list(item);
            }
        });
    }
}
