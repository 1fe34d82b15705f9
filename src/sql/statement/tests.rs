//! Trees of statements: what is told apart, and that what is no statement is not taken for one.

use crate::dialect::Dialect;
use crate::sql::parse;
use crate::syntax::{SyntaxKind, Tree};

fn tree(sql: &str, dialect: Dialect) -> Tree {
    parse(&sql.into(), dialect.spec())
}

/// The nodes of some kinds in a text, as `kind text`, separated by `; `.
fn nodes(sql: &str, dialect: Dialect, kinds: &[SyntaxKind]) -> String {
    let tree = tree(sql, dialect);
    assert!(tree.errors().is_empty(), "{sql}: {:?}", tree.errors());
    let shown = |node| format!("{} {}", tree.kind(node).name(), tree.node_text(node));
    tree.nodes().filter(|&node| kinds.contains(&tree.kind(node))).map(shown).collect::<Vec<_>>().join("; ")
}

const NAMES: &[SyntaxKind] = &[SyntaxKind::TableReference, SyntaxKind::ColumnReference, SyntaxKind::DataType, SyntaxKind::ColumnDefinition];

#[test]
fn tells_tables_columns_and_types_apart() {
    let cases = [
        (Dialect::Ansi, "insert into t (a, b) values (1, 2)", "table_reference t; column_reference a; column_reference b"),
        (Dialect::Ansi, "drop table if exists a.b, c cascade", "table_reference a.b; table_reference c"),
        (
            Dialect::Ansi,
            "create table t (a int not null, primary key (a))",
            "table_reference t; column_definition a int not null; data_type int; column_reference a",
        ),
        (
            Dialect::Redshift,
            "create table t (a int encode az64) distkey (a)",
            "table_reference t; column_reference a; data_type int; column_reference a",
        ),
        (Dialect::Postgres, "comment on column t.a is 'text'", "column_reference t.a"),
        (Dialect::Postgres, "alter table t alter column a type int", "table_reference t; column_reference a; data_type int"),
        (Dialect::Snowflake, "copy into t from @stage/path file_format = (type = csv)", "table_reference t"),
        (Dialect::Snowflake, "create task a.b warehouse = w as insert into t values (1)", "table_reference t"),
        (Dialect::Bigquery, "declare x, y int64 default 1", "data_type int64"),
        (Dialect::Tsql, "declare @t table (a int)", "column_definition a int; data_type int"),
        (Dialect::Tsql, "create table t (a as b * c)", "table_reference t; column_reference b; column_reference c"),
        (Dialect::Mysql, "truncate table a", "table_reference a"),
        (Dialect::Oracle, "create procedure p (a in number) is b t.c%type; begin null; end;", "data_type number; column_reference t.c"),
    ];
    for (dialect, sql, want) in cases {
        assert_eq!(nodes(sql, dialect, NAMES), want, "{sql}");
    }
}

const REFERENCES: &[SyntaxKind] = &[SyntaxKind::TableReference, SyntaxKind::ColumnReference, SyntaxKind::DataType];

#[test]
fn finds_what_is_named_in_the_statements_of_each_dialect() {
    let cases = [
        (
            Dialect::Vertica,
            "create projection p as select a from t order by a segmented by hash(b) all nodes",
            "table_reference p; column_reference a; table_reference t; column_reference a; column_reference b",
        ),
        (Dialect::Oracle, "create user u identified by p quota 10M on s", ""),
        (Dialect::Oracle, "begin null; exception when no_data_found then null; when others then raise; end;", ""),
        (
            Dialect::Mysql,
            "create table t (a datetime not null, b varchar(5) character set latin1, unique i (a))",
            "table_reference t; data_type varchar(5); column_reference a",
        ),
        (Dialect::Mysql, "create index i on t (a(10), lower(b))", "table_reference t; column_reference a; column_reference b"),
        (
            Dialect::Mysql,
            "create table t (a int) partition by range (a) (partition p values less than (1))",
            "table_reference t; data_type int; column_reference a; column_reference p",
        ),
        (
            Dialect::Mysql,
            "alter table t rename u, drop column a, alter b drop default",
            "table_reference t; table_reference u; column_reference a",
        ),
        (Dialect::Mysql, "insert into t partition (p) (a) values (1)", "table_reference t; column_reference a"),
        (Dialect::Mysql, "flush tables a, b.c with read lock", "table_reference a; table_reference b.c"),
        (
            Dialect::Mysql,
            "load data infile 'f' into table t fields terminated by ',' (a, @b) set c = @b",
            "table_reference t; column_reference a; column_reference @b; column_reference c",
        ),
        (
            Dialect::Mariadb,
            "alter table t add period if not exists for p (a, b)",
            "table_reference t; column_reference a; column_reference b",
        ),
        (Dialect::Mariadb, "delete history from t before system_time now()", "table_reference t"),
        (Dialect::Oracle, "alter table t modify (a not null, b number(1))", "table_reference t; data_type number(1)"),
        (Dialect::Oracle, "create type t under u (a number)", "data_type number"),
        (Dialect::Oracle, "begin execute immediate 'x' into a, b.c using d; end;", "column_reference d"),
        (
            Dialect::Oracle,
            "declare type v is varray(4) of date; e exception; begin null; end;",
            "data_type varray(4); data_type date; data_type exception",
        ),
        (Dialect::Exasol, "import into t (a, b) from ora at c table d (e)", "table_reference t; table_reference d"),
        (
            Dialect::Exasol,
            "export (select a from t) into csv at c file 'f' column separator = ';'",
            "column_reference a; table_reference t",
        ),
        (Dialect::Exasol, "create table t (a varchar(5) utf8)", "table_reference t; data_type varchar(5) utf8"),
        (Dialect::Vertica, "alter table t, u rename to v, w", "table_reference t; table_reference u; table_reference v; table_reference w"),
        (Dialect::Vertica, "comment on library l is 'x'", ""),
        (
            Dialect::Vertica,
            "copy t (a format 'YYYY', b filler int) from stdin",
            "table_reference t; column_reference a; column_reference b; data_type int",
        ),
        (Dialect::Sqlite, "create virtual table t using fts5(a, content='')", "table_reference t"),
        (Dialect::Teradata, "collect stats index (a) on t", "column_reference a; table_reference t"),
        (Dialect::Oracle, "create trigger x before insert on t for each row begin :new.a := :old.b + 1; end;", "table_reference t"),
        (
            Dialect::Oracle,
            "create trigger x for insert on t compound trigger before statement is begin null; end before statement; end x;",
            "table_reference t",
        ),
        (Dialect::Oracle, "create table t (a clob) lob (a) store as securefile (tablespace s)", "table_reference t; data_type clob"),
        (Dialect::Oracle, "begin <<outer>> loop exit outer when a = 1; end loop outer; end;", "column_reference a"),
        (Dialect::Oracle, "flashback table t to before drop", "table_reference t"),
        (Dialect::Mysql, "rename table a to b, c to d", "table_reference a; table_reference b; table_reference c; table_reference d"),
        (Dialect::Mysql, "do f(a), b", "column_reference a; column_reference b"),
        (
            Dialect::Teradata,
            "replace view v as locking row for access select a from t",
            "table_reference v; column_reference a; table_reference t",
        ),
        (
            Dialect::Teradata,
            "replace macro m (p integer) as (select a from t; del from u;);\nbt;",
            "data_type integer; column_reference a; table_reference t; table_reference u",
        ),
        (Dialect::Teradata, ".logon a/b\nselect c from t", "column_reference c; table_reference t"),
        (
            Dialect::Teradata,
            "create multiset table t, no fallback (a integer) primary index (a)",
            "table_reference t; column_reference a; data_type integer; column_reference a",
        ),
        (
            Dialect::Hive,
            "from t insert overwrite table u select a where b insert into v select c",
            "table_reference t; table_reference u; column_reference a; column_reference b; table_reference v; column_reference c",
        ),
        (
            Dialect::Impala,
            "upsert into t select a from u join [shuffle] v on a",
            "table_reference t; column_reference a; table_reference u; table_reference v; column_reference a",
        ),
        (Dialect::Vertica, "at epoch latest select a from t", "column_reference a; table_reference t"),
        (
            Dialect::Db2,
            "merge into t using (values (1, 2)) as s (a, b) on a = b when matched then delete else ignore",
            "table_reference t; column_reference a; column_reference b",
        ),
        (
            Dialect::Exasol,
            "create table t (a int, distribute by a, partition by b)",
            "table_reference t; data_type int; column_reference a; column_reference b",
        ),
    ];
    for (dialect, sql, want) in cases {
        assert_eq!(nodes(sql, dialect, REFERENCES), want, "{sql}");
    }
}

const STATEMENTS: &[SyntaxKind] = &[
    SyntaxKind::SelectStatement,
    SyntaxKind::InsertStatement,
    SyntaxKind::UpdateStatement,
    SyntaxKind::DeleteStatement,
    SyntaxKind::SetStatement,
    SyntaxKind::IfThenStatement,
    SyntaxKind::BeginEndBlock,
    SyntaxKind::TransactionStatement,
];

#[test]
fn statements_end_where_the_dialect_ends_them() {
    let cases = [
        (
            Dialect::Tsql,
            "select 1\nupdate t set a = 1\ndelete from t",
            "select_statement select 1; update_statement update t set a = 1; delete_statement delete from t",
        ),
        (
            Dialect::Tsql,
            "if 1 = 1 select 1 else select 2",
            "if_then_statement if 1 = 1 select 1 else select 2; select_statement select 1; select_statement select 2",
        ),
        (Dialect::Tsql, "begin select 1 end", "begin_end_block begin select 1 end; select_statement select 1"),
        (Dialect::Postgres, "begin; select 1; end;", "transaction_statement begin; select_statement select 1; transaction_statement end"),
        (
            Dialect::Oracle,
            "begin delete from t; end;\n/\nselect 1",
            "begin_end_block begin delete from t; end; delete_statement delete from t; select_statement select 1",
        ),
        (Dialect::Mysql, "delimiter ~\nset a = 1~\nselect 1", "set_statement set a = 1; select_statement select 1"),
    ];
    for (dialect, sql, want) in cases {
        assert_eq!(nodes(sql, dialect, STATEMENTS), want, "{sql}");
    }
}

#[test]
fn what_is_no_statement_stays_unread() {
    for sql in [
        "foo bar",
        "create table",
        "insert into",
        "update t",
        "merge into t using u",
        "drop table (",
        "select 1; )",
        "create table t (a int",
    ] {
        assert!(!tree(sql, Dialect::Ansi).errors().is_empty(), "{sql}");
    }
}

#[test]
fn deep_blocks_end() {
    let sql = "begin ".repeat(2_000) + "if a then ".repeat(2_000).as_str();
    for dialect in [Dialect::Oracle, Dialect::Tsql, Dialect::Snowflake, Dialect::Mysql, Dialect::Bigquery] {
        assert!(!tree(&sql, dialect).errors().is_empty(), "{}", dialect.name());
    }
}
