//! `case … end`

use crate::dialect::Keyword;
use crate::syntax::SyntaxKind;

use super::{Shape, expression};
use crate::sql::parser::Parser;

/// `case [value] when … then … [else …] end`
pub(super) fn case_expression(p: &mut Parser) -> Shape {
    let mark = p.mark();
    p.bump_keyword();
    if !p.at_any(&[Keyword::When, Keyword::Else]) {
        expression(p);
    }
    if !p.at_any(&[Keyword::When, Keyword::Else]) {
        p.missing("expected `when`");
    }
    while p.at(Keyword::When) {
        when_clause(p);
    }
    if p.at(Keyword::Else) {
        let mark = p.mark();
        p.bump_keyword();
        expression(p);
        p.complete(mark, SyntaxKind::ElseClause);
    }
    p.expect(Keyword::End);
    if p.at(Keyword::Case) {
        p.bump_keyword();
    }
    p.complete(mark, SyntaxKind::CaseExpression);
    Shape::Compound
}

fn when_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    expression(p);
    if p.expect(Keyword::Then) {
        expression(p);
    }
    p.complete(mark, SyntaxKind::WhenClause);
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
