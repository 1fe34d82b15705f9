//! How time grows with the text: for each shape the CPU time at n, 2n and 4n bytes, and the exponent between them. 1 is linear.
//!
//!     cargo bench --bench growth -- [--only NAME] [--steps parse,layout,lint,fix] [--bytes 6000] [--rules all] [--limit 1.75]
//!
//! Lint and fix are those of standard input, so rendering and everything else is in it. Where texts outgrow what
//! the allocator keeps at hand, and again where they outgrow the caches, time takes a step: one step gives an exponent of up to 1.7
//! between three sizes and none between larger ones. Ends with 1 where an exponent is over the limit.

#[path = "corpus/mod.rs"]
mod corpus;
#[path = "corpus/shapes.rs"]
mod shapes;

use std::hint::black_box;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use setsquare::bench::{Layout, Sql, Whole};

use corpus::{cpu, option, speed};
use shapes::{SHAPES, Shape};

/// What is measured, how many times longer the texts may be than those of `fix`, and of how many runs the fastest counts.
const STEPS: &[(&str, usize, usize)] = &[("parse", 4, 9), ("layout", 4, 5), ("lint", 2, 3), ("fix", 1, 3)];

/// Longer than this nobody waits: what took it is not measured with more.
const PATIENCE: Duration = Duration::from_secs(5);

fn main() -> ExitCode {
    let (only, steps) = (option("--only").unwrap_or_default(), option("--steps").unwrap_or_else(|| "parse,layout,lint,fix".to_owned()));
    let rules = option("--rules").unwrap_or_else(|| "all".to_owned());
    let bytes: usize = option("--bytes").and_then(|value| value.parse().ok()).unwrap_or(6_000);
    let limit: f64 = option("--limit").and_then(|value| value.parse().ok()).unwrap_or(1.75);
    println!("{:34} {:>6} {:>9} {:>9} {:>9} {:>9} {:>9}", "shape", "step", "KB", "ms", "ms at 4n", "exponent", "MB/s");
    let mut over = 0;
    for shape in SHAPES.iter().filter(|shape| shape.name.contains(&only)) {
        for &(step, factor, runs) in STEPS.iter().filter(|(step, ..)| steps.contains(step)) {
            let (exponent, line) = grow(shape, (step, runs), &rules, bytes * factor);
            let mark = if exponent > limit { "  <- not linear" } else { "" };
            over += usize::from(exponent > limit);
            println!("{:34} {step:>6} {line}{mark}", shape.name);
        }
    }
    println!("{over} over {limit}");
    ExitCode::from(u8::from(over > 0))
}

/// The exponent of a step's growth over a shape, and the line that tells it.
fn grow(shape: &Shape, (step, runs): (&str, usize), rules: &str, bytes: usize) -> (f64, String) {
    let mut times = Vec::new();
    for factor in [1, 2, 4] {
        let text: Arc<str> = shape.text(bytes * factor).into();
        let fastest = (0..runs).map(|_| once(shape, step, rules, &text)).min();
        times.push(fastest.unwrap_or_default());
        if times[times.len() - 1] > PATIENCE {
            break;
        }
    }
    let (first, last) = (times[0], times[times.len() - 1]);
    let growth = (last.as_secs_f64() / first.as_secs_f64()).log2();
    let exponent = match times.len() {
        1 => f64::INFINITY,
        2 => growth,
        _ => growth / 2.0,
    };
    let (start, end) = (first.as_secs_f64() * 1e3, last.as_secs_f64() * 1e3);
    (exponent, format!("{:>9} {start:>9.2} {end:>9.2} {exponent:>9.2} {:>9.1}", bytes / 1000, speed(bytes, first)))
}

fn once(shape: &Shape, step: &str, rules: &str, text: &Arc<str>) -> Duration {
    let whole = Whole { dialect: shape.dialect, rules };
    let (sql, layout) = Sql::of(shape.dialect).zip(Layout::of(shape.dialect)).expect("shapes name dialects that there are");
    let parsed = (step == "layout").then(|| sql.parse(text));
    let (time, ()) = cpu(|| match step {
        "parse" => {
            black_box(sql.parse(text));
        }
        "layout" => {
            black_box(parsed.as_ref().map(|parsed| layout.findings(parsed)));
        }
        "lint" => {
            black_box(whole.lint(text));
        }
        _ => {
            black_box(whole.fix(text));
        }
    });
    time
}
