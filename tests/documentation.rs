//! Every command that the documentation of reports shows does what it says: it runs, in a copy of the example, and ends with 0 or 1.

use std::path::Path;
use std::process::Command;

mod support;
use support::copy_folder;

/// The commands of a page, without the `$`.
fn commands(page: &str) -> impl Iterator<Item = &str> {
    let blocks = page.split("```console").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.flat_map(str::lines).filter_map(|line| line.strip_prefix("$ "))
}

#[test]
fn commands_about_reports_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    copy_folder(&root.join("examples/dbt-squared"), folder.path());
    let page = std::fs::read_to_string(root.join("docs/reports.md")).unwrap();
    let mut count = 0;
    for line in commands(&page) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_setsquare"));
        let mut words = line.split(' ').peekable();
        while let Some((name, value)) = words.peek().and_then(|word| word.split_once('=')).filter(|(name, _)| !name.starts_with('-')) {
            command.env(name, value);
            words.next();
        }
        assert_eq!(words.next(), Some("setsquare"), "{line}");
        let output = command.args(words).current_dir(folder.path()).output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)) && !output.stdout.is_empty(), "{line}: {errors}");
        count += 1;
    }
    assert!(count > 10, "the page's commands were found");
    for file in ["gl-code-quality-report.json", "report.html", "summary.md"] {
        assert!(folder.path().join(file).is_file(), "{file} was written");
    }
}
