//! What may stand behind an argument within its brackets. Knows no functions by name.

use crate::dialect::{Dialect, Keyword};
use crate::syntax::SyntaxKind;

use super::{Shape, data_type, expression, operands};
use crate::sql::clause::{limit_clause, orderby_clause, where_clause};
use crate::sql::parser::{Parser, sym};

/// What may stand behind an argument: `as type`, `from x for y`, `order by`, `separator ','`, `ignore nulls`, ….
pub(super) fn trailing(p: &mut Parser) {
    while trailing_part(p) {}
}

/// `signed integer` behind a comma in `convert`.
pub(super) fn is_cast_type(p: &Parser) -> bool {
    p.is_word(0)
        && (p.is_dialect(&[Dialect::Mysql, Dialect::Mariadb, Dialect::Doris, Dialect::Starrocks])
            || p.at_any(&[Keyword::Signed, Keyword::Unsigned]))
}

fn trailing_part(p: &mut Parser) -> bool {
    if p.at_symbol(sym::COLON) {
        p.bump();
        expression(p);
        return true;
    }
    match p.keyword(0) {
        Keyword::As => {
            if p.peek(1) == SyntaxKind::QuotedIdentifier && (p.ends_after(2) || p.symbol(2) == sym::COMMA) {
                // `xmlattributes(a as "b")`
                crate::sql::select::alias_expression(p);
                return true;
            }
            p.bump_keyword();
            if p.at_kind(SyntaxKind::QuotedLiteral) {
                p.bump();
            } else {
                data_type(p);
            }
            if p.eat(Keyword::Format) {
                expression(p);
            }
        }
        Keyword::From | Keyword::For | Keyword::Each | Keyword::Placing | Keyword::Similar | Keyword::In => {
            p.bump_keyword();
            expression(p);
        }
        Keyword::Value | Keyword::Separator | Keyword::Format | Keyword::Escape => {
            p.bump_keyword();
            if !p.eat(Keyword::Json) {
                if operands(p) == Shape::Absent {
                    p.missing("expected an expression");
                }
            } else if p.eat(Keyword::Encoding) {
                p.bump_keyword();
            }
        }
        Keyword::Using if p.keyword(1) == Keyword::Parameters => {
            p.bump_keywords(2);
            p.comma_list(|p| {
                p.expect_name();
                if p.at_symbol(sym::EQUALS) {
                    p.bump();
                    expression(p);
                }
            });
        }
        Keyword::Using => {
            p.bump_keyword();
            if p.is_word(0) {
                p.bump_identifier();
            } else {
                operands(p);
            }
        }
        Keyword::Order if p.keyword(1) == Keyword::By => {
            let mark = p.mark();
            orderby_clause(p);
            p.complete(mark, SyntaxKind::AggregateOrderBy);
        }
        Keyword::Limit => limit_clause(p),
        Keyword::Where => where_clause(p),
        Keyword::Having => {
            p.bump_keyword();
            p.eat_any(&[Keyword::Max, Keyword::Min]);
            expression(p);
        }
        Keyword::Ignore | Keyword::Respect => {
            p.bump_keyword();
            p.eat(Keyword::Nulls);
        }
        Keyword::On => on_condition(p),
        Keyword::Null | Keyword::Absent | Keyword::Error | Keyword::Empty if p.keyword(1) == Keyword::On => p.bump_keywords(3),
        Keyword::Default => {
            p.bump_keyword();
            expression(p);
            if p.at(Keyword::On) {
                on_condition(p);
            }
        }
        Keyword::Returning => {
            p.bump_keyword();
            data_type(p);
        }
        Keyword::With | Keyword::Without => {
            p.bump_keyword();
            while p.at_kind(SyntaxKind::Word) && !p.at(Keyword::Order) {
                p.bump_keyword();
            }
        }
        Keyword::Passing | Keyword::Path | Keyword::Columns | Keyword::Partition | Keyword::Distinct => json_table_part(p),
        _ => return false,
    }
    true
}

/// `on overflow truncate '…' with count`, `on conversion error`, `on empty`
fn on_condition(p: &mut Parser) {
    p.bump_keyword();
    while p.at_kind(SyntaxKind::Word) {
        p.bump_keyword();
        if p.at_kind(SyntaxKind::QuotedLiteral) {
            p.bump();
        }
    }
}

/// `columns (a int path '$.a', …)` of `json_table` and `xmltable`, `passing x`, `partition by`.
fn json_table_part(p: &mut Parser) {
    match p.keyword(0) {
        Keyword::Partition => {
            if p.keyword(1) == Keyword::By {
                super::window::partitionby_clause(p);
            } else {
                p.bump_keyword();
            }
        }
        Keyword::Columns => {
            p.bump_keyword();
            if p.at_symbol(sym::OPEN) {
                p.bracketed_list(table_column);
            } else {
                p.comma_list(table_column);
            }
        }
        Keyword::Passing => {
            p.bump_keyword();
            p.eat_all(&[Keyword::By, Keyword::Value]);
            p.eat_all(&[Keyword::By, Keyword::Ref]);
            expression(p);
        }
        _ => {
            p.bump_keyword();
            if !p.at_end() {
                operands(p);
            }
        }
    }
}

pub fn table_column(p: &mut Parser) {
    if p.at(Keyword::Nested) {
        p.bump_keyword();
        p.eat(Keyword::Path);
        p.eat_literal();
        if p.at(Keyword::Columns) {
            json_table_part(p);
        }
        return;
    }
    if p.is_word(0) {
        p.bump_identifier();
    }
    if p.eat_all(&[Keyword::For, Keyword::Ordinality]) {
        return;
    }
    if p.is_word(0) && !p.at(Keyword::Path) {
        data_type(p);
    }
    while !p.at_end() && !p.at_symbol(sym::COMMA) {
        let before = p.position();
        if p.at_kind(SyntaxKind::Word) {
            p.bump_keyword();
        } else {
            operands(p);
        }
        if p.position() == before {
            break;
        }
    }
}
