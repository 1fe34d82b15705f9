//! All of sqlfluff's rules but layout, next to lexing and parsing, on the same files in one run.
//!
//!     cargo bench --bench rules -- [--rounds 9]
//!
//! Parsing and checking take turns; figures are medians over the rounds. The ratio is CPU time of the rules by CPU time of lexing
//! and parsing: under 1, rules cost less than reading.

#[path = "corpus/mod.rs"]
mod corpus;

use std::collections::BTreeMap;
use std::hint::black_box;

use setsquare::bench::{Parsed, Rules, Seen, Sql};

use corpus::{Statement, cpu, median, ratio, size, speed};

fn main() {
    let statements = corpus::statements();
    let rounds: usize = corpus::option("--rounds").and_then(|value| value.parse().ok()).unwrap_or(9);
    let dialect = |statement: &Statement| Sql::of(&statement.dialect).unwrap_or_else(|| panic!("{} is no dialect", statement.dialect));
    let rules: BTreeMap<&str, Rules> = statements.iter().map(|statement| (&*statement.dialect, Rules::of(dialect(statement)))).collect();
    let (mut parsing, mut checking, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let mut findings = 0;
    for _ in 0..rounds {
        let (parse_time, parsed): (_, Vec<Parsed>) =
            cpu(|| statements.iter().map(|statement| dialect(statement).parse(&statement.text)).collect());
        let seen: Vec<Seen<'_>> = statements.iter().zip(&parsed).map(|(statement, parsed)| Seen::new(parsed, &statement.text)).collect();
        let (check_time, found) = cpu(|| {
            let check = |(statement, seen): (&Statement, &Seen<'_>)| rules[&*statement.dialect].check(black_box(seen));
            statements.iter().zip(&seen).map(check).sum::<usize>()
        });
        findings = found;
        parsing.push(speed(size(&statements), parse_time));
        checking.push(speed(size(&statements), check_time));
        ratios.push(check_time.as_secs_f64() / parse_time.as_secs_f64());
    }
    println!(
        "{} files, {:.1} MB, {rounds} rounds, CPU time of one thread, {findings} findings",
        statements.len(),
        ratio(size(&statements), 1_000_000)
    );
    println!("lex and parse {:>7.1} MB/s", median(&parsing));
    println!("rules         {:>7.1} MB/s", median(&checking));
    println!("rules by lex and parse {:.2}", median(&ratios));
}
