//! Lexing and parsing, next to sqlparser and tree-sitter-sequel, on the same files in one run.
//!
//!     cargo bench --bench parse -- [--rounds 9]
//!
//! The parsers take turns, so that a machine that slows down slows all of them; figures are medians over the rounds, ratios medians
//! of each round's ratio. Letting go of a tree counts, as it does in a run over a workspace. A parser's tree is what stays in memory (resident set of a process of its own that keeps all trees).

#[path = "corpus/mod.rs"]
mod corpus;

use std::any::Any;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::process::Command;
use std::sync::Arc;
use std::{env, fs};

use setsquare::bench::Sql;
use sqlparser::dialect as peers;

use corpus::{Statement, cpu, median, ratio, size, speed};

/// A tree, whatever its type.
type Kept = Box<dyn Any>;

/// A parser: reads a file and tells whether it understood all of it, with the tree it made.
struct Contestant {
    name: &'static str,
    read: fn(&mut State, &Statement) -> (bool, Kept),
}

/// What parsers keep between files.
struct State {
    dialects: BTreeMap<String, Sql>,
    tree_sitter: tree_sitter::Parser,
}

const CONTESTANTS: &[Contestant] = &[
    Contestant { name: "setsquare", read: setsquare },
    Contestant { name: "sqlparser", read: sqlparser },
    Contestant { name: "tree-sitter-sequel", read: tree_sitter_sequel },
];

fn setsquare(state: &mut State, statement: &Statement) -> (bool, Kept) {
    let parsed = state.dialects[&statement.dialect].parse(&statement.text);
    (parsed.is_complete(), Box::new(parsed))
}

fn sqlparser(_: &mut State, statement: &Statement) -> (bool, Kept) {
    let parsed = sqlparser::parser::Parser::parse_sql(peer(&statement.dialect), &statement.text);
    (parsed.is_ok(), Box::new(parsed))
}

fn tree_sitter_sequel(state: &mut State, statement: &Statement) -> (bool, Kept) {
    let tree = state.tree_sitter.parse(&*statement.text, None).expect("no time limit is set");
    (!tree.root_node().has_error(), Box::new(tree))
}

fn peer(dialect: &str) -> &'static dyn peers::Dialect {
    match dialect {
        "bigquery" => &peers::BigQueryDialect,
        "duckdb" => &peers::DuckDbDialect,
        "postgres" => &peers::PostgreSqlDialect {},
        "redshift" => &peers::RedshiftSqlDialect {},
        "snowflake" => &peers::SnowflakeDialect,
        _ => &peers::GenericDialect {},
    }
}

fn state(statements: &[Statement]) -> State {
    let mut tree_sitter = tree_sitter::Parser::new();
    tree_sitter.set_language(&tree_sitter_sequel::LANGUAGE.into()).expect("the grammar fits the library");
    let dialect = |name: &String| (name.clone(), Sql::of(name).unwrap_or_else(|| panic!("{name} is no dialect")));
    State { dialects: statements.iter().map(|statement| dialect(&statement.dialect)).collect(), tree_sitter }
}

fn main() {
    let statements = corpus::statements();
    let mut state = state(&statements);
    if let Some(name) = corpus::option("--keep") {
        return keep(&mut state, &statements, &name);
    }
    let rounds: usize = corpus::option("--rounds").and_then(|value| value.parse().ok()).unwrap_or(9);
    let bytes = size(&statements);
    println!("{} files, {:.1} MB, {rounds} rounds, CPU time of one thread\n", statements.len(), ratio(bytes, 1_000_000));
    println!("{:20} {:>8} {:>12} {:>16} {:>17}", "", "MB/s", "times slower", "files accepted", "tree bytes/byte");
    let speeds = race(&mut state, &statements, rounds);
    for (contestant, own) in CONTESTANTS.iter().zip(&speeds) {
        let ratios: Vec<f64> = speeds[0].iter().zip(own).map(|(ours, theirs)| ours / theirs).collect();
        let accepted = statements.iter().filter(|statement| (contestant.read)(&mut state, statement).0).count();
        let share = 100.0 * ratio(accepted, statements.len());
        let kept = ratio(kept_elsewhere(contestant.name), bytes);
        println!("{:20} {:>8.1} {:>12.1} {accepted:>8} {share:>5.1} % {kept:>17.2}", contestant.name, median(own), median(&ratios));
    }
    exact(&state, &statements);
    by_dialect(&mut state, &statements);
}

/// Each contestant's speed in each round.
fn race(state: &mut State, statements: &[Statement], rounds: usize) -> Vec<Vec<f64>> {
    let mut speeds = vec![Vec::new(); CONTESTANTS.len()];
    for _ in 0..rounds {
        for (contestant, speeds) in CONTESTANTS.iter().zip(&mut speeds) {
            let (time, ()) = cpu(|| {
                for statement in statements {
                    black_box((contestant.read)(state, statement));
                }
            });
            speeds.push(speed(size(statements), time));
        }
    }
    speeds
}

/// What setsquare's own trees are made of, and lexing alone.
fn exact(state: &State, statements: &[Statement]) {
    let (mut bytes, mut nodes, mut tokens) = (0, 0, 0);
    for statement in statements {
        let parsed = state.dialects[&statement.dialect].parse(&statement.text);
        bytes += parsed.bytes();
        nodes += parsed.nodes();
        tokens += parsed.tokens();
    }
    let source = size(statements);
    println!(
        "\nsetsquare's trees: {:.2} bytes per byte of source, counted; one token in {:.1} bytes, one node in {:.1} bytes",
        ratio(bytes, source),
        ratio(source, tokens),
        ratio(source, nodes)
    );
    let lexing: Vec<f64> = (0..9)
        .map(|_| cpu(|| statements.iter().map(|statement| state.dialects[&statement.dialect].lex(&statement.text)).sum::<usize>()))
        .map(|(time, tokens)| speed(size(statements) + black_box(tokens) - tokens, time))
        .collect();
    println!("lexing alone: {:.1} MB/s", median(&lexing));
}

fn by_dialect(state: &mut State, statements: &[Statement]) {
    println!("\n{:12} {:>6} {:>8} {:>15} {:>10}", "dialect", "files", "MB/s", "times sqlparser", "not read");
    for dialect in state.dialects.keys().cloned().collect::<Vec<_>>() {
        let own: Vec<Statement> = statements.iter().filter(|statement| statement.dialect == dialect).map(copy).collect();
        let speeds = race(state, &own, 3);
        let ratios: Vec<f64> = speeds[0].iter().zip(&speeds[1]).map(|(ours, theirs)| ours / theirs).collect();
        let unread = own.iter().filter(|statement| !setsquare(state, statement).0).count();
        println!("{dialect:12} {:>6} {:>8.1} {:>15.1} {unread:>10}", own.len(), median(&speeds[0]), median(&ratios));
    }
}

fn copy(statement: &Statement) -> Statement {
    Statement {
        origin: statement.origin.clone(),
        id: statement.id.clone(),
        dialect: statement.dialect.clone(),
        text: Arc::clone(&statement.text),
    }
}

/// What a process of its own needs to keep all trees of a contestant.
fn kept_elsewhere(name: &str) -> usize {
    let program = env::current_exe().expect("a program knows where it is");
    let output = Command::new(program).args(["--keep", name]).output().expect("the bench can run itself");
    String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or_default()
}

/// Keeps all trees and prints by how many bytes the process grew.
fn keep(state: &mut State, statements: &[Statement], name: &str) {
    let contestant = CONTESTANTS.iter().find(|contestant| contestant.name == name).expect("a contestant's name");
    let before = resident();
    let trees: Vec<_> = statements.iter().map(|statement| (contestant.read)(state, statement).1).collect();
    println!("{}", resident() - before);
    black_box(trees);
}

/// Bytes of memory in use by the process.
fn resident() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<usize>().ok()).unwrap_or_default() * 1024
}
