//! Single layers on two models that lie beside this file: one as a tidy team writes it, one as nobody should.
//!
//!     cargo bench --bench micro [-- parse]
//!
//! `lint_nothing` is what linting costs before there is a text: settings, plan, thread. `version` is a process from start to end.

use std::process::Command;
use std::sync::Arc;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use setsquare::bench::{Parsed, Sql, Whole};

const DIALECT: &str = "snowflake";
const MODELS: [(&str, &str); 2] =
    [("fct_orders", include_str!("models/fct_orders.sql")), ("rpt_sessions", include_str!("models/rpt_sessions.sql"))];
const NAMES: [&str; 2] = [MODELS[0].0, MODELS[1].0];

fn main() {
    divan::main();
}

fn model(name: &str) -> Arc<str> {
    MODELS.iter().find(|model| model.0 == name).map_or("", |model| model.1).into()
}

fn sql() -> Sql {
    Sql::of(DIALECT).expect("it is one of the dialects")
}

#[divan::bench(args = NAMES)]
fn lex(bencher: Bencher, name: &str) {
    let text = model(name);
    bencher.counter(BytesCount::of_str(&*text)).bench(|| sql().lex(black_box(&text)));
}

#[divan::bench(args = NAMES)]
fn parse(bencher: Bencher, name: &str) {
    let text = model(name);
    bencher.counter(BytesCount::of_str(&*text)).bench(|| sql().parse(black_box(&text)));
}

#[divan::bench(args = NAMES)]
fn scopes(bencher: Bencher, name: &str) {
    let text = model(name);
    let parsed: Parsed = sql().parse(&text);
    bencher.counter(BytesCount::of_str(&*text)).bench(|| parsed.count_queries(sql()));
}

#[divan::bench]
fn lint_nothing() -> (usize, bool) {
    Whole { dialect: DIALECT, rules: "all" }.lint(black_box(""))
}

#[divan::bench(args = NAMES)]
fn lint_layout(bencher: Bencher, name: &str) {
    lint(bencher, name, "layout");
}

#[divan::bench(args = NAMES)]
fn lint_all(bencher: Bencher, name: &str) {
    lint(bencher, name, "all");
}

fn lint(bencher: Bencher, name: &str, rules: &str) {
    let text = model(name);
    bencher.counter(BytesCount::of_str(&*text)).bench(|| Whole { dialect: DIALECT, rules }.lint(black_box(&text)));
}

#[divan::bench(args = NAMES)]
fn fix(bencher: Bencher, name: &str) {
    let text = model(name);
    bencher.counter(BytesCount::of_str(&*text)).bench(|| Whole { dialect: DIALECT, rules: "all" }.fix(black_box(&text)));
}

#[divan::bench(sample_count = 50)]
fn version() {
    let output = Command::new(env!("CARGO_BIN_EXE_setsquare")).arg("version").output();
    assert!(output.is_ok_and(|output| output.status.success()));
}
