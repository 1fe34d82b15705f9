//! The forms of `select`, source and tree.

use crate::dialect::Dialect;
use crate::sql::testing::check;

#[test]
fn reads_its_forms() {
    for (dialect, sql, part) in [
        (
            Dialect::Ansi,
            "select distinct a as b, c d",
            "(select_clause select (select_clause_modifier distinct) (select_clause_element (column_reference a) (alias_expression (alias_operator as) b)) , (select_clause_element (column_reference c) (alias_expression d)))",
        ),
        (
            Dialect::Snowflake,
            "select * exclude (a) rename (b as c)",
            "(wildcard_expression (wildcard_identifier *) (select_exclude_clause exclude (bracketed ( a ))) (select_rename_clause rename (bracketed ( b as c ))))",
        ),
        (
            Dialect::Tsql,
            "select top (1) a = b",
            "(select_clause_modifier top (bracketed ( (expression 1) ))) (select_clause_element (alias_expression a (alias_operator =)) (column_reference b))",
        ),
        (Dialect::Bigquery, "select as struct a", "(select_clause_modifier as struct)"),
        (
            Dialect::Sparksql,
            "select transform(a) using 'cat' as (b string) from t",
            "(transform_clause transform (bracketed ( a )) using 'cat' as (bracketed ( b string )))",
        ),
        (
            Dialect::Exasol,
            "select a with invalid unique (b) from t",
            "(with_invalid_unique_pk_clause with invalid unique (bracketed ( (column_reference b) )))",
        ),
        (
            Dialect::Exasol,
            "select invalid foreign key (a) from t referencing u (b)",
            "(referencing_clause referencing (table_reference u) (bracketed ( (column_reference b) )))",
        ),
        (
            Dialect::Teradata,
            "sel normalize on meets or overlaps a from t",
            "(select_clause_modifier normalize on meets or overlaps) (select_clause_element (column_reference a))",
        ),
        (Dialect::Teradata, "locking row for access sel a from t", "(select_statement locking row for access (select_clause sel"),
        (Dialect::Teradata, "select a from t qualify b = 1 sample 0.25, 0.5", "(sample_expression sample 0.25 , 0.5)"),
    ] {
        check(dialect, sql, part);
    }
}
