//! Reading is total: whatever bytes come, each reader gives its tree, keeps what it promises of it, and ends in linear time.
//!
//! The texts are those of the repository and what becomes of them under a fixed sequence of accidents.

mod accidents;

use std::time::{Duration, Instant};
use std::{fs, thread};

use accidents::{Random, mutated, texts_of};
use setsquare::probe;

/// Statements and pages with SQL; the dialect does not matter here.
fn sql_texts() -> Vec<String> {
    let mut texts = texts_of("tests/fixtures/invalid", "sql");
    texts.extend(texts_of("examples", "sql"));
    for page in texts_of("rules", "md") {
        texts.extend(
            page.split("```")
                .filter_map(|fence| fence.strip_prefix("sql"))
                .map(|fence| fence.split_once('\n').map_or("", |parts| parts.1).to_owned()),
        );
    }
    assert!(texts.len() > 300, "only {} texts were found", texts.len());
    texts
}

#[track_caller]
fn holds(what: &str, text: &str, outcome: Result<(), String>) {
    if let Err(defect) = outcome {
        panic!("{what}: {defect}\n{text:?}");
    }
}

fn dialect_count() -> usize {
    probe::dialects().count()
}

#[test]
fn mutated_sql_gives_a_tree() {
    let texts = sql_texts();
    let mut random = Random::new(1);
    for round in 0..3 {
        for text in &texts {
            let text = mutated(text, &texts, &mut random);
            let dialect = random.below(dialect_count());
            holds(&format!("round {round}, dialect {dialect}"), &text, probe::sql(dialect, &text));
        }
    }
}

#[test]
fn every_prefix_gives_a_tree() {
    /// How many prefixes are taken of a longer text.
    const PREFIXES: usize = 80;
    for (number, text) in sql_texts().iter().enumerate() {
        let pieces: Vec<&str> =
            if text.contains("--! ") { text.lines().filter(|line| !line.starts_with("--")).collect() } else { vec![text] };
        for text in pieces {
            let step = text.len().div_ceil(PREFIXES).max(1);
            for end in (0..text.len()).step_by(step).filter(|&end| text.is_char_boundary(end)) {
                let dialect = (number + end) % dialect_count();
                holds(&format!("dialect {dialect}"), &text[..end], probe::sql(dialect, &text[..end]));
            }
        }
    }
}

/// Words and symbols that change what their neighbours mean.
const ALPHABET: &[&str] = &[
    "select",
    "from",
    "where",
    "group by",
    "order by",
    "union",
    "with",
    "as",
    "join",
    "on",
    "case",
    "when",
    "end",
    "and",
    "not",
    "in",
    "is",
    "between",
    "over",
    "values",
    "insert",
    "create table",
    "begin",
    "if",
    "pivot",
    "lateral",
    "interval",
    "array",
    "a",
    "\"b\"",
    "'c'",
    "1",
    "*",
    ",",
    ".",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "-",
    "=",
    "<",
    ">",
    "::",
    ":",
    "->",
    ";",
    "?",
    "|>",
    "@",
    "$",
    "#",
    "/",
    "!",
];

#[test]
fn every_short_sequence_of_tokens_gives_a_tree() {
    let mut number = 0;
    let mut text = String::new();
    for first in ALPHABET {
        for second in ALPHABET {
            for third in std::iter::once(&"").chain(ALPHABET.iter().skip(number % 5).step_by(5)) {
                text.clear();
                text.extend([first, " ", second, " ", third]);
                number += 1;
                let dialect = number % dialect_count();
                holds(&format!("dialect {dialect}"), &text, probe::sql(dialect, &text));
            }
        }
    }
}

#[test]
fn token_soup_gives_a_tree_in_every_dialect() {
    let mut random = Random::new(2);
    for dialect in 0..dialect_count() {
        for _ in 0..60 {
            let words: Vec<&str> = (0..random.below(50)).map(|_| ALPHABET[random.below(ALPHABET.len())]).collect();
            let text = words.join([" ", "\n", ""][random.below(3)]);
            holds(&format!("dialect {dialect}"), &text, probe::sql(dialect, &text));
        }
    }
}

/// What may stand inside itself: the beginning, what stands between many of it, the end.
const NESTING: &[(&str, &str, &str)] = &[
    ("select ", "(", ")"),
    ("select ", "(select ", ")"),
    ("select ", "[", "]"),
    ("select ", "{a: ", "}"),
    ("select ", "f(", ")"),
    ("select ", "case when ", " end"),
    ("select ", "not ", ""),
    ("select ", "- ", ""),
    ("select ", "a.", ""),
    ("select ", "a::", ""),
    ("select ", "a + ", ""),
    ("select ", "a between ", ""),
    ("select ", "a[1]", ""),
    ("select ", "array<", ">"),
    ("select a from ", "(select a from ", ")"),
    ("select a from ", "(t join ", ")"),
    ("select a from t", " join t", ""),
    ("select a from t", " join t on", ""),
    ("select a from t where ", "exists (select a from t where ", ")"),
    ("", "select a union ", ""),
    ("", "with a as (", ")"),
    ("", "begin ", "end "),
    ("", "if a then ", "end if "),
    ("", "(", ""),
    ("", ")", ""),
    ("", "([", ""),
    ("", "/*", ""),
    ("", "'a' ", ""),
    ("", "create table t (a ", ")"),
    ("", "explain ", ""),
];

#[test]
fn what_nests_a_hundred_thousand_deep_is_read_in_linear_time() {
    const DEPTH: usize = 100_000;
    for (number, (start, open, close)) in NESTING.iter().enumerate() {
        let dialect = (number * 11 + 3) % dialect_count();
        let took = |depth: usize| {
            let text = format!("{start}{}1{}", open.repeat(depth), close.repeat(depth));
            let before = Instant::now();
            holds(&format!("dialect {dialect}"), &format!("{start}{open}…"), probe::sql(dialect, &text));
            before.elapsed()
        };
        let (quarter, whole) = (took(DEPTH / 4), took(DEPTH));
        // Four times the text: four times the time, were the machine at rest; sixteen times if it were quadratic.
        assert!(whole < quarter * 12 + Duration::from_millis(300), "{start}{open}: {quarter:?}, {whole:?}, dialect {dialect}");
    }
}

#[test]
fn long_texts_are_read() {
    let expression = format!("select {} 1", "a + (b * 2) - ".repeat(1_000_000 / 14));
    holds("a long expression", "", probe::sql(0, &expression));
    let statement = "select a, b as c -- what\nfrom t inner join u on t.a = u.a\nwhere b > 1;\n";
    let file = statement.repeat(10_000_000 / statement.len());
    holds("a long file", "", probe::sql(1, &file));
}

#[test]
fn mutated_templates_end() {
    let mut texts = texts_of("examples", "sql");
    texts.extend(TEMPLATES.iter().map(|&text| text.to_owned()));
    let mut random = Random::new(3);
    for _ in 0..20 {
        for text in &texts {
            let text = mutated(text, &texts, &mut random);
            holds("jinja", &text, probe::jinja(&text));
        }
    }
    for text in &texts {
        for end in (0..text.len()).filter(|&end| text.is_char_boundary(end)) {
            holds("jinja", &text[..end], probe::jinja(&text[..end]));
        }
    }
}

/// Templates with what the examples do not have.
const TEMPLATES: &[&str] = &[
    "{% macro f(a, b=1, *c) %}{{ caller(a) ~ b }}{% endmacro %}{% call(x) f('y', b=[1, {'k': 2}]) %}{{ x }}{% endcall %}",
    "{% for a, b in [(1, 2)] if a recursive %}{{ loop.index }}{% if loop.last %}{{ loop([]) }}{% endif %}{% else %}-{% endfor %}",
    "{%- set x = namespace(y=1) -%}{% set x.y = x.y + 1 %}{% set z %}{{ x.y | default('-') | upper }}{% endset %}{{ z[1:2] }}{# c #}",
    "{% raw %}{{ a }}{% endraw %}{% filter lower %}{{ 2 ** 3 // 4 % 5 if a is defined and not b in c else -1 }}{% endfilter %}",
    "{% macro g() %}{{ return(g()) }}{% endmacro %}{{ g() }}{% do [].append(1) %}{{ range(10) | map('string') | join(',') }}",
];

#[test]
fn nested_templates_end() {
    const DEPTH: usize = 20_000;
    for (open, close) in [
        ("{% if a %}", "{% endif %}"),
        ("{{ ", " }}"),
        ("{{ (", ") }}"),
        ("{% for a in b %}", ""),
        ("{{ a(", ""),
        ("{{ a('", ""),
        ("{#", "#}"),
    ] {
        let text = format!("{}1{}", open.repeat(DEPTH), close.repeat(DEPTH));
        holds("jinja", open, probe::jinja(&text));
    }
    for inside in ["(", "[", "not ", "- ", "a.", "a|", "a if b else ", "{a: "] {
        holds("jinja", inside, probe::jinja(&format!("{{{{ {} }}}}", inside.repeat(DEPTH))));
    }
}

#[test]
fn mutated_yaml_and_python_are_read() {
    let yaml = texts_of("examples", "yml");
    let python = texts_of("examples", "py");
    let mut random = Random::new(4);
    for _ in 0..20 {
        for text in &yaml {
            let text = mutated(text, &yaml, &mut random);
            holds("yaml", &text, probe::yaml(&text));
        }
        for text in &python {
            let text = mutated(text, &python, &mut random);
            holds("python", &text, probe::python(&text));
        }
    }
    for deep in ["[", "{a: ", "- ", "? ", "a:\n ", "&a [", "!!a "] {
        let text = deep.repeat(20_000);
        holds("yaml", deep, probe::yaml(&text));
    }
    for deep in ["(", "[", "dbt.ref(", "not ", "def f():\n "] {
        holds("python", deep, probe::python(&deep.repeat(20_000)));
    }
}

#[test]
fn mutated_configuration_is_read() {
    let texts: Vec<String> = CONFIGURATIONS.iter().map(|&text| text.to_owned()).chain(texts_of("examples", "toml")).collect();
    let folder = tempfile::tempdir().unwrap();
    let mut random = Random::new(5);
    for _ in 0..12 {
        for name in ["setsquare.toml", ".sqlfluff", "pyproject.toml"] {
            for text in &texts {
                fs::write(folder.path().join(name), mutated(text, &texts, &mut random)).unwrap();
            }
            probe::configuration(folder.path());
        }
    }
}

const CONFIGURATIONS: &[&str] = &[
    "[sqlfluff]\ndialect = snowflake\nexclude_rules = LT01, LT02\nmax_line_length = 80\n[sqlfluff:indentation]\nindent_unit = tab\n\
     [sqlfluff:rules:capitalisation.keywords]\ncapitalisation_policy = upper\n[sqlfluff:templater:jinja:context]\na = [1, {'b': (2,)}]\n",
    "[tool.sqlfluff.core]\ndialect = \"redshift\"\n[tool.sqlfluff.rules.aliasing]\nallow = [\"a\", 1, true]\n",
    "[lint]\nselect = [\"ALL\"]\nignore = [\"LT\"]\n[format]\nline-length = 100\n[rules.NM01]\npattern = \"^stg_\"\n",
];

#[test]
fn a_normal_stack_is_enough() {
    // A thread's stack is a quarter of the main thread's; workers have it.
    let worker = thread::spawn(|| {
        for (start, open, close) in NESTING {
            let text = format!("{start}{}1{}", open.repeat(600), close.repeat(600));
            for dialect in 0..dialect_count() {
                holds(&format!("dialect {dialect}"), &format!("{start}{open}…"), probe::sql(dialect, &text));
            }
        }
    });
    worker.join().unwrap();
}
