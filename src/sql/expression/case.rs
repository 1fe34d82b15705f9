//! `case … end`

use crate::dialect::Keyword;
use crate::syntax::SyntaxKind;

use super::{Shape, expression};
use crate::sql::parser::Parser;

/// `case [value] when … then … [else …] end`
pub(super) fn case_expression(p: &mut Parser) -> Shape {
    let mark = p.mark();
    p.bump_keyword();
    if !p.at(Keyword::When) {
        expression(p);
    }
    if !p.at(Keyword::When) {
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
