//! What `lint` says of macros: what goes wrong in one is told where a model calls it, once; what one writes is judged in its
//! own file; which literal SQL nobody reaches can be asked for.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// The files of `lint --format json`, with further arguments.
fn lint(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    let run = Command::new(env!("CARGO_BIN_EXE_setsquare"))
        .args(["lint", "--format", "json", "--dialect", "duckdb"])
        .args(arguments)
        .arg(".")
        .current_dir(folder)
        .output()
        .unwrap();
    let files: Value = serde_json::from_slice(&run.stdout).unwrap();
    files.as_array().unwrap().clone()
}

/// Findings with this code, each with the path of its file.
fn findings<'f>(files: &'f [Value], code: &str) -> Vec<(&'f str, &'f Value)> {
    let each = |file: &'f Value| file["violations"].as_array().unwrap().iter().map(|found| (file["filepath"].as_str().unwrap(), found));
    files.iter().flat_map(each).filter(|(_, found)| found["code"] == code).collect()
}

fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in [("dbt_project.yml", "name: shop\n")].iter().chain(files) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn what_goes_wrong_in_a_macro_is_told_once_where_it_is_called() {
    let folder = project(&[
        ("macros/outer.sql", "{% macro outer(x) %}\n{{ inner(x) }}\n{% endmacro %}\n"),
        ("macros/inner.sql", "{% macro inner(x) %}\n{{ x + 'b' }}\n{% endmacro %}\n"),
        ("models/a.sql", "select {{ outer(1) }} as x, {{ outer(2) }} as y\n"),
        ("models/b.sql", "select {{ outer(1) }} as x\n"),
        ("models/c.sql", "select\n    {{ outer(1) }} as x\n"),
    ]);
    let files = lint(folder.path(), &[]);
    let found = findings(&files, "TMP");
    assert_eq!(found.len(), 1, "{found:?}");
    let (path, finding) = found[0];
    assert_eq!((path, &finding["start_line_no"], &finding["start_line_pos"]), ("models/a.sql", &1.into(), &11.into()));
    let related: Vec<_> =
        finding["related"].as_array().unwrap().iter().map(|label| (&label["filepath"], &label["start_line_no"])).collect();
    assert_eq!(related, [(&"macros/inner.sql".into(), &2.into()), (&"macros/outer.sql".into(), &2.into())]);
    assert_eq!(finding["notes"][0], "the same goes wrong in 2 more files");
}

#[test]
fn sql_of_a_macro_that_cannot_be_read_is_told_once_where_it_is_called() {
    let folder = project(&[
        ("macros/broken.sql", "{% macro broken() %}\n(select from from where)\n{% endmacro %}\n"),
        ("models/a.sql", "select a from {{ broken() }} as x\n"),
        ("models/b.sql", "select b from {{ broken() }} as x\n"),
    ]);
    let files = lint(folder.path(), &[]);
    let found = findings(&files, "PRS");
    assert!(!found.is_empty() && found.iter().all(|(path, _)| *path == "models/a.sql"), "{found:?}");
    assert_eq!(found[0].1["related"][0]["filepath"], "macros/broken.sql");
    assert_eq!(found[0].1["notes"][0], "the same goes wrong in 1 more file");
}

#[test]
fn what_may_not_happen_is_no_finding() {
    let folder = project(&[
        (
            "macros/check.sql",
            "{% macro check(n) %}{% if n <= 0 %}{{ exceptions.raise_compiler_error('no') }}{% endif %}{{ n }}{% endmacro %}\n",
        ),
        ("models/a.sql", "select {{ check(run_query('select 1').rows[0][0]) }} as x\n"),
    ]);
    let files = lint(folder.path(), &[]);
    assert!(findings(&files, "TMP").is_empty(), "{files:?}");
}

#[test]
fn a_text_that_a_runaway_macro_cut_short_is_not_called_wrong_sql() {
    let folder = project(&[
        ("macros/r.sql", "{% macro r(x) %}{{ r(x) }}{% endmacro %}\n"),
        ("models/a.sql", "select {{ r(1) }} as x from {{ ref('b') }}\n"),
        ("models/b.sql", "select 1 as x\n"),
    ]);
    let files = lint(folder.path(), &["--rules", "CP01"]);
    assert_eq!(findings(&files, "TMP").len(), 1, "{files:?}");
    assert!(findings(&files, "PRS").is_empty(), "{files:?}");
}

#[test]
fn the_sql_of_a_macro_is_judged_in_its_own_file() {
    let macros = "{% macro pick(t) %}\n{% if t %}SELECT a, b from {{ t }}{% else %}select 1 as a{% endif %}\n{% endmacro %}\n\n{% macro tail() %}where x{% endmacro %}\n";
    let folder = project(&[
        ("macros/pick.sql", macros),
        ("models/a.sql", "select a from ({{ pick('b') }}) as c\n"),
        ("models/b.sql", "{{ pick('b') }}\n"),
    ]);
    let files = lint(folder.path(), &["--rules", "CP01,LT01,LT09,RF01"]);
    let found: Vec<_> = findings(&files, "CP01").iter().map(|(path, found)| (*path, found["start_line_no"].clone())).collect();
    assert_eq!(found, [("macros/pick.sql", 2.into())]);
    assert!(findings(&files, "CP01")[0].1["fixes"].is_null());
}

#[test]
fn literal_sql_that_is_not_reached_is_told() {
    let model = "select a{% if execute %}, b{% else %}, c{% endif %}\nfrom t\n{% set q %}select 1{% endset %}\n";
    let folder = project(&[("models/a.sql", model)]);
    let files = lint(folder.path(), &["--show-coverage", "--rules", "CP01"]);
    let coverage = &files.iter().find(|file| file["filepath"] == "models/a.sql").unwrap()["coverage"];
    assert_eq!((&coverage["bytes"], &coverage["reached"]), (&23.into(), &16.into()));
    assert_eq!(coverage["missed"].as_array().unwrap().len(), 1, "the text of a block that nobody writes");
    assert_eq!((&coverage["missed"][0]["start_line_no"], &coverage["missed"][0]["start_line_pos"]), (&3.into(), &12.into()));
}
