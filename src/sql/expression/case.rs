//! `case … end`

use crate::dialect::{Dialect, Keyword};
use crate::syntax::SyntaxKind;

use super::{Shape, expression};
use crate::sql::parser::{Parser, sym};
use crate::sql::query::at_set_operator;

/// `case [value] when … then … [else …] end`
pub(super) fn case_expression(p: &mut Parser) -> Shape {
    let mark = p.mark();
    p.bump_keyword();
    if !at_part(p) {
        expression(p);
    }
    if !p.at(Keyword::When) && !(p.at(Keyword::Else) && p.is_dialect(&[Dialect::Ansi])) {
        p.missing_until("expected `when`", at_part_or_clause);
    }
    while p.at(Keyword::When) {
        when_clause(p);
    }
    if p.at(Keyword::Else) {
        let mark = p.mark();
        p.bump_keyword();
        branch(p);
        p.complete(mark, SyntaxKind::ElseClause);
    }
    if !p.at(Keyword::End) {
        p.missing_until("expected `end`", |p| p.at(Keyword::End) || p.at_symbol(sym::COMMA) || at_part_or_clause(p) && !at_part(p));
    }
    p.eat(Keyword::End);
    if p.at(Keyword::Case) {
        p.bump_keyword();
    }
    p.complete(mark, SyntaxKind::CaseExpression);
    Shape::Compound
}

fn when_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    branch(p);
    if !p.at(Keyword::Then) {
        p.missing_until("expected `then`", at_part_or_clause);
    }
    if p.eat(Keyword::Then) {
        branch(p);
    }
    p.complete(mark, SyntaxKind::WhenClause);
}

/// A condition or a result; `end` is neither, though some dialects let a column have that name.
fn branch(p: &mut Parser) {
    if at_part(p) && p.symbol(1) != sym::DOT {
        p.missing("expected an expression");
    } else {
        expression(p);
    }
}

fn at_part(p: &Parser) -> bool {
    p.at_any(&[Keyword::When, Keyword::Then, Keyword::Else, Keyword::End])
}

/// Where the reading goes on behind what is no part of the expression.
fn at_part_or_clause(p: &Parser) -> bool {
    at_part(p) || p.at_any(&[Keyword::From, Keyword::Where, Keyword::Select]) || at_set_operator(p)
}

#[cfg(test)]
mod tests {
    use crate::dialect::Dialect;
    use crate::sql::testing::check;

    #[test]
    fn reads_its_forms() {
        for (dialect, sql, part) in [
            (
                Dialect::Ansi,
                "select case a when 1 then 2 else 3 end",
                "(case_expression case (expression (column_reference a)) (when_clause when (expression 1) then (expression 2)) (else_clause else (expression 3)) end)",
            ),
            (
                Dialect::Ansi,
                "select case when a then b end as c",
                "(select_clause_element (expression (case_expression case (when_clause when (expression (column_reference a)) then (expression (column_reference b))) end)) (alias_expression (alias_operator as) c))",
            ),
        ] {
            check(dialect, sql, part);
        }
    }
}
