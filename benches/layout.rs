//! What layout costs next to parsing: CPU time of both over the golden files and the compiled code of the oracle projects.
//!
//!     cargo bench --bench layout -- [--slowest 5]
//!
//! Every layout rule is on. Fails where layout costs more than twice what parsing does. Layout proper is one thing, what `fix`
//! does around it another: it renders, applies the edits, reads the result again, looks for findings once more and compares.
//! Its time for some of the files is told beside theirs.

#[path = "corpus/mod.rs"]
mod corpus;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;
use std::time::Duration;

use setsquare::bench::{Layout, Sql, Whole};

use corpus::{Statement, cpu};

/// Layout may cost what parsing costs this often.
const LIMIT: f64 = 2.0;

/// CPU time of one file.
struct Cost {
    parse: Duration,
    layout: Duration,
}

impl Cost {
    fn ratio(&self) -> f64 {
        self.layout.as_secs_f64() / self.parse.as_secs_f64().max(1e-9)
    }
}

fn main() -> ExitCode {
    let statements = corpus::statements();
    let names: BTreeSet<&str> = statements.iter().map(|statement| statement.dialect.as_str()).collect();
    let known = |name: &str| Sql::of(name).zip(Layout::of(name)).unwrap_or_else(|| panic!("{name} is no dialect"));
    let dialects: BTreeMap<&str, (Sql, Layout)> = names.into_iter().map(|name| (name, known(name))).collect();
    let cost = |statement: &Statement| {
        let (sql, layout) = &dialects[statement.dialect.as_str()];
        let (parse, parsed) = cpu(|| sql.parse(&statement.text));
        let (layout, _) = cpu(|| layout.findings(&parsed));
        Cost { parse, layout }
    };
    let costs: Vec<Cost> = statements.iter().map(cost).collect();
    let total = Cost { parse: costs.iter().map(|cost| cost.parse).sum(), layout: costs.iter().map(|cost| cost.layout).sum() };
    println!(
        "layout: {} files, parsing {:.1?}, layout {:.1?}, ratio {:.2} (at most {LIMIT})",
        statements.len(),
        total.parse,
        total.layout,
        total.ratio()
    );
    compare_fix(&statements, &costs);
    let slowest = corpus::option("--slowest").and_then(|count| count.parse().ok()).unwrap_or(0);
    let mut order: Vec<(&Statement, &Cost)> = statements.iter().zip(&costs).collect();
    order.sort_by_key(|(_, cost)| Reverse(cost.layout));
    for (statement, cost) in order.into_iter().take(slowest) {
        let (bytes, Cost { parse, layout }) = (statement.text.len(), cost);
        println!("  {} of {bytes} bytes: parsing {parse:.1?}, layout {layout:.1?}, ratio {:.1}", statement.origin, cost.ratio());
    }
    ExitCode::from(u8::from(total.ratio() > LIMIT))
}

/// Of so many files one is fixed.
const SAMPLE: usize = 20;

/// What fixing costs next to parsing and laying out once.
fn compare_fix(statements: &[Statement], costs: &[Cost]) {
    let (mut fix, mut parse, mut layout) = (Duration::ZERO, Duration::ZERO, Duration::ZERO);
    for (statement, cost) in statements.iter().zip(costs).step_by(SAMPLE) {
        fix += cpu(|| Whole { dialect: &statement.dialect, rules: "layout" }.fix(&statement.text)).0;
        parse += cost.parse;
        layout += cost.layout;
    }
    println!("fix of every {SAMPLE}th file: {fix:.1?}; to parse them once takes {parse:.1?}, to lay them out once {layout:.1?}");
}
