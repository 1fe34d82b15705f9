//! Statements other than queries, by their leading keyword.

use crate::dialect::Keyword;
use crate::syntax::SyntaxKind;

use super::expression;
use super::parser::{Parser, sym};
use super::query;

/// A statement, a query included, if one begins here.
pub fn opt_statement(p: &mut Parser) -> bool {
    if query::at_query(p, 0) {
        query::query(p);
        return true;
    }
    if !begins_statement(p.keyword(0)) {
        return false;
    }
    unknown_statement(p);
    true
}

/// Words that begin a statement in some dialect.
pub fn begins_statement(keyword: Keyword) -> bool {
    matches!(
        keyword,
        Keyword::Alter
            | Keyword::Analyze
            | Keyword::Begin
            | Keyword::Call
            | Keyword::Comment
            | Keyword::Commit
            | Keyword::Copy
            | Keyword::Create
            | Keyword::Declare
            | Keyword::Delete
            | Keyword::Describe
            | Keyword::Drop
            | Keyword::Execute
            | Keyword::Explain
            | Keyword::Grant
            | Keyword::Insert
            | Keyword::Merge
            | Keyword::Refresh
            | Keyword::Replace
            | Keyword::Revoke
            | Keyword::Rollback
            | Keyword::Set
            | Keyword::Show
            | Keyword::Truncate
            | Keyword::Unload
            | Keyword::Update
            | Keyword::Use
            | Keyword::Vacuum
    )
}

/// A statement whose grammar is not known: words, with the queries and bracket groups in it read as well as possible.
pub fn unknown_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    while !p.at_statement_end() {
        let before = p.position();
        loose(p);
        if p.position() == before {
            p.unexpected_until(|_| false);
        }
    }
    p.complete(mark, SyntaxKind::UnknownStatement);
}

/// Anything up to the end of the group: options, patterns, hints.
pub fn anything(p: &mut Parser) {
    while !p.at_end() {
        let before = p.position();
        loose(p);
        if p.position() == before {
            return;
        }
    }
}

/// Anything up to a comma or the end of the group.
pub fn anything_but_commas(p: &mut Parser) {
    while !p.at_end() && !p.at_symbol(sym::COMMA) {
        let before = p.position();
        loose(p);
        if p.position() == before {
            return;
        }
    }
}

/// Whether `select` is the name of a privilege, not the beginning of a query.
fn is_privilege(p: &Parser) -> bool {
    p.ends_after(1)
        || matches!(p.symbol(1), sym::COMMA | sym::OPEN)
        || matches!(p.keyword(1), Keyword::On | Keyword::Any | Keyword::From | Keyword::To)
}

/// One word, literal, symbol, query or bracket group.
fn loose(p: &mut Parser) {
    match p.peek(0) {
        SyntaxKind::Word if p.at(Keyword::Select) && !is_privilege(p) => query::query(p),
        SyntaxKind::Word if p.keyword(0) == Keyword::None => {
            expression::operand(p);
        }
        SyntaxKind::Word => p.bump_keyword(),
        SyntaxKind::StartBracket if query::at_query(p, 1) => query::bracketed_query(p),
        SyntaxKind::StartBracket => p.bracketed(anything),
        SyntaxKind::StartSquareBracket | SyntaxKind::StartCurlyBracket => p.group(anything),
        SyntaxKind::EndBracket
        | SyntaxKind::EndSquareBracket
        | SyntaxKind::EndCurlyBracket
        | SyntaxKind::StatementTerminator
        | SyntaxKind::EndOfFile => {}
        _ => p.bump(),
    }
}
