//! What the statements that change rows have in common: column lists, assignments, what they give back.

use crate::dialect::{Dialect, Features, Keyword};
use crate::sql::clause::{into_variables, order_direction};
use crate::sql::expression::{dotted_names, expression, reference_path, table_reference, value};
use crate::sql::parser::{Parser, Sym, sym};
use crate::sql::{query, select};
use crate::syntax::SyntaxKind;

use super::ends;
use super::generic::{self, Role};

/// `(a, b.c)`
pub(super) fn column_list(p: &mut Parser) {
    p.bracketed_list(|p| {
        if p.is_word(0) {
            reference_path(p, SyntaxKind::ColumnReference);
            order_direction(p);
        } else {
            value(p);
        }
    });
}

/// `values (1, 2), (3, 4)`
pub(super) fn values(p: &mut Parser) {
    if p.keyword(1) == Keyword::Between {
        return query::values_range_clause(p);
    }
    let mark = p.mark();
    p.bump_keyword();
    p.comma_list(|p| {
        p.eat(Keyword::Row);
        if p.at_symbol(sym::OPEN) {
            p.bracketed_list(|p| {
                expression(p);
                if p.at(Keyword::As) {
                    select::alias_expression(p);
                }
            });
        } else {
            value(p);
        }
    });
    p.complete(mark, SyntaxKind::ValuesClause);
}

/// The sign of an assignment, however it is written.
pub(super) fn equals(p: &mut Parser) {
    if p.at_symbol(sym::EQUALS) {
        p.complete_one(SyntaxKind::RawComparisonOperator, SyntaxKind::ComparisonOperator);
    } else if ASSIGNMENTS.contains(&p.symbol(0)) {
        p.bump_as(SyntaxKind::AssignmentOperator);
    } else {
        p.error("expected `=`");
    }
}

const ASSIGNMENTS: &[Sym] = &[
    sym::ASSIGN,
    Sym::new("+="),
    Sym::new("-="),
    Sym::new("*="),
    Sym::new("/="),
    Sym::new("%="),
    Sym::new("&="),
    Sym::new("|="),
    Sym::new("^="),
];

/// `set a = 1, b = 2`
pub(super) fn set_clause_list(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.comma_list(set_clause);
    p.complete(mark, SyntaxKind::SetClauseList);
}

pub(super) fn set_clause(p: &mut Parser) {
    let mark = p.mark();
    if p.at_symbol(sym::OPEN) {
        column_list(p);
    } else if p.at_kind(SyntaxKind::Parameter) {
        p.bump();
        if p.at_symbol(sym::EQUALS) && p.is_word(1) && p.symbol(2) == sym::EQUALS {
            equals(p);
            reference_path(p, SyntaxKind::ColumnReference);
        }
    } else if p.is_word(0) && !p.at_any(&[Keyword::Where, Keyword::From]) {
        let kind = SyntaxKind::ColumnReference;
        if p.is_dialect(&[Dialect::Sqlite]) && p.symbol(1) != sym::DOT {
            p.bump_identifier();
        } else {
            reference_path(p, kind);
        }
        while p.at_symbol(sym::OPEN_SQUARE) {
            generic::lone_piece(p);
        }
        dotted_names(p);
        if p.at_symbol(sym::OPEN) {
            // A method that changes the value: `location.SetXY(1, 2)`.
            generic::group(p, Role::EXPRESSIONS);
            p.complete(mark, SyntaxKind::SetClause);
            return;
        }
    } else {
        p.error("expected a column");
        return;
    }
    equals(p);
    if p.at(Keyword::Values) && p.symbol(1) == sym::OPEN {
        // The value that the row would have had.
        let values = p.mark();
        p.bump_keyword();
        p.bracketed(expression);
        p.complete(values, SyntaxKind::ValuesClause);
    } else {
        value(p);
    }
    p.complete(mark, SyntaxKind::SetClause);
}

/// `returning *`, `returning a as b`
pub(super) fn returning_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    let elements = p.is_dialect(&[Dialect::Mysql, Dialect::Mariadb]);
    let oracle = p.is_dialect(&[Dialect::Oracle]);
    p.comma_list(|p| {
        if oracle {
            p.eat_any(&[Keyword::Old, Keyword::New]);
            if p.is_name(0) && p.symbol(1) != sym::DOT && p.symbol(1) != sym::OPEN { p.bump_identifier() } else { value(p) }
        } else if elements {
            select::opt_select_clause_element(p);
        } else {
            returned(p);
        }
    });
    if p.at_any(&[Keyword::Into, Keyword::Bulk]) {
        into_variables(p);
    }
    p.complete(mark, SyntaxKind::ReturningClause);
}

/// What a `returning` gives back, without the node of a select list's element.
fn returned(p: &mut Parser) {
    if p.at_symbol(sym::STAR) || p.is_word(0) && p.symbol(1) == sym::DOT && p.symbol(2) == sym::STAR {
        let mark = p.mark();
        while !p.at_symbol(sym::STAR) {
            if p.is_word(0) { p.bump_identifier() } else { p.bump() }
        }
        p.bump();
        if !p.has(Features::PLAIN_RETURNING) {
            p.complete(mark, SyntaxKind::WildcardIdentifier);
            p.complete(mark, SyntaxKind::WildcardExpression);
        }
        return;
    }
    expression(p);
    opt_alias(p);
}

/// `output inserted.id, deleted.* into @t (a)`
pub(super) fn output_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.comma_list(|p| {
        let is_alone =
            p.symbol(3) == sym::COMMA || p.peek(3) == SyntaxKind::Word || p.ends_after(3) || p.peek(3) == SyntaxKind::StatementTerminator;
        if is_alone && p.at_any(&[Keyword::Inserted, Keyword::Deleted]) && p.symbol(1) == sym::DOT {
            p.bump_keyword();
            p.bump();
            if p.at_symbol(sym::STAR) {
                p.complete_one(SyntaxKind::Star, SyntaxKind::WildcardIdentifier);
            } else {
                p.bump_identifier();
            }
        } else {
            expression(p);
        }
        opt_alias(p);
    });
    if p.eat(Keyword::Into) {
        if p.at_kind(SyntaxKind::Parameter) {
            p.bump();
        } else {
            table_reference(p);
        }
        if p.at_symbol(sym::OPEN) {
            column_list(p);
        }
    }
    p.complete(mark, SyntaxKind::OutputClause);
}

/// `as t`, `t`
pub(super) fn opt_alias(p: &mut Parser) {
    let bare = p.is_name(0)
        && !p.dialect().not_relation_alias.contains(p.keyword(0))
        && !p.at_any(&[
            Keyword::Set,
            Keyword::Values,
            Keyword::Value,
            Keyword::Using,
            Keyword::Where,
            Keyword::Output,
            Keyword::Partition,
            Keyword::By,
            Keyword::Default,
            Keyword::Overriding,
            Keyword::Select,
            Keyword::With,
            Keyword::From,
            Keyword::When,
            Keyword::Returning,
            Keyword::Into,
            Keyword::Exec,
            Keyword::Execute,
            Keyword::For,
            Keyword::Stored,
            Keyword::Row,
            Keyword::Replace,
            Keyword::Format,
            Keyword::Order,
            Keyword::Limit,
            Keyword::Return,
            Keyword::Table,
            Keyword::On,
            Keyword::Bulk,
            Keyword::Preferring,
            Keyword::Settings,
            Keyword::Option,
            Keyword::Log,
            Keyword::Left,
            Keyword::Join,
        ]);
    if (p.at(Keyword::As) && p.is_word(1) || bare) && !ends(p) {
        select::alias_expression(p);
    }
}

/// `with (rowlock)`
pub(super) fn hints(p: &mut Parser) {
    if p.at(Keyword::With) && p.symbol(1) == sym::OPEN {
        p.bump_keyword();
        generic::group(p, Role::awaited(SyntaxKind::ObjectReference));
    }
}
