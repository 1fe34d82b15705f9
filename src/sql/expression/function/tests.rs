//! The forms of calls, source and tree.

use crate::dialect::Dialect;
use crate::sql::testing::check;

#[test]
fn reads_its_forms() {
    for (dialect, sql, part) in [
        (
            Dialect::Ansi,
            "select s.f(distinct a, 1)",
            "(function (function_name s . f) (function_contents (bracketed ( distinct (expression (column_reference a)) , (expression 1) ))))",
        ),
        (Dialect::Ansi, "select count(*) filter (where a)", "filter (bracketed ( where (expression (column_reference a)) ))"),
        (Dialect::Postgres, "select string_agg(a, ',' order by b)", "(aggregate_order_by (orderby_clause order by (column_reference b)))"),
        (
            Dialect::Redshift,
            "select listagg(a) within group (order by b)",
            "(withingroup_clause within group (bracketed ( (orderby_clause order by (column_reference b)) )))",
        ),
        (Dialect::Ansi, "select extract(year from a)", "(bracketed ( year from (expression (column_reference a)) ))"),
        (Dialect::Ansi, "select trim(both 'x' from a)", "(bracketed ( both (expression 'x') from (expression (column_reference a)) ))"),
        (Dialect::Snowflake, "select dateadd(day, 1, a)", "(bracketed ( day , (expression 1) , (expression (column_reference a)) ))"),
        (Dialect::Postgres, "select f(a => 1)", "(named_argument a => (expression 1))"),
        (Dialect::Trino, "select f(x -> x + 1)", "(lambda_function x -> (expression (column_reference x) + 1))"),
        (Dialect::Tsql, "select convert(int, a)", "(bracketed ( (data_type int) , (expression (column_reference a)) ))"),
        (Dialect::Exasol, "select f(a) emits (b int) from t", "(emits_segment emits (bracketed ( b (data_type int) ))))"),
        (Dialect::Oracle, "select f(a)(1) from t", "(bracketed ( (expression 1) ))"),
        (Dialect::Mysql, "select match (a) against ('x' in boolean mode)", "against (bracketed ( 'x' in boolean mode ))"),
        (Dialect::Oracle, "select xmlattributes(a as \"b\") from t", "(alias_expression (alias_operator as) \"b\")"),
    ] {
        check(dialect, sql, part);
    }
}
