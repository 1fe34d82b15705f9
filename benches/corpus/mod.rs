//! The SQL that benches run over: what dbt compiled for the oracle projects, and the golden files. Both lie in a folder that is
//! not part of the repository; `SETSQUARE_YARDSTICKS` names it, `../shared` is assumed. Also the clock: CPU time of the process,
//! because wall time says little on a machine that is shared.
#![allow(dead_code, reason = "each bench uses what it needs")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use std::{env, fs, process};

use cpu_time::ProcessTime;
use serde_json::Value;

/// One file of rendered SQL.
pub struct Statement {
    /// `oracle/tuva`, `golden/tuva`.
    pub origin: String,
    /// What dbt calls the node.
    pub id: String,
    /// The dialect's name, or the dbt adapter's.
    pub dialect: String,
    pub text: Arc<str>,
}

/// The folder of the yardsticks, or the one that is not there.
pub fn find_folder() -> Result<PathBuf, PathBuf> {
    let named = env::var_os("SETSQUARE_YARDSTICKS").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    if folder.join("oracle").is_dir() && folder.join("golden").is_dir() { Ok(folder) } else { Err(folder) }
}

/// The folder of the yardsticks. Without it there is nothing to measure: says so and ends the bench.
pub fn folder() -> PathBuf {
    find_folder().unwrap_or_else(|folder| {
        eprintln!(
            "no oracle/ and golden/ in {}: set SETSQUARE_YARDSTICKS to the folder that holds them. Nothing measured.",
            folder.display()
        );
        process::exit(0);
    })
}

/// All files of the corpus in a fixed order.
pub fn statements() -> Vec<Statement> {
    statements_in(&folder())
}

/// All files of the corpus in that folder in a fixed order.
pub fn statements_in(folder: &Path) -> Vec<Statement> {
    let mut all = Vec::new();
    for project in entries(&folder.join("oracle")) {
        let (about, compiled) = (project.join("ABOUT.json"), project.join("compiled.jsonl"));
        if !compiled.is_file() {
            continue;
        }
        let about: Value = serde_json::from_str(&read(&about)).expect("ABOUT.json is JSON");
        collect(&mut all, "oracle", &compiled, &project, |row| (about["adapter"].clone(), row["compiled_code"].clone()));
    }
    for file in entries(&folder.join("golden")).iter().filter(|path| path.extension().is_some_and(|extension| extension == "jsonl")) {
        collect(&mut all, "golden", file, file, |row| (row["dialect"].clone(), row["sql"].clone()));
    }
    all
}

/// Bytes of SQL in all files.
pub fn size(statements: &[Statement]) -> usize {
    statements.iter().map(|statement| statement.text.len()).sum()
}

/// The CPU time that the process took for `work`, and what it gave.
pub fn cpu<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = ProcessTime::now();
    let result = work();
    (start.elapsed(), result)
}

/// The middle value; the mean of the two in the middle where their number is even.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    if sorted.is_empty() {
        f64::NAN
    } else if sorted.len() % 2 == 1 {
        sorted[middle]
    } else {
        f64::midpoint(sorted[middle - 1], sorted[middle])
    }
}

/// Megabytes a second.
pub fn speed(bytes: usize, time: Duration) -> f64 {
    ratio(bytes, 1_000_000) / time.as_secs_f64()
}

/// How many times `whole` goes into `part`.
#[expect(clippy::cast_precision_loss, reason = "nobody looks at the sixteenth digit")]
pub fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// The value of `--NAME VALUE` on the bench's command line.
pub fn option(name: &str) -> Option<String> {
    env::args().skip_while(|argument| argument != name).nth(1)
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).expect("the folder is there").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn collect(all: &mut Vec<Statement>, kind: &str, rows: &Path, named: &Path, pick: impl Fn(&Value) -> (Value, Value)) {
    let name = named.file_stem().unwrap_or_default().to_string_lossy();
    for line in read(rows).lines() {
        let row: Value = serde_json::from_str(line).expect("a row is JSON");
        if let (Value::String(dialect), Value::String(text)) = pick(&row) {
            let id = row["unique_id"].as_str().or_else(|| row["id"].as_str()).unwrap_or_default().to_owned();
            all.push(Statement { origin: format!("{kind}/{name}"), id, dialect, text: text.into() });
        }
    }
}
