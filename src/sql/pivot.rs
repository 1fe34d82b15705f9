//! Pivots: as an operator behind a table, and as a statement of its own.

use crate::dialect::{Dialect, Features, Keyword};
use crate::syntax::SyntaxKind;

use super::clause::{groupby_clause, orderby_clause};
use super::expression::{self, expression, value};
use super::from::{is_table_alias, opt_from_expression_element};
use super::parser::{Parser, sym};
use super::query;
use super::select::{alias_expression, opt_tail_clauses};

/// `pivot (sum(a) as b for c in ('x' as y, 'z'))`
pub fn from_pivot_expression(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.bracketed(|p| {
        p.comma_list(aliased);
        if p.expect(Keyword::For) {
            columns(p, Features::PIVOT_NAMES, Features::PIVOT_VALUE_NAMES);
        }
    });
    name(p);
    p.complete(mark, SyntaxKind::FromPivotExpression);
}

/// Whether `unpivot` is an operator here.
#[must_use]
pub fn unpivot_follows(p: &Parser) -> bool {
    p.symbol(1) == sym::OPEN || matches!(p.keyword(1), Keyword::Include | Keyword::Exclude)
}

/// `unpivot include nulls (a for b in (c, d as 'x'))`
pub fn from_unpivot_expression(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    if p.eat_any(&[Keyword::Include, Keyword::Exclude]) {
        p.eat(Keyword::Nulls);
    }
    p.bracketed(|p| {
        p.comma_list(|p| column(p, Features::UNPIVOTED_NAMES));
        if p.expect(Keyword::For) {
            columns(p, Features::UNPIVOTED_NAMES, Features::UNPIVOT_COLUMN_NAMES);
        }
    });
    name(p);
    p.complete(mark, SyntaxKind::FromUnpivotExpression);
}

/// In Transact-SQL the name of the pivot belongs to it.
fn name(p: &mut Parser) {
    if p.is_dialect(&[Dialect::Tsql]) && is_table_alias(p) {
        p.eat(Keyword::As);
        expression::table_reference(p);
    }
}

/// `a in (…)`, `(a, b) in (…)`, `a in (…) b in (…)` and what may follow. `names` and `value_names` say where bare names are
/// no references.
fn columns(p: &mut Parser, names: Features, value_names: Features) {
    loop {
        let before = p.position();
        p.comma_list(|p| column(p, names));
        if p.expect(Keyword::In) {
            if p.at_symbol(sym::OPEN) {
                values(p, value_names);
            } else {
                value(p);
            }
        }
        if p.at_end() || p.at_any(&[Keyword::Default, Keyword::Group, Keyword::Order]) || p.position() == before {
            break;
        }
    }
    if p.eat_all(&[Keyword::Default, Keyword::On, Keyword::Null]) {
        p.bracketed(expression);
    }
    if p.at(Keyword::Group) {
        groupby_clause(p);
    }
}

fn values(p: &mut Parser, names: Features) {
    p.bracketed(|p| {
        if p.eat(Keyword::Any) {
            if p.at(Keyword::Order) {
                orderby_clause(p);
            }
        } else if query::at_query_in_expression(p) {
            query::query(p);
        } else {
            p.comma_list(|p| {
                column(p, names);
                alias(p);
            });
        }
    });
}

/// A column or several in brackets. A bare name is a reference unless the dialect has the feature `names`.
fn column(p: &mut Parser, names: Features) {
    if p.at_symbol(sym::OPEN) {
        p.bracketed_list(|p| column(p, names));
    } else if p.is_word(0) && p.has(names) && !names.is_empty() && expression::path_length(p) == 1 && !continues_expression(p) {
        p.bump_identifier();
    } else if expression::operands_before_word(p) == expression::Shape::Absent {
        p.missing("expected a column");
    }
}

fn continues_expression(p: &Parser) -> bool {
    matches!(p.peek(1), SyntaxKind::Symbol | SyntaxKind::QuotedLiteral | SyntaxKind::StartBracket) || p.symbol(1) == sym::CAST
}

fn aliased(p: &mut Parser) {
    value(p);
    alias(p);
}

fn alias(p: &mut Parser) {
    if p.at(Keyword::As) && matches!(p.peek(1), SyntaxKind::NumericLiteral | SyntaxKind::QuotedLiteral) {
        if p.is_dialect(&[Dialect::Oracle]) {
            p.bump_keyword();
            p.bump();
            return;
        }
        let mark = p.mark();
        p.complete_one(SyntaxKind::Keyword, SyntaxKind::AliasOperator);
        p.bump();
        p.complete(mark, SyntaxKind::AliasExpression);
    } else if p.at(Keyword::As) || p.is_name(0) && !p.at_any(&[Keyword::For, Keyword::In]) {
        alias_expression(p);
    }
}

/// Whether `pivot t on a` or `unpivot t on a` begins `ahead`.
#[must_use]
pub fn at_simplified(p: &Parser, ahead: usize) -> bool {
    matches!(p.keyword(ahead), Keyword::Pivot | Keyword::Unpivot)
        && p.is_dialect(&[Dialect::Duckdb])
        && (p.is_name(ahead + 1) || p.symbol(ahead + 1) == sym::OPEN || p.peek(ahead + 1) == SyntaxKind::QuotedLiteral)
}

/// `pivot t on a using sum(b) group by c`, `unpivot t on a, b into name x value y`
pub fn simplified_pivot(p: &mut Parser) {
    let mark = p.mark();
    let kind = if p.at(Keyword::Pivot) { SyntaxKind::SimplifiedPivot } else { SyntaxKind::SimplifiedUnpivot };
    p.bump_keyword();
    if !opt_from_expression_element(p) {
        p.missing("expected a table");
    }
    if p.eat(Keyword::On) {
        p.comma_list(|p| {
            if expression::operands_before_word(p) == expression::Shape::Absent {
                p.missing("expected a column");
            }
            if p.eat(Keyword::In) {
                if p.at_symbol(sym::OPEN) { values(p, Features::empty()) } else { value(p) }
            }
            if p.at(Keyword::As) {
                alias_expression(p);
            }
        });
    }
    if p.eat(Keyword::Using) {
        p.comma_list(aliased);
    }
    if p.eat(Keyword::Into) {
        p.expect(Keyword::Name);
        p.expect_name();
        p.expect(Keyword::Value);
        p.comma_list(|p| {
            p.expect_name();
        });
    }
    if p.at(Keyword::Group) {
        groupby_clause(p);
    }
    opt_tail_clauses(p);
    p.complete(mark, kind);
}

#[cfg(test)]
mod tests {
    use crate::dialect::Dialect;
    use crate::sql::testing::check;

    #[test]
    fn reads_its_forms() {
        for (dialect, sql, part) in [
            (
                Dialect::Snowflake,
                "select a from t pivot (sum(b) for c in ('x' as y))",
                "(from_pivot_expression pivot (bracketed ( (function",
            ),
            (
                Dialect::Bigquery,
                "select a from t unpivot (b for c in (d, e))",
                "(from_unpivot_expression unpivot (bracketed ( b for c in (bracketed ( d , e )) )))",
            ),
            (
                Dialect::Duckdb,
                "pivot t on a using sum(b) group by c",
                "(simplified_pivot pivot (from_expression_element (table_expression (table_reference t))) on (column_reference a) using (function",
            ),
        ] {
            check(dialect, sql, part);
        }
    }
}
