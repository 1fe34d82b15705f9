//! What holds of every text, and where problems are reported.

use proptest::prelude::*;

use super::testing::{check_error, check_invariants, parse};
use crate::dialect::Dialect;

/// Texts that touch every part of the grammar; each of their prefixes must give a tree, too.
const TEXTS: &[(Dialect, &str)] = &[
    (
        Dialect::Ansi,
        "with a (x, y) as (select 1 as b), b as (values (1, 2)) select distinct a.b as c, count(*) d, sum(distinct x) over (partition by y \
         order by z desc nulls last rows between unbounded preceding and current row), case a when 1 then -1 else null end, \
         cast(x as numeric(10, 2)), a::int, not x, (1, 2) from s.t as u (q, r) inner join v on u.a = v.b left join w using (id), k \
         where x in (1, 2) and y between 1 and 2 or z not like 'a%' escape 'b' and exists (select 1) group by 1, rollup (b) \
         having count(*) > 1 order by 1 limit 10 offset 5; select 1 union all (select 2) except select 3 order by 1",
    ),
    (
        Dialect::Snowflake,
        "select a:b.c[0]::int, {'k': [1, 2]}, f(x => 1), t.* exclude (a) replace (b as c), iff(a, b, c) from t at (timestamp => \
         '2020'::timestamp) as x, lateral flatten(input => y) f asof join u match_condition (a >= b) pivot (sum(a) for b in ('x' as y)) \
         match_recognize (partition by a pattern (x y+) define x as c > 1) qualify row_number() over (order by a) = 1 limit 3",
    ),
    (
        Dialect::Bigquery,
        "select as struct array<struct<a int64, b array<string>>>[(1, ['x'])], * except (a), a[offset(0)].b, interval 3 day, \
         extract(week(monday) from d), struct(1 as a).a from `p.d.t`, unnest(a) as b with offset as c tablesample system (10 percent)",
    ),
    (
        Dialect::Tsql,
        "select top (10) percent with ties x = a, [b c] as 'd' from t with (nolock) cross apply f(t.b) as g \
         order by a offset 5 rows fetch next 10 rows only for json path\nGO\nselect @v, convert(int, a)",
    ),
];

#[test]
fn every_prefix_gives_a_tree() {
    for &(dialect, text) in TEXTS {
        for end in (0..=text.len()).filter(|&end| text.is_char_boundary(end)) {
            check_invariants(&text[..end], dialect);
        }
    }
}

#[test]
fn the_texts_themselves_are_understood() {
    for &(dialect, text) in TEXTS {
        assert_eq!(parse(text, dialect).errors(), [], "{text}");
    }
}

/// Words and symbols in any order: much closer to SQL than any characters are.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "select",
        "from",
        "where",
        "group by",
        "order by",
        "having",
        "limit",
        "union all",
        "with",
        "as",
        "join",
        "left join",
        "on",
        "using",
        "case",
        "when",
        "then",
        "else",
        "end",
        "between",
        "and",
        "or",
        "not",
        "in",
        "is",
        "null",
        "like",
        "exists",
        "cast",
        "interval",
        "over",
        "partition by",
        "values",
        "distinct",
        "lateral",
        "pivot",
        "qualify",
        "window",
        "array",
        "struct",
        "insert",
        "into",
        "create table",
        "a",
        "b",
        "\"c\"",
        "'d'",
        "1",
        "2.5",
        "*",
        ",",
        ".",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "+",
        "-",
        "=",
        "<",
        ">",
        "::",
        ":",
        "->",
        "=>",
        ";",
        "?",
        "|>",
        "@",
        "$1",
        " ",
        "\n",
        "-- x\n",
        "/* y */",
        "'",
        "date",
        "day",
        "unnest",
        "for",
        "offset",
        "top",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_gives_a_tree(text in "\\PC{0,200}", dialect in prop::sample::select(Dialect::ALL)) {
        check_invariants(&text, dialect);
    }

    #[test]
    fn any_sequence_of_words_gives_a_tree(text in pieces(), dialect in prop::sample::select(Dialect::ALL)) {
        check_invariants(&text, dialect);
    }
}

#[test]
fn deep_nesting_is_given_up_not_suffered() {
    const DEPTH: usize = 100_000;
    for (open, close) in
        [("(", ")"), ("(select ", ")"), ("case when ", " end"), ("f(", ")"), ("[", "]"), ("not ", ""), ("- ", ""), ("interval ", "")]
    {
        for text in [format!("select {}1{}", open.repeat(DEPTH), close.repeat(DEPTH)), format!("select {}", open.repeat(DEPTH))] {
            let tree = parse(&text, Dialect::Ansi);
            assert_eq!(tree.range(tree.root()).end() as usize, text.len(), "{open}");
        }
    }
    for text in ["from (".repeat(DEPTH), "select 1 union ".repeat(DEPTH), "with a as (".repeat(DEPTH), "cast(a as struct<a ".repeat(DEPTH)]
    {
        assert_eq!(parse(&text, Dialect::Bigquery).text().len(), text.len());
    }
}

#[test]
fn problems_are_reported_where_a_reader_would_point() {
    for (marked, unparsable) in [
        ("select «from where", ""),
        ("select a b «c from t", "c"),
        ("select a b «c, d from t", "c"),
        ("select a from t where«", ""),
        ("select a from t where a =«", ""),
        ("select a from t where «group by a", ""),
        ("select a from t order by a «where b", "where b"),
        ("select a from t x «y", "y"),
        ("select «(a from t", "(a from t"),
        ("select a«) from t", ") from t"),
        ("select f(a «b) from t", "b"),
        ("select * from (select a b «c d) as x where y", "c d"),
        ("select case when a «end from t", ""),
        ("select cast(a as«) from t", ""),
        ("select a from t join «where b", ""),
        ("«nonsense all the way; select 1", "nonsense all the way"),
        ("select 1 «2; select 3", "2"),
        ("with a as «select 1 select 2", "select 2"),
        ("select a, «, b from t", ""),
    ] {
        check_error(Dialect::Ansi, marked, unparsable);
    }
}
