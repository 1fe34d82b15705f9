//! Pipes: `from t |> where a |> select b`.

use crate::dialect::Keyword;
use crate::syntax::{Mark, SyntaxKind};

use super::clause;
use super::expression::{self, value};
use super::join::{at_join, join_clause};
use super::parser::{Parser, sym};
use super::query::{at_set_operator, set_operator};
use super::relation;
use super::select::{alias_expression, opt_column_alias, select_clause};
use super::statement;

/// The operators behind a query, which began at the mark.
pub fn pipe_statement(p: &mut Parser, mark: Mark) {
    while p.at_symbol(sym::PIPE) {
        let clause = p.mark();
        p.bump_as(SyntaxKind::PipeOperator);
        if p.at_statement_end() || p.at_symbol(sym::PIPE) {
            p.missing("expected an operator behind the pipe");
        } else {
            operator(p);
        }
        p.complete(clause, SyntaxKind::PipeOperatorClause);
    }
    p.complete(mark, SyntaxKind::PipeStatement);
}

fn operator(p: &mut Parser) {
    let mark = p.mark();
    let kind = match p.keyword(0) {
        Keyword::Select => return select_clause(p),
        Keyword::Where => return clause::where_clause(p),
        Keyword::Order => return clause::orderby_clause(p),
        Keyword::Limit => return clause::limit_clause(p),
        Keyword::As => return alias_expression(p),
        Keyword::Pivot | Keyword::Unpivot | Keyword::Tablesample => return relation::modifiers(p),
        Keyword::Window => return expression::named_window(p),
        Keyword::Extend => {
            p.bump_keyword();
            p.comma_list(aliased);
            SyntaxKind::ExtendClause
        }
        Keyword::Set => {
            p.bump_keyword();
            p.comma_list(set_clause);
            SyntaxKind::SetClauseList
        }
        Keyword::Drop => {
            p.bump_keyword();
            p.comma_list(value);
            SyntaxKind::DropColumnClause
        }
        Keyword::Rename => {
            p.bump_keyword();
            p.comma_list(aliased);
            SyntaxKind::RenameColumnClause
        }
        Keyword::Aggregate => {
            aggregate(p);
            SyntaxKind::AggregateClause
        }
        Keyword::Distinct => {
            p.bump_keyword();
            return;
        }
        Keyword::Call | Keyword::Assert => {
            p.bump_keyword();
            p.comma_list(aliased);
            return;
        }
        _ if at_join(p) => {
            join_clause(p);
            return;
        }
        _ if at_set_operator(p) => {
            set_operator(p);
            p.comma_list(super::query::bracketed_query);
            SyntaxKind::SetOperatorClause
        }
        _ => return statement::anything_but_pipes(p),
    };
    p.complete(mark, kind);
}

fn aliased(p: &mut Parser) {
    value(p);
    opt_column_alias(p);
}

/// `a = b + 1`
fn set_clause(p: &mut Parser) {
    let mark = p.mark();
    expression::reference_path(p, SyntaxKind::ColumnReference);
    if p.at_symbol(sym::EQUALS) {
        p.complete_one(SyntaxKind::RawComparisonOperator, SyntaxKind::ComparisonOperator);
        value(p);
    } else {
        p.missing("expected `=`");
    }
    p.complete(mark, SyntaxKind::SetClause);
}

/// `aggregate count(*) as a group and order by b desc`
fn aggregate(p: &mut Parser) {
    p.bump_keyword();
    if !p.at(Keyword::Group) {
        p.comma_list(|p| {
            value(p);
            opt_column_alias(p);
            clause::order_direction(p);
        });
    }
    if p.at(Keyword::Group) {
        let mark = p.mark();
        p.bump_keyword();
        p.eat_all(&[Keyword::And, Keyword::Order]);
        p.expect(Keyword::By);
        p.comma_list(|p| {
            value(p);
            opt_column_alias(p);
            clause::order_direction(p);
        });
        p.complete(mark, SyntaxKind::GroupAndOrderbyClause);
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
                Dialect::Bigquery,
                "from t |> where a |> select b",
                "(pipe_statement (from_clause from (from_expression (from_expression_element (table_expression (table_reference t))))) (pipe_operator_clause |> (where_clause where (expression (column_reference a)))) (pipe_operator_clause |> (select_clause select (select_clause_element (column_reference b)))))",
            ),
            (Dialect::Bigquery, "from t |> aggregate count(*) as c group by a", "(aggregate_clause aggregate (function"),
        ] {
            check(dialect, sql, part);
        }
    }
}
