//! Windows: what a function looks over.

use crate::dialect::Keyword;
use crate::syntax::SyntaxKind;

use super::{expression, value};
use crate::sql::clause::orderby_clause;
use crate::sql::parser::{Parser, sym};

/// `over (…)`, `over name`
pub fn over_clause(p: &mut Parser) {
    let mark = p.mark();
    if p.eat_any(&[Keyword::Ignore, Keyword::Respect]) {
        p.expect(Keyword::Nulls);
    }
    p.bump_keyword();
    if p.at_symbol(sym::OPEN) {
        p.bracketed(window_specification);
    } else if !p.eat_name() {
        p.missing("expected a window");
    }
    p.complete(mark, SyntaxKind::OverClause);
}

/// `window name as (…), …`
pub fn named_window(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.comma_list(|p| {
        let mark = p.mark();
        p.expect_name();
        p.expect(Keyword::As);
        if p.at_symbol(sym::OPEN) {
            p.bracketed(window_specification);
        } else {
            p.expect_name();
        }
        p.complete(mark, SyntaxKind::NamedWindowExpression);
    });
    p.complete(mark, SyntaxKind::NamedWindow);
}

fn window_specification(p: &mut Parser) {
    let mark = p.mark();
    if p.at_end() {
        p.complete(mark, SyntaxKind::WindowSpecification);
        return;
    }
    let begins_clause = matches!(p.keyword(1), Keyword::By | Keyword::Between | Keyword::Preceding)
        || p.at_any(&[Keyword::Partition, Keyword::Order]) && !p.ends_after(1);
    if p.is_name(0) && !begins_clause && !is_frame_unit(p) {
        p.bump_identifier();
    }
    let start = p.position();
    loop {
        match p.keyword(0) {
            // What shares the rows out, without a column for it.
            Keyword::Partition if ["best", "nodes", "row"].iter().any(|word| p.reads(1, word)) && p.ends_after(2) => p.bump_keywords(2),
            Keyword::Partition => {
                if p.position() > start {
                    p.missing("expected `partition by` before the other clauses");
                }
                partitionby_clause(p);
            }
            Keyword::Distribute if p.keyword(1) == Keyword::By => partitionby_clause(p),
            Keyword::Order | Keyword::Sort => orderby_clause(p),
            _ if is_frame_unit(p) => frame_clause(p),
            _ => break,
        }
    }
    p.complete(mark, SyntaxKind::WindowSpecification);
}

fn is_frame_unit(p: &Parser) -> bool {
    p.at_any(&[Keyword::Rows, Keyword::Range, Keyword::Groups])
}

/// `partition by a, b + 1`
pub fn partitionby_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.expect(Keyword::By);
    p.comma_list(expression);
    p.complete(mark, SyntaxKind::PartitionbyClause);
}

/// `rows between 1 preceding and current row exclude ties`
fn frame_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    if p.eat(Keyword::Between) {
        bound(p);
        p.expect(Keyword::And);
    }
    bound(p);
    if p.eat(Keyword::Exclude) {
        match p.keyword(0) {
            Keyword::Current | Keyword::No => p.bump_keywords(2),
            _ => p.bump_keyword(),
        }
    }
    p.complete(mark, SyntaxKind::FrameClause);
}

fn bound(p: &mut Parser) {
    if p.eat_all(&[Keyword::Current, Keyword::Row]) {
        return;
    }
    if !p.eat(Keyword::Unbounded) {
        value(p);
    }
    if !p.eat_any(&[Keyword::Preceding, Keyword::Following]) {
        p.missing("expected `preceding` or `following`");
    }
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
                "select f() over (partition by a order by b rows between 1 preceding and current row)",
                "(over_clause over (bracketed ( (window_specification (partitionby_clause partition by (expression (column_reference a))) (orderby_clause order by (column_reference b)) (frame_clause rows between 1 preceding and current row)) )))",
            ),
            (
                Dialect::Ansi,
                "select f() over w from t window w as (order by a)",
                "(named_window window (named_window_expression w as (bracketed ( (window_specification (orderby_clause order by (column_reference a))) ))))",
            ),
        ] {
            check(dialect, sql, part);
        }
    }
}
