//! `*` in the list of a `select` or among arguments, and what is left out, put in or renamed behind it.

use crate::dialect::{Dialect, Features, Form, Keyword};
use crate::syntax::SyntaxKind;

use super::expression::{self, dotted_names, path_length, value};
use super::parser::{Parser, sym};
use super::select::alias_expression;

pub(super) fn is_qualified_star(p: &Parser) -> bool {
    if p.symbol(1) != sym::DOT || !p.is_word(0) {
        return false;
    }
    let length = path_length(p);
    length > 0 && p.symbol(length) == sym::DOT && p.symbol(length + 1) == sym::STAR
}

/// `*`, `t.*`, `* exclude (a)`
pub(super) fn wildcard_expression(p: &mut Parser) {
    let mark = p.mark();
    let identifier = p.mark();
    while !p.at_symbol(sym::STAR) && !p.at_end() {
        if p.is_word(0) { p.bump_identifier() } else { p.bump() }
    }
    p.bump_as(SyntaxKind::Star);
    p.complete(identifier, SyntaxKind::WildcardIdentifier);
    wildcard_modifiers(p);
    p.complete(mark, SyntaxKind::WildcardExpression);
}

/// `exclude (a)`, `except (a)`, `replace (a + 1 as b)`, `rename (a as b)`, `ilike 'x%'`
pub(super) fn wildcard_modifiers(p: &mut Parser) {
    loop {
        let mark = p.mark();
        let kind = match p.keyword(0) {
            Keyword::Exclude if p.has(Features::EXCLUDE_BEHIND_LIST) => return,
            Keyword::Exclude if p.symbol(1) == sym::OPEN || p.is_name(1) => SyntaxKind::SelectExcludeClause,
            Keyword::Except if p.symbol(1) == sym::OPEN && !super::query::at_query(p, 2) => SyntaxKind::SelectExceptClause,
            Keyword::Replace if p.symbol(1) == sym::OPEN || p.peek(2) == SyntaxKind::Word => SyntaxKind::SelectReplaceClause,
            Keyword::Rename if p.symbol(1) == sym::OPEN || p.is_name(1) => SyntaxKind::SelectRenameClause,
            Keyword::Not if matches!(p.keyword(1), Keyword::Like | Keyword::Ilike | Keyword::Similar) => {
                p.bump_keyword();
                continue;
            }
            Keyword::Similar if p.keyword(1) == Keyword::To => {
                p.bump_keyword();
                continue;
            }
            Keyword::Ilike | Keyword::Like | Keyword::Glob | Keyword::To if p.peek(1) == SyntaxKind::QuotedLiteral => {
                p.bump_keyword();
                p.bump();
                p.complete(mark, SyntaxKind::SelectIlikeClause);
                continue;
            }
            _ if p.peek(1) == SyntaxKind::QuotedLiteral && p.peek_text(0).contains("~~") => {
                p.bump_as(SyntaxKind::LikeOperator);
                p.bump();
                p.complete(mark, SyntaxKind::SelectIlikeClause);
                continue;
            }
            _ => return,
        };
        p.refuse(Form::StarModifier);
        p.bump_keyword();
        if p.at_symbol(sym::OPEN) {
            p.bracketed(|p| p.comma_list(|p| wildcard_item(p, kind)));
        } else {
            wildcard_item(p, kind);
        }
        p.complete(mark, kind);
    }
}

fn wildcard_item(p: &mut Parser, kind: SyntaxKind) {
    match kind {
        SyntaxKind::SelectReplaceClause => {
            value(p);
            if p.at(Keyword::As) && p.is_dialect(&[Dialect::Duckdb]) {
                alias_expression(p);
            } else if p.expect(Keyword::As) {
                p.bump_identifier();
            }
        }
        SyntaxKind::SelectRenameClause => {
            if p.is_dialect(&[Dialect::Duckdb]) {
                expression::reference_path(p, SyntaxKind::ColumnReference);
                if p.at(Keyword::As) {
                    alias_expression(p);
                    return;
                }
            } else {
                path(p);
            }
            if p.expect(Keyword::As) {
                p.bump_identifier();
            }
        }
        _ if p.is_word(0) && p.is_dialect(&[Dialect::Duckdb, Dialect::Sparksql, Dialect::Databricks]) => {
            expression::reference_path(p, SyntaxKind::ColumnReference);
        }
        _ => path(p),
    }
}

fn path(p: &mut Parser) {
    if !p.is_word(0) {
        p.missing("expected a column");
        return;
    }
    p.bump_identifier();
    dotted_names(p);
}
