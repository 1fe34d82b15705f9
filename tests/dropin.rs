//! The argument lists of editor extensions, replayed: what they read must be what they expect.

#![cfg(unix)]

mod support;

use std::io::Write as _;
use std::process::Stdio;

use support::{BINARY, Ran, Repository, Scratch, clean};

const PROJECT: &str = "name: shop\nversion: '1.0'\nprofile: shop\n";
const SETTINGS: &str =
    "[sqlfluff]\ndialect = postgres\nunknown_key = 1\n[sqlfluff:rules:capitalisation.keywords]\ncapitalisation_policy = lower\n";
const MODEL: &str = "SELECT a\nfrom t\nwhere a=1\n";

/// A project, and the binary under another name.
fn called(scratch: &Scratch, name: &str) -> (Repository, std::path::PathBuf) {
    let folder = Repository { folder: scratch.folder.join("shop") };
    folder.write(&[
        ("dbt_project.yml", PROJECT),
        (".sqlfluff", SETTINGS),
        ("models/a.sql", MODEL),
        (".sqlfluffignore", "models/skipped/\n"),
    ]);
    let program = scratch.folder.join(name);
    std::os::unix::fs::symlink(BINARY, &program).unwrap();
    (folder, program)
}

fn run(folder: &Repository, program: &std::path::Path, words: &str, input: &str) -> Ran {
    let mut command = clean(program, &folder.folder);
    let mut child = command.args(words.split(' ')).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    Ran::of(&child.wait_with_output().unwrap())
}

#[test]
fn the_version_that_vscode_sqlfluff_compares() {
    let scratch = Scratch::new();
    let (folder, program) = called(&scratch, "sqlfluff");
    let ran = run(&folder, &program, "--version", "");
    assert!(ran.out.starts_with("sqlfluff, version 4.5.0 (setsquare "), "{}", ran.out);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(run(&folder, std::path::Path::new(BINARY), "--version", "").out.starts_with("setsquare "));
}

#[test]
fn vscode_sqlfluff_lints_what_is_typed_and_what_is_saved() {
    let scratch = Scratch::new();
    let (folder, program) = called(&scratch, "sqlfluff");
    let lists = [
        "lint --format json --stdin-filename models/a.sql -",
        "lint --format json --dialect postgres --exclude-rules LT01,RF01 --ignore parsing --rules CP01,LT01 --stdin-filename models/a.sql -",
        "lint --format json --config .sqlfluff --ignore-local-config --stdin-filename models/a.sql -",
        "lint --format json models/a.sql",
        "lint --format json",
    ];
    for list in lists {
        let ran = run(&folder, &program, list, MODEL);
        assert!([0, 1, 65].contains(&ran.code), "{list}: {}", ran.code);
        assert_eq!(ran.err, "", "{list}: whatever is written there pops up");
        assert_eq!(ran.out.lines().count(), 1, "{list}: it is read line by line");
        let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let found =
            report.as_array().unwrap().iter().flat_map(|file| file["violations"].as_array().unwrap()).find(|found| found["code"] == "CP01");
        let found = found.unwrap_or_else(|| panic!("{list}: {}", ran.out));
        assert_eq!((&found["start_line_no"], &found["start_line_pos"], &found["end_line_pos"]), (&1.into(), &1.into(), &7.into()));
        assert!(found["description"].is_string() && found["name"] == "capitalisation.keywords" && found["warning"].is_boolean());
    }
}

#[test]
fn vscode_sqlfluff_formats_a_buffer() {
    let scratch = Scratch::new();
    let (folder, program) = called(&scratch, "sqlfluff");
    for list in ["fix --stdin-filename models/a.sql -", "fix --force --rules CP01,LT01 --stdin-filename models/a.sql -"] {
        let ran = run(&folder, &program, list, MODEL);
        assert!([0, 1, 65].contains(&ran.code), "{}", ran.code);
        assert_eq!((ran.out.as_str(), ran.err.as_str()), ("select a\nfrom t\nwhere a = 1\n", ""), "{list}");
    }
}

#[test]
fn dbt_power_user_formats_with_sqlfmt() {
    let scratch = Scratch::new();
    let (folder, program) = called(&scratch, "sqlfmt");
    let ran = run(&folder, &program, "- --diff --no-progressbar --quiet", MODEL);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert_eq!(ran.err, "--- STDIN\n+++ STDOUT\n@@ -1,3 +1,3 @@\n-SELECT a\n+select a\n from t\n-where a=1\n+where a = 1\n");
    let formatted =
        run(&folder, &program, "- --diff --no-progressbar --quiet --line-length 100 --dialect polyglot", "select a\nfrom t\nwhere a = 1\n");
    assert_eq!((formatted.code, formatted.out.as_str(), formatted.err.as_str()), (0, "", ""));
    assert_eq!(run(&folder, &program, "-", MODEL).out, "select a\nfrom t\nwhere a = 1\n");
    assert_eq!(run(&folder, &program, "--check models/a.sql", "").code, 1);
    assert_eq!(run(&folder, &program, "models/a.sql", "").code, 0);
    assert_eq!(folder.read("models/a.sql"), "select a\nfrom t\nwhere a = 1\n");
}
