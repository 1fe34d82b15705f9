//! All of sqlfluff's rules but layout, next to lexing and parsing, on the same files in one run.
//!
//!     cargo bench --bench rules -- [--rounds 9] [--each 3]
//!
//! Parsing and checking take turns; figures are medians over the rounds. The ratio is CPU time of the rules by CPU time of lexing
//! and parsing: under 1, rules cost less than reading. `--each` says how many rounds to take for a table of what each rule costs by
//! itself; walking the tree is in each of its lines.

#[path = "corpus/mod.rs"]
mod corpus;

use std::collections::BTreeMap;
use std::hint::black_box;

use cpu_time::ProcessTime;
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
    if let Some(rounds) = corpus::option("--each").and_then(|value| value.parse().ok()) {
        let parsed: Vec<Parsed> = statements.iter().map(|statement| dialect(statement).parse(&statement.text)).collect();
        let seen: Vec<Seen<'_>> = statements.iter().zip(&parsed).map(|(statement, parsed)| Seen::new(parsed, &statement.text)).collect();
        tell_each(&rules, &statements, &seen, rounds);
    }
}

/// Prints what each rule takes of all files, the dearest first.
fn tell_each(rules: &BTreeMap<&str, Rules>, statements: &[Statement], seen: &[Seen<'_>], rounds: usize) {
    let mut costs: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for _ in 0..rounds {
        let mut sums: BTreeMap<&str, f64> = BTreeMap::new();
        for (dialect, rules) in rules {
            let own: Vec<&Seen<'_>> =
                statements.iter().zip(seen).filter(|(statement, _)| statement.dialect == *dialect).map(|(_, seen)| seen).collect();
            for (rule, cost) in rules.each(&own, || ProcessTime::now().as_duration()) {
                *sums.entry(rule).or_default() += cost.as_secs_f64() * 1e3;
            }
        }
        for (rule, cost) in sums {
            costs.entry(rule).or_default().push(cost);
        }
    }
    let mut costs: Vec<(&str, f64)> = costs.iter().map(|(rule, costs)| (*rule, median(costs))).collect();
    costs.sort_by(|left, right| right.1.total_cmp(&left.1));
    for (rule, cost) in costs {
        println!("{rule:6} {cost:>8.2} ms");
    }
}
