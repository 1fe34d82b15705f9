//! Queries: common table expressions, set operations, values, brackets.

use crate::dialect::{Dialect, Features, Keyword};
use crate::syntax::SyntaxKind;

use super::expression::{expression, operands_before_word, table_reference, value};
use super::from::{from_clause, is_column_names, is_table_alias, table_alias};
use super::parser::{Parser, sym};
use super::pipe::pipe_statement;
use super::pivot::{at_simplified, simplified_pivot};
use super::select::{alias_columns, alias_expression, opt_tail_clauses, select_statement};
use super::statement;

/// How many opening brackets are looked through for the query inside.
const BRACKETS_AHEAD: usize = 32;

/// Whether a query begins `ahead`, in brackets or not. A bracketed query with something else behind it is a part of a
/// larger thing: an operand in `(select 1) + 2`, a table in `(select 1) as t`.
#[must_use]
pub fn at_query(p: &Parser, mut ahead: usize) -> bool {
    for _ in 0..BRACKETS_AHEAD {
        match p.keyword(ahead) {
            Keyword::Select => return true,
            Keyword::Locking => {
                return matches!(p.keyword(ahead + 1), Keyword::Row | Keyword::Table | Keyword::View | Keyword::Database);
            }
            Keyword::With => return !matches!(p.symbol(ahead + 1), sym::COMMA | sym::OPEN | sym::CLOSE | sym::DOT),
            Keyword::Values => return at_values(p, ahead),
            Keyword::Pivot | Keyword::Unpivot => return at_simplified(p, ahead),
            Keyword::From => return p.has(Features::FROM_FIRST),
            Keyword::Table => return p.is_name(ahead + 1) && p.symbol(ahead + 2) != sym::OPEN,
            _ if p.symbol(ahead) == sym::OPEN && ends_query(p, ahead) => ahead += 1,
            _ => return false,
        }
    }
    false
}

/// Whether `values` has rows behind it and is not a name.
fn at_values(p: &Parser, ahead: usize) -> bool {
    matches!(p.peek(ahead + 1), SyntaxKind::StartBracket | SyntaxKind::NumericLiteral | SyntaxKind::QuotedLiteral)
        || p.peek(ahead + 1) == SyntaxKind::Word
            && (p.keyword(ahead + 1) == Keyword::Row || p.is_name(ahead + 1) && p.dialect().reserved.contains(Keyword::Values))
        || ahead == 0 && p.is_dialect(&[Dialect::Db2]) && p.is_word(1)
}

/// Whether the bracket group `ahead` is all of a query or is followed by more of one.
fn ends_query(p: &Parser, ahead: usize) -> bool {
    let Some(length) = p.group_length(ahead) else { return true };
    let behind = ahead + length;
    is_set_operator(p, behind)
        || matches!(p.peek(behind), SyntaxKind::EndOfFile | SyntaxKind::EndBracket | SyntaxKind::StatementTerminator)
        || is_tail(p, behind)
        || p.symbol(behind) == sym::PIPE
        || p.keyword(behind) == Keyword::As && p.symbol(behind + 2) == sym::PIPE
        || p.has(Features::BARE_STATEMENTS) && ahead == 0
}

fn is_tail(p: &Parser, ahead: usize) -> bool {
    match p.keyword(ahead) {
        Keyword::Order
        | Keyword::Limit
        | Keyword::Offset
        | Keyword::Fetch
        | Keyword::For
        | Keyword::Option
        | Keyword::Settings
        | Keyword::Returning => true,
        Keyword::Data => p.keyword(ahead + 1) == Keyword::Initially,
        Keyword::On => matches!(p.keyword(ahead + 1), Keyword::Conflict | Keyword::Duplicate),
        Keyword::With => matches!(p.keyword(ahead + 1), Keyword::No | Keyword::Data | Keyword::Check | Keyword::Cascaded | Keyword::Local),
        _ => false,
    }
}

/// Whether the text inside a bracket of an expression is a query. A bracket directly within is an operand, unless a set
/// operator follows it.
#[must_use]
pub fn at_query_in_expression(p: &Parser) -> bool {
    at_query(p, 0) && (!p.at_symbol(sym::OPEN) || p.group_length(0).is_some_and(|length| is_set_operator(p, length) || is_tail(p, length)))
}

/// Whether a set operator is next.
#[must_use]
pub fn at_set_operator(p: &Parser) -> bool {
    is_set_operator(p, 0)
}

/// Whether a set operator is next that has no query behind it.
fn at_lone_set_operator(p: &Parser) -> bool {
    p.at_any(&[Keyword::Union, Keyword::Intersect, Keyword::Except]) && !p.is_name(0)
}

fn is_set_operator(p: &Parser, ahead: usize) -> bool {
    match p.keyword(ahead) {
        Keyword::Union | Keyword::Intersect | Keyword::Except | Keyword::Minus => {}
        Keyword::Full | Keyword::Left | Keyword::Inner | Keyword::Outer if p.keyword(ahead + 1) == Keyword::Outer => {
            return matches!(p.keyword(ahead + 2), Keyword::Union | Keyword::Intersect | Keyword::Except | Keyword::Minus)
                && is_set_operator(p, ahead + 2);
        }
        Keyword::Full | Keyword::Left | Keyword::Inner => {
            return matches!(p.keyword(ahead + 1), Keyword::Union | Keyword::Intersect | Keyword::Except) && is_set_operator(p, ahead + 1);
        }
        _ => return false,
    }
    matches!(
        p.keyword(ahead + 1),
        Keyword::All
            | Keyword::Distinct
            | Keyword::Select
            | Keyword::With
            | Keyword::Values
            | Keyword::Table
            | Keyword::By
            | Keyword::Corresponding
            | Keyword::From
            | Keyword::Strict
    ) || p.symbol(ahead + 1) == sym::OPEN
}

/// A query in brackets, or a report that it is missing.
pub fn bracketed_query(p: &mut Parser) {
    if !p.at_symbol(sym::OPEN) {
        p.missing("expected a query in brackets");
        return;
    }
    p.bracketed(|p| {
        if at_query(p, 0) {
            query(p);
        } else if !statement::opt_statement(p) {
            p.missing("expected a query");
        }
    });
}

/// A whole query.
pub fn query(p: &mut Parser) {
    p.nested(|p| {
        let mark = p.mark();
        if p.at(Keyword::From) && p.is_dialect(&[Dialect::Bigquery]) {
            from_clause(p);
            pipe_statement(p, mark);
            return;
        }
        if p.at(Keyword::With) && p.keyword(2) == Keyword::As && p.keyword(3) == Keyword::Procedure && p.has(Features::PLAIN_CALL) {
            statement::call_with_anonymous_procedure(p);
        } else if p.at(Keyword::With) {
            with_compound_statement(p);
        } else {
            set_expression(p);
        }
        if p.at_symbol(sym::PIPE) {
            pipe_statement(p, mark);
        }
    });
}

/// `select … union select … order by …`
fn set_expression(p: &mut Parser) {
    let mark = p.mark();
    let bracketed = p.at_symbol(sym::OPEN);
    // In ClickHouse every part of a union may sort and cut, and yet the clauses are the union's.
    let with_tail = !(p.is_dialect(&[Dialect::Clickhouse]) && p.find_ahead(is_set_operator).is_some());
    set_operand(p, with_tail);
    if !with_tail {
        opt_tail_clauses(p);
    }
    if !at_set_operator(p) && !at_lone_set_operator(p) {
        if bracketed {
            if p.at(Keyword::As) && p.symbol(2) == sym::PIPE {
                alias_expression(p);
            }
            let before = p.position();
            opt_tail_clauses(p);
            if p.position() > before && !p.has(Features::BARE_STATEMENTS) {
                p.complete(mark, SyntaxKind::SetExpression);
            }
        }
        return;
    }
    while at_set_operator(p) || at_lone_set_operator(p) {
        set_operator(p);
        set_operand(p, false);
        opt_tail_clauses(p);
    }
    p.complete(mark, SyntaxKind::SetExpression);
}

fn set_operand(p: &mut Parser, first: bool) {
    match p.keyword(0) {
        Keyword::Select | Keyword::Locking => select_statement(p, first),
        Keyword::From if p.has(Features::FROM_FIRST) => select_statement(p, first),
        Keyword::Values => values_clause(p),
        Keyword::Pivot | Keyword::Unpivot => simplified_pivot(p),
        Keyword::With => p.nested(with_compound_statement),
        Keyword::Table => {
            let mark = p.mark();
            p.bump_keyword();
            table_reference(p);
            if first {
                opt_tail_clauses(p);
            }
            p.complete(mark, SyntaxKind::TableStatement);
        }
        _ if p.at_symbol(sym::OPEN) => p.bracketed(|p| {
            if at_query(p, 0) {
                query(p);
            } else {
                p.missing("expected a query");
            }
        }),
        _ => p.missing("expected a query"),
    }
}

/// `union all by name`, `except`, `intersect distinct`, `minus`
pub fn set_operator(p: &mut Parser) {
    let mark = p.mark();
    p.eat_any(&[Keyword::Full, Keyword::Left, Keyword::Inner]);
    p.eat(Keyword::Outer);
    p.bump_keyword();
    p.eat_any(&[Keyword::All, Keyword::Distinct]);
    p.eat(Keyword::Strict);
    let by_name = p.eat_all(&[Keyword::By, Keyword::Name]) || p.eat(Keyword::Corresponding);
    if by_name && p.at_any(&[Keyword::On, Keyword::By]) && p.symbol(1) == sym::OPEN {
        p.bump_keyword();
        p.bracketed_list(|p| {
            p.expect_name();
        });
    }
    p.complete(mark, SyntaxKind::SetOperator);
}

/// `with a as (…), b (x) as (…) select …`
pub fn with_compound_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.eat(Keyword::Recursive);
    let mut routines = false;
    while p.at_any(&[Keyword::Function, Keyword::Procedure]) && p.is_word(1) && p.keyword(2) != Keyword::As {
        routines = true;
        // A function of the query's own.
        statement::nested_routine(p);
        if p.at_kind(SyntaxKind::StatementTerminator) {
            p.bump();
        }
    }
    if routines && at_query(p, 0) && !p.at_symbol(sym::OPEN) {
        set_expression(p);
        p.complete(mark, SyntaxKind::WithCompoundStatement);
        return;
    }
    loop {
        common_table_expression(p);
        if at_another_table_expression(p) {
            p.missing("expected a comma");
            continue;
        }
        if !p.eat_symbol(sym::COMMA) || at_query(p, 0) && p.is_dialect(TRAILING_COMMA) {
            break;
        }
    }
    if p.at(Keyword::With) {
        p.nested(with_compound_statement);
    } else if at_query(p, 0) {
        set_expression(p);
    } else if !statement::opt_statement(p) {
        p.missing("expected a query");
    }
    p.complete(mark, SyntaxKind::WithCompoundStatement);
}

/// Dialects that let a comma stand behind the last common table expression; the standard's reading is as lenient as a linter
/// that has a rule for it.
const TRAILING_COMMA: &[Dialect] = &[Dialect::Ansi, Dialect::Bigquery, Dialect::Clickhouse, Dialect::Duckdb, Dialect::Snowflake];

/// `name as (`: a further common table expression, without the comma that must stand before it.
fn at_another_table_expression(p: &Parser) -> bool {
    p.is_name(0) && p.keyword(1) == Keyword::As && p.symbol(2) == sym::OPEN
}

fn common_table_expression(p: &mut Parser) {
    let mark = p.mark();
    if p.is_dialect(&[Dialect::Clickhouse])
        && !(p.is_word(0)
            && (p.keyword(1) == Keyword::As
                || p.symbol(1) == sym::OPEN
                    && p.group_length(1).is_some_and(|length| p.keyword(1 + length) == Keyword::As && p.symbol(2 + length) == sym::OPEN)))
    {
        // `with 1 as name`: a value, not a table.
        expression(p);
        if p.expect(Keyword::As) {
            p.expect_name();
        }
        p.complete(mark, SyntaxKind::CommonTableExpression);
        return;
    }
    if p.is_word(0) && !p.at_any(&[Keyword::As, Keyword::Select]) {
        p.bump_identifier();
    } else if p.at(Keyword::As) {
        p.error("expected the name of a common table expression");
    } else {
        p.missing("expected the name of a common table expression");
        return;
    }
    if p.at_symbol(sym::OPEN) && !at_query(p, 1) {
        let columns = p.mark();
        p.bracketed(|p| {
            let mark = p.mark();
            p.comma_list(|p| if p.is_word(0) { p.bump_identifier() } else { p.missing("expected a column") });
            p.complete(mark, SyntaxKind::IdentifierList);
        });
        p.complete(columns, SyntaxKind::CteColumnList);
    }
    if p.at(Keyword::Using) && p.keyword(1) == Keyword::Key {
        p.bump_keywords(2);
        p.bracketed_list(value);
    }
    p.eat(Keyword::As);
    p.eat(Keyword::Not);
    p.eat(Keyword::Materialized);
    bracketed_query(p);
    while search_or_cycle(p) {}
    p.complete(mark, SyntaxKind::CommonTableExpression);
}

/// `search depth first by a set b`, `cycle a set b using c`
fn search_or_cycle(p: &mut Parser) -> bool {
    let mark = p.mark();
    match p.keyword(0) {
        Keyword::Search if matches!(p.keyword(1), Keyword::Depth | Keyword::Breadth) => {
            p.bump_keywords(3);
            p.expect(Keyword::By);
            p.comma_list(|p| {
                value(p);
                super::clause::order_direction(p);
            });
            if p.eat(Keyword::Set) {
                p.expect_name();
            }
            p.complete(mark, SyntaxKind::SearchClause);
        }
        Keyword::Cycle => {
            p.bump_keyword();
            p.comma_list(value);
            if p.eat(Keyword::Set) {
                p.expect_name();
            }
            if p.eat(Keyword::To) {
                value(p);
            }
            if p.eat(Keyword::Default) {
                value(p);
            }
            if p.eat(Keyword::Using) {
                p.expect_name();
            }
            p.complete(mark, SyntaxKind::CycleClause);
        }
        _ => return false,
    }
    true
}

/// `values (1, 2), (3, 4)`
pub fn values_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    loop {
        values_row(p);
        // `from values 1, values 2` are two relations.
        if p.keyword(1) == Keyword::Values || !p.eat_symbol(sym::COMMA) || p.at_trailing_comma_end() {
            break;
        }
    }
    if p.is_dialect(&[Dialect::Sparksql, Dialect::Databricks]) && is_table_alias(p)
        || p.at(Keyword::As) && p.is_word(1) && p.symbol(2) == sym::OPEN && p.is_dialect(&[Dialect::Exasol])
    {
        table_alias(p);
    } else if is_column_names(p) {
        let mark = p.mark();
        alias_columns(p);
        p.complete(mark, SyntaxKind::AliasExpression);
    }
    opt_tail_clauses(p);
    p.complete(mark, SyntaxKind::ValuesClause);
}

/// `values between 1 and 15 with step 4`
pub fn values_range_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keywords(2);
    operands_before_word(p);
    if p.expect(Keyword::And) {
        operands_before_word(p);
    }
    if p.at(Keyword::With) && p.reads(1, "step") {
        p.bump_keywords(2);
        operands_before_word(p);
    }
    p.complete(mark, SyntaxKind::ValuesRangeClause);
}

fn values_row(p: &mut Parser) {
    p.eat(Keyword::Row);
    let length = p.group_length(0).unwrap_or(0);
    if p.at_symbol(sym::OPEN) && p.peek(length) != SyntaxKind::Symbol {
        p.bracketed_list(|p| {
            expression(p);
            if p.at(Keyword::As) {
                alias_expression(p);
            }
        });
    } else {
        expression(p);
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
                "with a (x) as (select 1) select 2",
                "(with_compound_statement with (common_table_expression a (cte_column_list (bracketed ( (identifier_list x) ))) as (bracketed ( (select_statement",
            ),
            (
                Dialect::Ansi,
                "select 1 union all (select 2) order by 1",
                "(set_expression (select_statement (select_clause select (select_clause_element 1))) (set_operator union all) (bracketed ( (select_statement (select_clause select (select_clause_element 2))) )) (orderby_clause order by 1))",
            ),
            (Dialect::Ansi, "values (1, a)", "(values_clause values (bracketed ( (expression 1) , (expression (column_reference a)) )))"),
            (Dialect::Ansi, "select ((select 1) + 2)", "(bracketed ( (expression (bracketed ( (expression (select_statement"),
            (Dialect::Duckdb, "from t", "(statement (select_statement (from_clause from"),
            (Dialect::Clickhouse, "with 1 as a select a", "(common_table_expression (expression 1) as a)"),
            (
                Dialect::Exasol,
                "select a from values between 1 and 9 with step 2",
                "(values_range_clause values between 1 and 9 with step 2)",
            ),
            (
                Dialect::Oracle,
                "with function f(x number) return number is begin return x; end; select f(1) from t",
                "(with_compound_statement with (create_function_statement function",
            ),
            (Dialect::Mysql, "table t order by a limit 1", "(table_statement table (table_reference t) (orderby_clause"),
        ] {
            check(dialect, sql, part);
        }
    }
}
