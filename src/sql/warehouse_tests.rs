//! What one warehouse writes and no other: a source and the part of its tree that tells it was understood.

use crate::dialect::Dialect;
use crate::sql::testing::check;

fn check_all(dialect: Dialect, cases: &[(&str, &str)]) {
    for (sql, part) in cases {
        check(dialect, sql, part);
    }
}

#[test]
fn transact_sql() {
    check_all(
        Dialect::Tsql,
        &[
            ("begin delete t output deleted.a\nnext_step:\nend", "(delete_statement delete (table_reference t) (output_clause"),
            ("goto done; done: select 1", "(statement done : (select_statement"),
            ("select 1 where a > any (select 1)", "any (bracketed ( (select_statement"),
            (
                "create table t (a as b + 1 persisted)",
                "(computed_column_definition a (column_constraint_segment as (expression (column_reference b) + 1) persisted))",
            ),
            ("alter table t alter column a int not null", "(column_definition a (data_type int) (column_constraint_segment not null))"),
            ("select a.value('x', 'int')", "(column_reference a (datatype_method . value (function_contents"),
            ("select * from t cross apply x.nodes('/a') as n(c)", "(table_reference x (datatype_method . nodes"),
            (
                "select 1 from a left join b left join c on d on e",
                "(join_clause left join (from_expression_element (table_expression (table_reference b))) (join_clause left join",
            ),
            ("select f(a) ignore nulls over (order by b)", "(over_clause ignore nulls over (bracketed"),
            ("select datediff(wk, a, b)", "(bracketed ( wk , (expression"),
            ("select identity(int, 1, 1) as a into #t from t", "identity (bracketed ( (data_type int) , 1 , 1 ))"),
            ("declare c cursor for select a from t for update of a, b", "(cursor_definition cursor for (select_statement"),
            ("declare @c cursor", "(declare_segment declare @c (data_type cursor))"),
            ("create sequence s as bigint start with 1", "(sequence_reference s) as (data_type bigint)"),
            ("set identity_insert dbo.t on", "set identity_insert (table_reference dbo . t) on"),
            ("alter table t switch to u", "(alter_table_statement alter table (object_reference t) switch to (object_reference u))"),
            (
                "create security policy p add filter predicate f(a) on t",
                "(object_reference f) (bracketed ( (column_reference a) )) on (object_reference t)",
            ),
            ("merge t using s on a = b when not matched then insert (a) values (1);", "values (bracketed ( (expression 1) ))"),
        ],
    );
}

#[test]
fn snowflake() {
    check_all(
        Dialect::Snowflake,
        &[
            (
                "create table t (a int not null comment 'x', b comment 'y', c int as (a + 1))",
                "(bracketed ( (column_definition a (data_type int) (column_constraint_segment not null)) (comment_clause comment 'x') , b (comment_clause comment 'y') , c (data_type int)",
            ),
            (
                "create table a clone b at (offset => -1)",
                "(create_clone_statement create table (object_reference a) clone (object_reference b) (from_before_expression at",
            ),
            ("create stream s on table t", "on table (object_reference t)"),
            ("define table t (a int)", "(create_table_statement define table (table_reference t)"),
            (
                "call p(1) into :x",
                "(call_statement call (function_name p) (function_contents (bracketed ( (expression 1) ))) into (bind_variable : x))",
            ),
            ("select a into :x, :y from t", "(into_clause into (bind_variable : x) , (bind_variable : y))"),
            ("select a from t offset 1 row fetch next 2 rows only", "(offset_clause offset 1 row) (fetch_clause fetch next 2 rows only)"),
            (
                "with p as procedure (a int) returns int language sql as $$ begin end $$ call p(1)",
                "(call_with_anonymous_procedure with (function_name p) as procedure (function_parameter_list",
            ),
            ("begin exception when other then raise; end", "exception when (object_reference other) then"),
            ("begin for r in cur do x := 1; end for; end", "for r in cur do"),
            (
                "select a from t changes (information => append_only) at (offset => -1)",
                "(changes_clause changes (bracketed ( information => append_only )))",
            ),
            ("execute immediate from @s/f.sql", "(execute_immediate_clause execute immediate from @s/f.sql)"),
            (
                "create view v (a) row access policy r on (a) as select 1",
                "policy (object_reference r) on (bracketed ( (column_reference a) ))",
            ),
            ("select $x, $1", "(select_clause_element $x) , (select_clause_element (column_reference $1))"),
        ],
    );
}

#[test]
fn spark_and_databricks() {
    check_all(
        Dialect::Sparksql,
        &[
            (
                "select /*+ broadcast(t), repartition(3, a) */ a from t",
                "(select_clause_modifier (select_hint /*+ (hint_function (function_name broadcast) (function_contents (bracketed ( (expression (column_reference t)) )))) , (hint_function (function_name repartition) (function_contents (bracketed ( (expression 3) , (expression (column_reference a)) )))) */))",
            ),
            ("select /* plain */ a", "(select_clause select (select_clause_element"),
            ("select transform(a) using 'cat' as (c string) from t", "as (bracketed ( c string )))"),
            (
                "show partitions t partition (a = 1)",
                "show partitions (table_reference t) partition (bracketed ( (column_reference a) (comparison_operator =) 1 ))",
            ),
            ("show tables in d like 'x*'", "show tables in (database_reference d) like 'x*'"),
            ("alter table t drop partition (a = 1)", "drop partition (bracketed ( (column_reference a) (comparison_operator =) 1 ))"),
            (
                "alter table t add columns (a int first, b int after c)",
                "first , (column_definition (column_reference b) (data_type int)) after (column_reference c)",
            ),
            ("insert overwrite directory '/x' using parquet select 1", "(insert_overwrite_directory_statement insert overwrite directory"),
            ("describe query select a", "(describe_statement describe query (statement (select_statement"),
        ],
    );
}

#[test]
fn clickhouse() {
    check_all(
        Dialect::Clickhouse,
        &[
            (
                "alter table t update a = 1 where b",
                "(alter_table_statement alter table (table_reference t) update a (comparison_operator =) (expression 1)",
            ),
            ("rename table a to b, c to d", "(table_reference a) to (table_reference b) , (table_reference c) to (table_reference d)"),
            ("select (1, 'x').2", "(bracketed ( 1 , 'x' )) . 2"),
            ("select a::Decimal(12, 0)", "(bracketed ( (data_type 12) , (data_type 0) ))"),
            (
                "create database d engine = X() table override t (columns (id UInt32))",
                "columns (bracketed ( (column_definition id (data_type UInt32)) ))",
            ),
        ],
    );
}

#[test]
fn postgres_and_redshift() {
    check_all(
        Dialect::Postgres,
        &[
            ("copy t from stdin;\n1\tfoo'\n\\.\nselect 1", "(select_statement (select_clause select (select_clause_element 1)))"),
            (
                "\\copy (\nselect 1) to 'x'\nselect 2",
                "(file (statement (select_statement (select_clause select (select_clause_element 2)))))",
            ),
            ("\\echo a \\\\ select 1", "(file (statement (select_statement"),
            (
                "vacuum (full) t (a, b), u",
                "(vacuum_statement vacuum (bracketed ( full )) (table_reference t) (bracketed ( (column_reference a) , (column_reference b) )) , (table_reference u))",
            ),
            (
                "create index i on t (a collate \"C\") where a > 1",
                "(index_element (column_reference a) collate (collation_reference \"C\"))",
            ),
            (
                "create table t (a int, unique nulls not distinct (a))",
                "(table_constraint unique nulls not distinct (bracketed ( (column_reference a) )))",
            ),
            (
                "create table t partition of u for values from (1) to (maxvalue)",
                "from (bracketed ( (expression 1) )) to (bracketed ( (expression (column_reference maxvalue)) ))",
            ),
            (
                "select a from only (t) as x",
                "(from_expression_element only (table_expression (bracketed ( (table_reference t) ))) (alias_expression",
            ),
            ("create policy p on t for select to r using (a = 1)", "for select to (object_reference r)"),
        ],
    );
    check_all(
        Dialect::Redshift,
        &[
            ("select approximate count(distinct a)", "(function approximate (function_name count)"),
            ("select 1, * exclude a from t", "(select_exclude_clause exclude (column_reference a))"),
        ],
    );
}

#[test]
fn bigquery_and_duckdb() {
    check_all(
        Dialect::Bigquery,
        &[
            (
                "create snapshot table a clone b",
                "(create_snapshot_table_statement create snapshot table (table_reference a) clone (table_reference b))",
            ),
            ("create view v (a options (description = 'x'), b) as select 1", "(column_definition b)"),
            ("create function f(a any type) as (a)", "(function_parameter_list (bracketed ( a any type )))"),
            ("select a from t group by rollup (a, b)", "(cube_rollup_clause (function_name rollup)"),
        ],
    );
    check_all(Dialect::Duckdb, &[("select a from t limit 10% offset 2", "(limit_clause limit 10 % offset 2)")]);
}
