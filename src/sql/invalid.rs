//! Invalid SQL: that it is reported, where, and in which words. The statements are data, in `tests/fixtures/invalid`.
//!
//! A file holds the statements of the dialect it is named after; those of `every.sql` are wrong in all dialects but the ones
//! that a `--- not:` line names. `«` stands where a problem is reported, and a `--!` line behind the statement holds the
//! message of each in their order.

use std::fs;
use std::path::PathBuf;

use super::testing::{check_invariants, parse};
use crate::dialect::Dialect;
use crate::syntax::SyntaxKind;

/// One statement with the places and the messages of its problems.
#[derive(Default)]
struct Case {
    marked: String,
    messages: Vec<String>,
    /// Dialects in which it is right, or wrong in another place.
    not: Vec<String>,
}

impl Case {
    fn sql(&self) -> String {
        self.marked.replace('«', "")
    }

    /// The places of the marks in the text without them.
    fn places(&self) -> Vec<usize> {
        self.marked.match_indices('«').enumerate().map(|(before, (at, mark))| at - before * mark.len()).collect()
    }
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut case = Case::default();
    for line in text.lines() {
        if let Some(message) = line.strip_prefix("--! ") {
            case.messages.push(message.to_owned());
        } else if let Some(dialects) = line.strip_prefix("--- not: ") {
            case.not = dialects.split(' ').map(str::to_owned).collect();
        } else {
            if !case.messages.is_empty() {
                cases.push(std::mem::take(&mut case));
            }
            if case.marked.is_empty() && (line.is_empty() || line.starts_with("# ")) {
                continue;
            }
            if !case.marked.is_empty() {
                case.marked.push('\n');
            }
            case.marked.push_str(line);
        }
    }
    cases.push(case);
    cases
}

/// The cases of each file, by the file's name.
fn files() -> Vec<(String, Vec<Case>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/invalid");
    let mut files: Vec<(String, Vec<Case>)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), cases(&fs::read_to_string(path).unwrap())))
        .collect();
    files.sort_by(|left, right| left.0.cmp(&right.0));
    files
}

/// What differs from the case in a dialect. The words are compared where the dialect is the case's own.
fn difference(case: &Case, dialect: Dialect, with_messages: bool) -> Option<String> {
    let sql = case.sql();
    let tree = parse(&sql, dialect);
    let mut errors = tree.errors().to_vec();
    errors.sort_by_key(|error| error.range.start());
    let places: Vec<usize> = errors.iter().map(|error| error.range.start() as usize).collect();
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    let unread = tree.nodes().any(|node| tree.kind(node) == SyntaxKind::Unparsable) || errors.iter().any(|error| !error.range.is_empty());
    let same = places == case.places() && (!with_messages || messages == case.messages) && unread;
    (!same).then(|| format!("{}: {}\n    have {places:?} {messages:#?}", dialect.name(), case.marked))
}

#[test]
fn is_reported_where_a_reader_would_point() {
    let mut count = 0;
    let mut differences = Vec::new();
    for (name, cases) in files() {
        count += cases.len();
        for case in &cases {
            if let Some(dialect) = Dialect::from_name(&name) {
                differences.extend(difference(case, dialect, true));
                continue;
            }
            // The words may name the dialect, so they are compared in one.
            let others = Dialect::ALL.iter().filter(|dialect| !case.not.iter().any(|not| not == dialect.name()));
            differences.extend(others.filter_map(|&dialect| difference(case, dialect, dialect == Dialect::Ansi)));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(count >= 400, "only {count} statements were found");
}

/// What stands before and behind an invalid statement is read as if it stood alone.
#[test]
fn leaves_its_neighbours_alone() {
    let mut differences = Vec::new();
    for (name, cases) in files() {
        let Some(dialect) = Dialect::from_name(&name) else { continue };
        for case in &cases {
            let sql = case.sql();
            check_invariants(&sql, dialect);
            // What is not closed, and the body of a block, hold all that follows.
            if case.messages.iter().any(|message| message.contains("has no end"))
                || ["begin", "if", "for", "while"].iter().any(|word| sql.starts_with(word))
            {
                continue;
            }
            let text = format!("select 1 as before_it from t; {sql}; select 2 as behind_it from t;");
            let tree = parse(&text, dialect);
            let last = text.rfind("select").unwrap_or_default();
            for error in tree.errors().iter().filter(|error| !(28..last).contains(&(error.range.start() as usize))) {
                differences.push(format!("{}: {text}\n    {error:?}", dialect.name()));
            }
            let wanted = ["select 1 as before_it from t", "select 2 as behind_it from t"];
            let have = tree.nodes().filter(|&node| tree.kind(node) == SyntaxKind::SelectStatement).map(|node| tree.node_text(node));
            if have.filter(|text| wanted.contains(text)).count() != 2 {
                differences.push(format!("{}: {text}", dialect.name()));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
