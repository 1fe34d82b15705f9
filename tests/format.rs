//! `format` and `fix` on parts of files: what the author holds, and only the lines that were asked for.

use std::io::Write as _;
use std::process::{Command, Stdio};

/// What `setsquare` with these words makes of a text on standard input, and its exit code.
fn run(words: &str, text: &str) -> (String, Option<i32>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_setsquare"))
        .args(words.split(' '))
        .args(["--dialect", "bigquery", "--ignore-local-config", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let done = child.wait_with_output().unwrap();
    (String::from_utf8(done.stdout).unwrap(), done.status.code())
}

/// The text comes out as wanted, and stays so.
#[track_caller]
fn check(words: &str, text: &str, want: &str) {
    assert_eq!(run(words, text).0, want, "{words}\n{text}");
    assert_eq!(run(words, want).0, want, "{words}, once more\n{text}");
}

#[test]
fn what_the_author_holds_stays() {
    check(
        "format",
        "select a  ,b\nfrom t\n-- fmt: off\nWHERE   a=1\n   and b  =2\n-- fmt: on\norder   by a\n",
        "select\n    a,\n    b\nfrom t\n-- fmt: off\nWHERE   a=1\n   and b  =2\n-- fmt: on\norder by a\n",
    );
    let held = "{# fmt: off #}\nselect   a\n  ,b,{{ref('x')}}\n{{config(a=1)}}";
    check("format", held, held);
    check("fix --rules LT", "# fmt: off\nselect   a;\n# fmt: on\nselect   b", "# fmt: off\nselect   a;\n# fmt: on\nselect b\n");
    // It is layout that is held, nothing else.
    check("fix --rules LT,CP01", "select a\n-- fmt: off\nFROM   t\n", "select a\n-- fmt: off\nfrom   t\n");
}

#[test]
fn nothing_is_found_in_what_the_author_holds() {
    let text = "-- fmt: off\nselect a  ,b\n   from t\n-- fmt: on\n";
    assert_eq!(run("lint --rules LT", text).1, Some(0));
    assert_eq!(run("format --check", text).1, Some(0));
    assert_eq!(run("format --check", &text.replace("off", "none")).1, Some(1));
}

#[test]
fn only_the_lines_asked_for() {
    let text = "SELECT a  ,b,   \n  c  ,d\nFROM   t\nwhere   x=1\n\n\n\n  and y  =2   \n";
    check("format --lines 3", text, &text.replace("FROM   t", "FROM t"));
    // The lines are those of the text that was given; here there are more afterwards.
    assert_eq!(run("format --lines 4,2", text).0, "SELECT a  ,b,   \nc,\nd\nFROM   t\nWHERE\n    x = 1\n\n\n\n  and y  =2   \n");
    check("format --range 8:1-9:1", text, &text.replace("  and y  =2   ", "AND y = 2"));
    check("fix --rules LT01 --lines 1", text, &text.replace("a  ,b,   ", "a, b,"));
    check("fix --rules CP01 --range 3:1-3:2", "SELECT a\nfrom t\nwhere b\n", "SELECT a\nfrom t\nWHERE b\n");
    check("format --lines 20-30", text, text);
}

#[test]
fn what_is_no_choice_of_lines_is_refused() {
    for words in ["format --lines 0", "format --lines 3-1", "format --range 3", "fix --range 2:1-1:1"] {
        assert_eq!(run(words, "select 1\n").1, Some(2), "{words}");
    }
    let several = Command::new(env!("CARGO_BIN_EXE_setsquare")).args(["format", "--lines", "3", "a.sql", "b.sql"]).output().unwrap();
    assert_eq!(several.status.code(), Some(2));
}
