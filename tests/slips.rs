//! Slips in names of options and rules are told with the nearest name, wherever they are written.

mod support;

use support::{Repository, Scratch};

/// Lints a file with further files beside it, and gives what standard error says.
fn told(files: &[(&str, &str)], arguments: &[&str]) -> (i32, String) {
    let scratch = Scratch::new();
    let folder = Repository { folder: scratch.folder.clone() };
    folder.write(&[("a.sql", "select 1 as id\n")]);
    folder.write(files);
    let mut all = vec!["lint", "."];
    all.extend(arguments);
    let ran = folder.setsquare(&all.join(" "));
    (ran.code, ran.err)
}

#[track_caller]
fn check(files: &[(&str, &str)], arguments: &[&str], code: i32, want: &str) {
    let (have, err) = told(files, arguments);
    assert!(err.contains(want), "{files:?} {arguments:?}: {err}");
    assert_eq!(have, code, "{files:?} {arguments:?}: {err}");
}

#[test]
fn in_sqlfluff_files() {
    for name in [".sqlfluff", "setup.cfg", "tox.ini"] {
        let file = |text: &'static str| [(name, text)];
        check(&file("[sqlfluff]\ndialect = ansi\nrules = CP1\n"), &[], 0, "there is no rule `CP1`; did you mean `CP01`?");
        check(&file("[sqlfluff]\ndialect = ansi\nexclude_rules = layout.spacin\n"), &[], 0, "did you mean `layout.spacing`?");
        check(&file("[sqlfluff]\ndialct = ansi\n"), &["--dialect", "ansi"], 0, "did you mean `dialect`?");
        check(
            &file("[sqlfluff]\ndialect = ansi\n[sqlfluff:rules:capitalisation.keywords]\ncapitalization_policy = upper\n"),
            &[],
            0,
            "did you mean `capitalisation_policy`?",
        );
        check(
            &file("[sqlfluff]\ndialect = ansi\n[sqlfluff:rules:capitalisation.keyword]\ncapitalisation_policy = upper\n"),
            &[],
            0,
            "did you mean `capitalisation.keywords`?",
        );
        check(
            &file("[sqlfluff]\ndialect = ansi\n[sqlfluff:layout:type:comma]\nline_postion = leading\n"),
            &[],
            0,
            "did you mean `line_position`?",
        );
    }
    check(
        &[("pyproject.toml", "[tool.sqlfluff.core]\ndialect = 'ansi'\nexclude_rule = 'LT01'\n")],
        &[],
        0,
        "did you mean `exclude_rules`?",
    );
}

#[test]
fn in_setsquare_toml() {
    let file = |text: &'static str| [("setsquare.toml", text)];
    for (text, want) in [
        ("[lint]\nselect = ['CP1']\n", "there is no rule `CP1`; did you mean `CP01`?"),
        ("[lint]\nselect = ['recomended']\n", "did you mean `recommended`?"),
        ("[lint]\nseverity = { DC0l = 'warn' }\n", "there is no rule `DC0l`; did you mean `DC01`?"),
        ("[lint]\nselct = ['CP01']\n", "unknown key `selct` in `[lint]`; did you mean `select`?"),
        ("[rules.DC01]\nmin_lenght = 3\n", "`DC01` has no option `min_lenght`; did you mean `min_length`?"),
        ("[rules.DC1]\nmin_length = 3\n", "did you mean `DC01`?"),
        ("[rules.TS10]\nby = 'projct'\n", "`by` cannot be `projct`; it takes `project`, `layer`, `group` or `folder`"),
        ("[format]\nmax_line_lenght = 3\n", "did you mean `max_line_length`?"),
        ("[layers.a]\nx = { paths = '**' }\n", "did you mean `path`?"),
    ] {
        let (_, err) = told(&file(text), &["--dialect", "ansi"]);
        assert!(err.contains(want), "{text}: {err}");
    }
}

#[test]
fn in_the_file_itself() {
    check(&[("a.sql", "-- sqlfluff:rules:CP1\nselect 1 as id\n")], &["--dialect", "ansi"], 0, "did you mean `CP01`?");
    check(
        &[("a.sql", "-- sqlfluff:rules:capitalisation.keywords:capitalisation_polcy:upper\nselect 1 as id\n")],
        &["--dialect", "ansi"],
        0,
        "did you mean `capitalisation_policy`?",
    );
}

#[test]
fn at_the_command_line() {
    check(&[], &["--dialect", "ansi", "--rules", "CV2"], 2, "there is no rule `CV2`; did you mean `CV02`?");
    check(&[], &["--dialect", "ansi", "--exclude-rules", "capitalisation.keyword"], 2, "did you mean `capitalisation.keywords`?");
    check(&[], &["--dialect", "ansi", "--extend-select", "TS066"], 2, "did you mean `TS06`?");
    check(&[], &["--dialect", "redshfit"], 2, "redshift");
    let scratch = Scratch::new();
    let ran = Repository { folder: scratch.folder.clone() }.setsquare("rule AL5");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("did you mean `AL05`?"), "{}", ran.err);
}

#[test]
fn rules_that_hold_their_tongue_are_named_on_request() {
    let files = [
        ("dbt_project.yml", "name: shop\nprofile: p\n"),
        ("profiles.yml", "p:\n  target: t\n  outputs:\n    t: {type: redshift, dbname: d, schema: s}\n"),
        ("models/a.sql", "select {{ dbt_utils.star(ref('b')) }} from {{ ref('b') }} as unused\n"),
        ("models/b.sql", "select 1 as id\n"),
    ];
    let (_, silent) = told(&files, &["-v"]);
    let line = silent.lines().find(|line| line.contains("AL05") && line.contains("models/a.sql:1:"));
    assert!(line.is_some_and(|line| line.contains("only the warehouse knows")), "{silent}");
    let (_, quiet) = told(&files, &[]);
    assert!(!quiet.contains("only the warehouse knows"), "{quiet}");
}

#[test]
fn comments_that_silence_nothing_are_told_on_request() {
    let scratch = Scratch::new();
    let folder = Repository { folder: scratch.folder.clone() };
    folder.write(&[("a.sql", "select 1 as id; -- noqa: CP01\nSELECT 2 as id -- noqa: CP01\n")]);
    let run = |more: &[&str]| {
        let mut all = vec!["lint", "--dialect", "ansi", "--rules", "CP01", "--format", "json", "a.sql"];
        all.extend(more);
        folder.setsquare(&all.join(" ")).out
    };
    assert!(!run(&[]).contains("NOQA"));
    let told = run(&["--warn-unused-ignores"]);
    assert_eq!(told.matches("\"NOQA\"").count(), 1, "{told}");
}
