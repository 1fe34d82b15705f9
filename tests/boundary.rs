//! Every way in which one country may reach into another, and what only looks like one.
//!
//! The cases are data: `boundary/workspace.txt` is a workspace that breaks nothing, and each case of the other files puts some files more
//! into it, or others in their place, and says what the boundary rules find then: all of it, and nothing besides.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Files by path.
type Folder<'t> = BTreeMap<&'t str, &'t str>;

const WORKSPACE: &str = include_str!("boundary/workspace.txt");

/// The files of a text: each after a line `--- path`.
fn files(text: &str) -> Folder<'_> {
    let parts = text.split("--- ").filter_map(|part| part.split_once('\n'));
    parts.map(|(path, body)| (path.trim(), body)).collect()
}

/// One case: a title, its files, and the findings in order, `path:line CODE`.
struct Case<'t> {
    title: &'t str,
    files: Folder<'t>,
    want: Vec<&'t str>,
}

fn cases(text: &str) -> Vec<Case<'_>> {
    let read = |part| {
        let (title, body): (&str, &str) = str::split_once(part, '\n').unwrap_or((part, ""));
        let mut files = files(body);
        let want = files.remove("found").unwrap_or_default().lines().filter(|line| !line.is_empty()).collect();
        Case { title, files, want }
    };
    text.split("=== ").skip(1).map(read).collect()
}

fn write_workspace(root: &Path, more: &Folder<'_>) {
    let mut all = files(WORKSPACE);
    all.extend(more.iter().map(|(path, text)| (*path, *text)));
    for (path, text) in all {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// A finding of the boundary rules: `path:line CODE`, and all that is said of it.
struct Found {
    place: String,
    text: String,
}

fn lint(root: &Path, paths: &[&str]) -> Vec<Found> {
    let output = Command::new(env!("CARGO_BIN_EXE_setsquare"))
        .arg("lint")
        .args(paths)
        .args(["--rules", "FD", "--format", "json"])
        .current_dir(root)
        .output()
        .unwrap();
    let files: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| {
        let told = String::from_utf8_lossy(&output.stderr);
        serde_json::json!([{"filepath": "-", "violations": [{"code": "FD", "description": told}]}])
    });
    let mut found: Vec<Found> = Vec::new();
    for file in files.as_array().into_iter().flatten() {
        for violation in file["violations"].as_array().into_iter().flatten() {
            let code = violation["code"].as_str().unwrap_or_default();
            if code.starts_with("FD") {
                let path = file["filepath"].as_str().unwrap_or_default().trim_start_matches("./");
                let place = format!("{path}:{} {code}", violation["start_line_no"]);
                found.push(Found { place, text: violation.to_string() });
            }
        }
    }
    found.sort_by(|left, right| left.place.cmp(&right.place));
    found.dedup_by(|left, right| left.place == right.place);
    found
}

/// Findings that the workspace has before any case is put into it.
const ALWAYS: &str = "setsquare.toml";

fn check(text: &str, least: usize) {
    let cases = cases(text);
    let half = cases.len().div_ceil(2);
    let run = |cases: &[Case<'_>]| -> String {
        let mut wrong = String::new();
        for case in cases {
            let folder = tempfile::tempdir().unwrap();
            write_workspace(folder.path(), &case.files);
            let found = lint(folder.path(), &["."]);
            let found: Vec<&Found> = found.iter().filter(|found| !found.place.starts_with(ALWAYS)).collect();
            let have: Vec<&str> = found.iter().map(|found| found.place.as_str()).collect();
            if have != case.want {
                let _ = writeln!(wrong, "{}\n    have {have:?}\n    want {:?}", case.title, case.want);
                for found in found.iter().filter(|found| !case.want.contains(&found.place.as_str())) {
                    let _ = writeln!(wrong, "    {}", found.text);
                }
            }
        }
        wrong
    };
    let wrong = std::thread::scope(|scope| {
        let workers: Vec<_> = cases.chunks(half.max(1)).map(|part| scope.spawn(move || run(part))).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect::<String>()
    });
    assert!(wrong.is_empty(), "{wrong}");
    assert!(cases.len() >= least, "{} cases, not {least}", cases.len());
}

#[test]
fn ways_across_a_border() {
    check(include_str!("boundary/crossings.txt"), 60);
}

#[test]
fn look_alikes_stay_silent() {
    check(include_str!("boundary/look_alikes.txt"), 60);
}

#[test]
fn messages_name_both_ends_the_owner_the_clause_and_the_way() {
    let model = [("projects/de/models/m.sql", "select x from {{ shared.deep('fr') }}\n")];
    let folder = tempfile::tempdir().unwrap();
    write_workspace(folder.path(), &model.into_iter().collect());
    let output = Command::new(env!("CARGO_BIN_EXE_setsquare"))
        .args(["lint", "projects/de/models/m.sql", "--rules", "FD06"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let wanted =
        ["`affiliate_de`", "`affiliate_fr`", "fr-data@example.com", "FD06", "`shared.deep` → `shared.rel`", "Countries are isolated"];
    assert!(wanted.iter().all(|part| text.contains(part)), "{text}");
}
