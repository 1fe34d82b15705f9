//! Texts of one shape and any size: what a generator, a slip of the hand or malice makes. Whatever reads them must take twice
//! the time for twice the text.

/// A shape: a name and the text of about so many bytes.
pub struct Shape {
    pub name: &'static str,
    pub dialect: &'static str,
    make: fn(usize) -> String,
}

impl Shape {
    pub fn text(&self, bytes: usize) -> String {
        (self.make)(bytes)
    }
}

/// `head`, then `piece` until the text is long enough, then `tail`.
fn repeated(bytes: usize, head: &str, piece: &str, tail: &str) -> String {
    format!("{head}{}{tail}", piece.repeat(bytes / piece.len() + 1))
}

/// Like [`repeated`], with the number of the piece in it.
fn numbered(bytes: usize, head: &str, piece: impl Fn(usize) -> String, tail: &str) -> String {
    let mut text = head.to_owned();
    let mut number = 0;
    while text.len() < bytes {
        text.push_str(&piece(number));
        number += 1;
    }
    text.push_str(tail);
    text
}

/// `open` as often as fits, `inside`, and `close` as often.
fn nested(bytes: usize, head: &str, open: &str, inside: &str, close: &str) -> String {
    let depth = bytes / (open.len() + close.len()) + 1;
    format!("{head}{}{inside}{}\n", open.repeat(depth), close.repeat(depth))
}

macro_rules! shapes {
    ($($dialect:literal $name:literal $make:expr;)*) => {
        /// All shapes.
        pub const SHAPES: &[Shape] =
            &[$(Shape { name: $name, dialect: $dialect, make: $make }),*];
    };
}

shapes! {
    // --- long
    "snowflake" "columns" |n| numbered(n, "select\n    t.id", |i| format!(",\n    t.column_{i} as name_{i}"), "\nfrom t\n");
    "snowflake" "columns, unqualified" |n| numbered(n, "select\n    id", |i| format!(",\n    column_{i}"), "\nfrom t\n");
    "snowflake" "columns on one line" |n| numbered(n, "select id", |i| format!(", column_{i} as name_{i}"), " from t\n");
    "snowflake" "columns of functions" |n| numbered(n, "select\n    id", |i| format!(",\n    max(case when k = '{i}' then v end) as name_{i}"), "\nfrom t\ngroup by id\n");
    "snowflake" "sum" |n| repeated(n, "select\n    a", "\n    + a", " as b\nfrom t\n");
    "snowflake" "sum on one line" |n| repeated(n, "select a", " + a", " as b from t\n");
    "snowflake" "concatenation" |n| repeated(n, "select a", " || '-' || b", " as c from t\n");
    "snowflake" "and" |n| numbered(n, "select a from t\nwhere\n    a = 1", |i| format!("\n    and b != {i}"), "\n");
    "snowflake" "or, and" |n| numbered(n, "select a from t\nwhere\n    a = 1", |i| format!("\n    or b = {i} and c is null"), "\n");
    "snowflake" "between" |n| repeated(n, "select a from t where a = 1", " and b between 1 and 2", "\n");
    "snowflake" "in list" |n| numbered(n, "select a from t where a in (1", |i| format!(", {i}"), ")\n");
    "snowflake" "in list, lines" |n| numbered(n, "select a from t where a in (\n    'x'", |i| format!(",\n    'v{i}'"), "\n)\n");
    "snowflake" "whens" |n| numbered(n, "select\n    case", |i| format!("\n        when a = {i} then 'v{i}'"), "\n    end as b\nfrom t\n");
    "snowflake" "union all" |n| numbered(n, "select 0 as a", |i| format!("\nunion all\nselect {i} as a"), "\n");
    "snowflake" "union all of tables" |n| numbered(n, "select a, b from t", |i| format!("\n\nunion all\n\nselect\n    a,\n    b\nfrom t_{i}"), "\n");
    "snowflake" "ctes" |n| numbered(n, "with c as (select 1 as a)", |i| format!(",\n\nc_{i} as (\n    select a from {}\n)", if i == 0 { "c".to_owned() } else { format!("c_{}", i - 1) }), "\n\nselect a from c\n");
    "snowflake" "ctes, unused" |n| numbered(n, "with c as (select 1 as a)", |i| format!(",\n\nc_{i} as (select * from t)"), "\n\nselect a from c\n");
    "snowflake" "ctes that read one twice" |n| numbered(n, "with c as (select 1 as a)", |i| { let from = if i == 0 { "c".to_owned() } else { format!("c_{}", i - 1) }; format!(",\n\nc_{i} as (\n    select\n        l.*,\n        r.*\n    from {from} as l\n    cross join {from} as r\n)") }, "\n\nselect * from c\n");
    "snowflake" "joins" |n| numbered(n, "select t.a\nfrom t", |i| format!("\nleft join t_{i} on t.id = t_{i}.id"), "\n");
    "snowflake" "joins with aliases" |n| numbered(n, "select x.a\nfrom t as x", |i| format!("\ninner join u as x{i} using (id)"), "\n");
    "snowflake" "comma joins" |n| numbered(n, "select a from t", |i| format!(", t_{i}"), "\n");
    "snowflake" "windows" |n| numbered(n, "select\n    id", |i| format!(",\n    sum(a) over (partition by b order by c) as s_{i}"), "\nfrom t\n");
    "snowflake" "group by" |n| numbered(n, "select count(*) as n from t group by a", |i| format!(", b_{i}"), "\n");
    "snowflake" "order by" |n| numbered(n, "select a from t order by a", |i| format!(", b_{i} desc"), "\n");
    "snowflake" "subqueries" |n| numbered(n, "select\n    0 as a", |i| format!(",\n    (select max(b) from t where t.id = {i}) as a_{i}"), "\n");
    "snowflake" "arguments" |n| repeated(n, "select coalesce(a", ", a", ") as b from t\n");
    "snowflake" "casts" |n| repeated(n, "select a", "::int", " as b from t\n");
    "snowflake" "paths" |n| repeated(n, "select a:b", "['c'].d[0]", " as b from t\n");
    "snowflake" "statements" |n| numbered(n, "", |i| format!("select {i} as a;\n"), "");
    "snowflake" "values" |n| numbered(n, "insert into t values (0, 'x')", |i| format!(",\n({i}, 'v')"), ";\n");
    "snowflake" "blank lines" |n| repeated(n, "select 1 as a", "\n", "from t\n");
    "snowflake" "blanks" |n| repeated(n, "select 1 as a", " ", "from t\n");
    "snowflake" "comments" |n| numbered(n, "select 1 as a\n", |i| format!("-- comment {i}\n"), "from t\n");
    "snowflake" "comments behind columns" |n| numbered(n, "select\n    id", |i| format!(", -- why {i}\n    c_{i}"), "\nfrom t\n");
    "snowflake" "block comments" |n| repeated(n, "select 1 as a", " /* c */", " from t\n");
    "snowflake" "one comment" |n| repeated(n, "select 1 as a /*", " c\n", "*/ from t\n");
    "snowflake" "one string" |n| repeated(n, "select '", "a ", "' as a from t\n");
    "snowflake" "one name" |n| repeated(n, "select ", "a", " from t\n");
    "snowflake" "noqa" |n| numbered(n, "select\n    id", |i| format!(",\n    C_{i} -- noqa: CP02"), "\nfrom t\n");
    "snowflake" "capitals" |n| numbered(n, "SELECT\n    Id", |i| format!(",\n    Column_{i} As Name_{i}"), "\nFROM T\n");
    "snowflake" "no spaces" |n| numbered(n, "select a", |i| format!(",b_{i}+1 as c_{i}"), " from t\n");
    "tsql" "statements without ends" |n| numbered(n, "", |i| format!("select {i} as a\n"), "");
    "bigquery" "unnest" |n| numbered(n, "select 1 as a from t", |i| format!("\ncross join unnest(t.a_{i}) as u_{i}"), "\n");
    "postgres" "alter" |n| numbered(n, "alter table t add column a int", |i| format!(", add column b_{i} int"), ";\n");
    "bigquery" "pipes" |n| repeated(n, "from t", "\n|> where a = 1", "\n");
    "snowflake" "create table" |n| numbered(n, "create table t (a int", |i| format!(",\n    c_{i} varchar(10) not null"), "\n);\n");
    // --- laid out otherwise
    "snowflake" "leading commas" |n| numbered(n, "select\n    id", |i| format!("\n    , column_{i} as name_{i}"), "\nfrom t\n");
    "snowflake" "leading commas, comments" |n| numbered(n, "select\n    id", |i| format!(" -- why {i}\n    , column_{i}"), "\nfrom t\n");
    "snowflake" "trailing operators" |n| numbered(n, "select a from t where a = 1", |i| format!(" and\nb != {i}"), "\n");
    "snowflake" "all at the left edge" |n| numbered(n, "select\nid", |i| format!(",\ncase\nwhen a = {i}\nthen b\nend as c_{i}"), "\nfrom t\n");
    "snowflake" "ctes on one line" |n| numbered(n, "with c as (select 1 as a)", |i| format!(", c_{i} as (select a from c where a in (1, 2))"), " select a from c\n");
    "snowflake" "joins on one line" |n| numbered(n, "select t.a from t", |i| format!(" left join t_{i} on t.id = t_{i}.id and t.b = 1"), "\n");
    "snowflake" "unions on one line" |n| numbered(n, "select 0 as a", |i| format!(" union all select {i} as a from t where b = {i}"), "\n");
    "snowflake" "deep subqueries on lines" |n| nested(n, "", "select a from (\nselect a, b from t where a in (\n", "select 1", "\n)) as b\n");
    // --- deep
    "snowflake" "deep brackets" |n| nested(n, "select ", "(", "1", ")");
    "snowflake" "deep functions" |n| nested(n, "select ", "f(a, ", "1", ")");
    "snowflake" "deep case" |n| nested(n, "select ", "case when a then ", "1", " end");
    "snowflake" "deep else" |n| nested(n, "select ", "case when a then b else ", "1", " end");
    "snowflake" "deep subqueries" |n| nested(n, "", "select * from (", "t", ")");
    "snowflake" "deep subqueries with aliases" |n| nested(n, "", "select a from (\n", "select a from t", "\n) as b");
    "snowflake" "deep ctes" |n| nested(n, "", "with a as (", "select 1", ") select 1");
    "snowflake" "deep unions" |n| nested(n, "", "(select 1 union all ", "select 1", ")");
    "snowflake" "deep joins" |n| nested(n, "select 1 from ", "(t join ", "u", " on a)");
    "snowflake" "deep in" |n| nested(n, "select 1 where a ", "in (select 1 where a ", "is null", ")");
    "snowflake" "deep exists" |n| nested(n, "select 1 where ", "exists (select 1 where ", "a", ")");
    "snowflake" "deep square brackets" |n| nested(n, "select ", "[", "1", "]");
    "snowflake" "deep curly brackets" |n| nested(n, "select ", "{'a': ", "1", "}");
    "bigquery" "deep types" |n| nested(n, "select cast(a as ", "array<", "int64", ">");
    "bigquery" "deep structs" |n| nested(n, "select ", "struct(1 as a, ", "1", ")");
    "snowflake" "deep blocks" |n| nested(n, "", "begin ", "select 1;", " end;");
    "snowflake" "deep ifs" |n| nested(n, "begin ", "if (a) then ", "select 1;", " end if;");
    "tsql" "deep blocks, tsql" |n| nested(n, "", "if a = 1 begin ", "select 1", " end");
    "databricks" "deep lambdas" |n| nested(n, "select ", "f(x -> ", "1", ")");
    "snowflake" "prefixes" |n| repeated(n, "select ", "- ", "1\n");
    "snowflake" "nots" |n| repeated(n, "select 1 where ", "not ", "a\n");
    "duckdb" "arrows" |n| repeated(n, "select ", "x -> ", "1\n");
    // --- broken
    "snowflake" "open brackets" |n| repeated(n, "select ", "(", "\n");
    "snowflake" "open functions" |n| repeated(n, "select ", "f(a, ", "\n");
    "snowflake" "open square brackets" |n| repeated(n, "select ", "[", "\n");
    "snowflake" "open curly brackets" |n| repeated(n, "select ", "{", "\n");
    "snowflake" "open subqueries" |n| repeated(n, "", "select a from (", "\n");
    "snowflake" "open case" |n| repeated(n, "select ", "case when a then ", "\n");
    "snowflake" "open ctes" |n| repeated(n, "", "with a as (", "\n");
    "snowflake" "open blocks" |n| repeated(n, "", "begin ", "\n");
    "bigquery" "open types" |n| repeated(n, "select cast(a as ", "array<", "\n");
    "snowflake" "close brackets" |n| repeated(n, "select 1", ")", "\n");
    "snowflake" "close square brackets" |n| repeated(n, "select 1", "]", "\n");
    "snowflake" "close curly brackets" |n| repeated(n, "select 1", "}", "\n");
    "snowflake" "brackets of other sorts" |n| nested(n, "select ", "(", "1", "]");
    "snowflake" "crossed brackets" |n| repeated(n, "select ", "([)]", "\n");
    "snowflake" "open quotes" |n| repeated(n, "select '", "a ", "\n");
    "snowflake" "odd quotes" |n| repeated(n, "select ", "'a''", "\n");
    "snowflake" "open names" |n| repeated(n, "select \"", "a ", "\n");
    "snowflake" "open comments" |n| repeated(n, "select 1 ", "/* ", "\n");
    "postgres" "open comments, nested" |n| repeated(n, "select 1 ", "/* ", "\n");
    "postgres" "dollar signs" |n| repeated(n, "select ", "$a ", "\n");
    "postgres" "dollar quotes" |n| numbered(n, "select ", |i| format!("$a{i}$ "), "\n");
    "databricks" "open braces" |n| repeated(n, "select ", "${a ", "\n");
    "oracle" "alternative quotes" |n| repeated(n, "select ", "q'[a]' q'{ ", "\n");
    "snowflake" "commas" |n| repeated(n, "select ", ",", "\n");
    "snowflake" "semicolons" |n| repeated(n, "", ";", "\n");
    "snowflake" "dots" |n| repeated(n, "select a", ".", "\n");
    "snowflake" "names" |n| repeated(n, "select ", "a ", "\n");
    "snowflake" "selects" |n| repeated(n, "", "select ", "\n");
    "snowflake" "froms" |n| repeated(n, "select a ", "from ", "\n");
    "snowflake" "withs" |n| repeated(n, "", "with ", "\n");
    "snowflake" "joins of nothing" |n| repeated(n, "select a from t ", "join ", "\n");
    "snowflake" "creates" |n| repeated(n, "", "create ", "\n");
    "snowflake" "create tables" |n| repeated(n, "", "create table a ", "\n");
    "snowflake" "begins" |n| repeated(n, "", "begin; ", "\n");
    "snowflake" "cases" |n| repeated(n, "select ", "case ", "\n");
    "snowflake" "operators" |n| repeated(n, "select a ", "= ", "\n");
    "snowflake" "stars" |n| repeated(n, "select ", "* ", "\n");
    "snowflake" "colons" |n| repeated(n, "select a", ":", "\n");
    "snowflake" "angles" |n| repeated(n, "select a", "<", "\n");
    "bigquery" "angles, bigquery" |n| repeated(n, "select ", "a<", "\n");
    "snowflake" "betweens" |n| repeated(n, "select a ", "between ", "\n");
    "snowflake" "ends" |n| repeated(n, "select a ", "end ", "\n");
    "snowflake" "unknown characters" |n| repeated(n, "select ", "\u{2019} ", "\n");
    "tsql" "gos" |n| repeated(n, "", "go\n", "");
    "tsql" "names, tsql" |n| repeated(n, "", "a ", "\n");
    "postgres" "grants" |n| repeated(n, "", "grant select on ", "\n");
    "teradata" "abbreviations" |n| repeated(n, "", "sel ", "\n");
    "oracle" "names, oracle" |n| repeated(n, "", "begin a ", "\n");
}
