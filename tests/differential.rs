//! A second opinion on real SQL: what sqlparser reads, setsquare reads as well, and both find the same relations in it.
//!
//! The statements are the pages' own and, where they are at hand, those of the yardsticks (`benches/corpus`). Where the two rightly
//! differ, `tests/fixtures/differential.toml` says why.

#[path = "../benches/corpus/mod.rs"]
mod corpus;

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;
use std::{fs, thread};

use serde::Deserialize;
use setsquare::probe;
use sqlparser::ast::{Query, Statement, TableFactor, Visit, Visitor};
use sqlparser::dialect as peers;
use sqlparser::parser::Parser;

/// A difference that stays, by what the statement holds.
#[derive(Deserialize)]
struct Known {
    /// Part of the statement.
    holds: String,
    dialect: Option<String>,
    #[expect(dead_code, reason = "for readers")]
    reason: String,
}

#[derive(Deserialize)]
struct KnownDifferences {
    known: Vec<Known>,
}

/// What sqlparser finds in a statement, in lower case.
#[derive(Default)]
struct Relations {
    tables: BTreeSet<String>,
    common_table_expressions: BTreeSet<String>,
    /// Other statements name tables in more places than either lists.
    only_queries: bool,
}

impl Visitor for Relations {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        let with = query.with.iter().flat_map(|with| &with.cte_tables);
        self.common_table_expressions.extend(with.map(|cte| cte.alias.name.value.to_lowercase()));
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<()> {
        if let TableFactor::Table { name, args: None, .. } = factor {
            let parts: Vec<String> =
                name.0.iter().map(|part| part.as_ident().map_or_else(|| part.to_string(), |name| name.value.clone())).collect();
            self.tables.insert(parts.join(".").to_lowercase());
        }
        ControlFlow::Continue(())
    }
}

fn peer(dialect: &str) -> Option<&'static dyn peers::Dialect> {
    Some(match dialect {
        "ansi" => &peers::AnsiDialect {},
        "bigquery" => &peers::BigQueryDialect,
        "clickhouse" => &peers::ClickHouseDialect {},
        "databricks" => &peers::DatabricksDialect,
        "duckdb" => &peers::DuckDbDialect,
        "hive" => &peers::HiveDialect {},
        "mysql" => &peers::MySqlDialect {},
        "postgres" => &peers::PostgreSqlDialect {},
        "redshift" => &peers::RedshiftSqlDialect {},
        "snowflake" => &peers::SnowflakeDialect,
        "sqlite" => &peers::SQLiteDialect {},
        "tsql" => &peers::MsSqlDialect {},
        _ => return None,
    })
}

/// What sqlparser finds, if it reads the text.
fn second_opinion(dialect: &str, text: &str) -> Option<Relations> {
    let statements = Parser::parse_sql(peer(dialect)?, text).ok()?;
    let mut found =
        Relations { only_queries: statements.iter().all(|statement| matches!(statement, Statement::Query(_))), ..Relations::default() };
    let _ = statements.visit(&mut found);
    Some(found)
}

/// Whether the peer read the statement, and in which way setsquare differs.
fn compare(dialect: &str, text: &str) -> (bool, Option<String>) {
    let Some(theirs) = second_opinion(dialect, text) else { return (false, None) };
    let Some(ours) = probe::read(dialect, text) else { return (false, None) };
    if let Some(problem) = ours.problems.first() {
        return (true, Some(format!("not read: {problem}")));
    }
    let named: BTreeSet<&String> = theirs.common_table_expressions.union(&ours.common_table_expressions).collect();
    let relations =
        |tables: &BTreeSet<String>| -> BTreeSet<String> { tables.iter().filter(|table| !named.contains(table)).cloned().collect() };
    let (have, want) = (relations(&ours.tables), relations(&theirs.tables));
    let difference = (have != want && theirs.only_queries).then(|| {
        let only = |left: &BTreeSet<String>, right: &BTreeSet<String>| left.difference(right).cloned().collect::<Vec<_>>().join(", ");
        format!("here only [{}], there only [{}]", only(&have, &want), only(&want, &have))
    });
    (true, difference)
}

/// How many statements the peer read; panics where setsquare differs in what is not known.
fn compare_all<'s>(statements: impl Iterator<Item = (&'s str, &'s str)>) -> (usize, usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/differential.toml");
    let known: KnownDifferences = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let (mut read, mut excused) = (0, 0);
    let mut differences = Vec::new();
    for (dialect, text) in statements {
        let (accepted, difference) = compare(dialect, text);
        read += usize::from(accepted);
        let Some(difference) = difference else { continue };
        let is_known = |known: &Known| text.contains(&known.holds) && known.dialect.as_deref().is_none_or(|own| own == dialect);
        if known.known.iter().any(is_known) {
            excused += 1;
        } else {
            differences.push(format!("{dialect}: {difference}\n{text}"));
        }
    }
    assert!(differences.is_empty(), "{} differences\n{}", differences.len(), differences.join("\n----\n"));
    (read, excused)
}

/// The statements of the rules' pages that are no templates, with their dialects.
fn of_pages() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "md")) {
        for fence in fs::read_to_string(path).unwrap().split("```").skip(1).step_by(2) {
            let Some((info, text)) = fence.split_once('\n') else { continue };
            if info.starts_with("sql") && !text.contains('{') {
                let dialect = info.split("dialect=").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap_or("ansi");
                found.push((dialect.to_owned(), text.to_owned()));
            }
        }
    }
    found
}

#[test]
fn reads_the_pages_as_the_peer_does() {
    let statements = of_pages();
    let (read, _) = compare_all(statements.iter().map(|(dialect, text)| (dialect.as_str(), text.as_str())));
    assert!(read > 150, "the peer read {read} of {}", statements.len());
}

#[test]
fn reads_the_yardsticks_as_the_peer_does() {
    let folder = match corpus::find_folder() {
        Ok(folder) => folder,
        Err(folder) => {
            eprintln!("SKIPPED: no oracle/ and golden/ in {}: set SETSQUARE_YARDSTICKS to the folder that holds them", folder.display());
            return;
        }
    };
    let statements = corpus::statements_in(&folder);
    let (left, right) = statements.split_at(statements.len() / 2);
    let pairs = |half: &[corpus::Statement]| compare_all(half.iter().map(|statement| (statement.dialect.as_str(), &*statement.text)));
    let (left, right) = thread::scope(|scope| {
        let worker = scope.spawn(|| pairs(left));
        (pairs(right), worker.join().unwrap())
    });
    println!("{} statements, the peer read {}, known differences in {}", statements.len(), left.0 + right.0, left.1 + right.1);
}
