//! The forms of clauses, source and tree.

use crate::dialect::Dialect;
use crate::sql::testing::check;

#[test]
fn reads_its_forms() {
    for (dialect, sql, part) in [
        (Dialect::Ansi, "select a from t where a", "(where_clause where (expression (column_reference a)))"),
        (
            Dialect::Ansi,
            "select a from t group by a, b + 1, rollup (c)",
            "(groupby_clause group by (column_reference a) , (expression (column_reference b) + 1) , (cube_rollup_clause (function_name rollup) (bracketed ( (grouping_expression_list (column_reference c)) ))))",
        ),
        (Dialect::Ansi, "select a from t order by a desc nulls last", "(orderby_clause order by (column_reference a) desc nulls last)"),
        (Dialect::Ansi, "select a from t limit 10 offset 5", "(limit_clause limit 10 offset 5)"),
        (Dialect::Ansi, "select a from t fetch first 10 rows only", "(fetch_clause fetch first 10 rows only)"),
        (Dialect::Snowflake, "select a from t qualify f() = 1", "(qualify_clause qualify (expression"),
        (Dialect::Postgres, "select a from t for update of t nowait", "(for_clause for update of (table_reference t) nowait)"),
        (
            Dialect::Oracle,
            "select a from t start with b connect by prior c = d",
            "(hierarchical_query_clause (startwith_clause start with (expression (column_reference b))) (connectby_clause connect by (expression prior (column_reference c)",
        ),
        (Dialect::Oracle, "begin select a, b into x, y.z from t; end;", "(into_clause into x , (object_reference y . z))"),
        (Dialect::Oracle, "begin select a bulk collect into x from t; end;", "(bulk_collect_into_clause bulk collect into x)"),
        (
            Dialect::Exasol,
            "select * from t preferring high a prior to low local.b",
            "(preferring_clause preferring (preference_term high (column_reference a) (plus_prior_inverse prior to (preference_term low (local_alias_segment local . b)))))",
        ),
        (
            Dialect::Oracle,
            "select a from t model partition by (b) dimension by (c) measures (d e) rules (e[1] = e[2] + 1) order by f",
            "(model_clause model partition by (bracketed ( (column_reference b) )) dimension by",
        ),
        (
            Dialect::Teradata,
            "select a from t expand on b as c by interval '1' day",
            "(expand_clause expand on (column_reference b) (alias_expression (alias_operator as) c) by (interval_expression interval '1' day))",
        ),
        (Dialect::Db2, "select a from t order by a optimize for 10 rows", "(optimize_clause optimize for 10 rows)"),
    ] {
        check(dialect, sql, part);
    }
}
