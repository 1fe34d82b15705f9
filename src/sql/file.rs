//! A file: statements, what ends them, and batches of them.

use crate::dialect::{Features, Keyword};
use crate::syntax::SyntaxKind;

use super::parser::{Parser, sym};
use super::statement::{at_other_terminator, opt_statement};

/// All of the text.
pub(super) fn file(p: &mut Parser) {
    if p.has(Features::BATCHES) {
        while !p.at_end() {
            if at_go(p) {
                go_statement(p);
            } else {
                let mark = p.mark();
                statements(p);
                p.complete(mark, SyntaxKind::Batch);
            }
        }
    } else {
        statements(p);
    }
}

/// `go`: reserved where it ends a batch.
fn at_go(p: &Parser) -> bool {
    p.has(Features::BATCHES) && p.at(Keyword::Go)
}

fn go_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    if p.at_kind(SyntaxKind::NumericLiteral) {
        p.bump();
    }
    p.complete(mark, SyntaxKind::GoStatement);
}

fn statements(p: &mut Parser) {
    while !p.at_end() && !at_go(p) {
        if p.at_kind(SyntaxKind::StatementTerminator) {
            p.bump();
            continue;
        }
        if at_other_terminator(p) {
            p.bump_as(SyntaxKind::StatementTerminator);
            continue;
        }
        let before = p.position();
        let mark = p.mark();
        // A command to a client ends with its line.
        let command = p.has(Features::ABBREVIATIONS) && p.at_symbol(sym::DOT);
        if opt_statement(p) {
            p.complete(mark, SyntaxKind::Statement);
        }
        let bare = at_other_terminator(p)
            || p.is_behind(SyntaxKind::StatementTerminator)
            || command && p.on_new_line()
            || p.has(Features::DELIMITER) && p.on_new_line()
            || p.has(Features::BARE_STATEMENTS) && p.position() > before && (super::query::at_query(p, 0) || !p.at_statement_end());
        if p.position() == before || !(p.at_statement_end() || bare || at_go(p)) {
            p.unexpected_until(at_go);
        }
    }
}
