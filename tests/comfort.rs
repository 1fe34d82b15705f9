//! What a person meets besides findings: files and settings that are told with their origin, completions, manual pages, the schema of the
//! configuration, and a run that looks again after each change.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;

fn setsquare(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_setsquare")).args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/dbt-squared")
}

fn told(folder: &Path, arguments: &[&str]) -> String {
    let (code, out, err) = setsquare(folder, arguments);
    assert_eq!(code, 0, "{arguments:?}: {err}");
    out
}

#[test]
fn files_are_listed_without_being_looked_at() {
    let files = told(&example(), &["lint", "--show-files", "."]);
    assert!(files.lines().any(|path| path.ends_with("core/models/marts/fct_sales.sql")) && !files.contains("FD0"), "{files}");
}

#[test]
fn settings_name_the_line_that_says_them() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        ".sqlfluff",
        "[sqlfluff]\ndialect = snowflake\nexclude_rules = AL07\n\n[sqlfluff:rules:capitalisation.keywords]\ncapitalisation_policy = upper\n",
    );
    write("setsquare.toml", "[lint]\nextend-select = [\"ST06\"]\n\n[lint.severity]\nCP = \"info\"\n[rules.CP01]\nseverity = \"error\"\n");
    write("a.sql", "select 1\n");
    let settings = told(folder.path(), &["lint", "--show-settings", "a.sql"]);
    assert!(settings.contains("dialect    snowflake (the configuration says so)"), "{settings}");
    assert!(settings.lines().any(|line| line.contains("core.dialect") && line.ends_with(".sqlfluff:2)")), "{settings}");
    let rule = told(folder.path(), &["lint", "--explain-config", "CP01", "a.sql"]);
    let lines: Vec<&str> = rule.lines().collect();
    assert_eq!(lines[0], "CP01 capitalisation.keywords is on (error) for a.sql");
    assert!(lines[3].contains("`severity` of `CP` is info") && lines[3].ends_with("setsquare.toml:5)"), "{rule}");
    assert!(lines[4].contains("its own `severity` is error") && lines[4].ends_with("setsquare.toml:7)"), "{rule}");
    assert!(rule.contains("capitalisation_policy = \"upper\"") && rule.contains(".sqlfluff:6)"), "{rule}");
    let off = told(folder.path(), &["lint", "--explain-config", "AL07", "--rules", "LT01", "a.sql"]);
    assert!(off.starts_with("AL07 aliasing.forbid is off") && off.contains("(--rules)"), "{off}");
    assert_eq!(setsquare(folder.path(), &["lint", "--explain-config", "CP1", "a.sql"]).0, 2);
}

#[test]
fn completions_and_manual_pages_know_every_command() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = told(folder.path(), &["completions", shell]);
        assert!(script.contains("show-settings") && script.contains("new-from"), "{shell}");
    }
    assert!(told(folder.path(), &["man"]).starts_with(".ie") || told(folder.path(), &["man"]).contains(".TH"));
    told(folder.path(), &["man", "--folder", "pages"]);
    let pages: Vec<String> = std::fs::read_dir(folder.path().join("pages"))
        .unwrap()
        .map(|page| page.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    for page in ["setsquare.1", "setsquare-lint.1", "setsquare-format.1"] {
        assert!(pages.iter().any(|have| have == page), "{page} of {pages:?}");
    }
}

/// A TOML text as JSON.
fn toml(text: &str) -> Value {
    serde_json::to_value(text.parse::<toml::Table>().unwrap()).unwrap()
}

#[test]
fn the_schema_takes_what_the_documentation_shows_and_refuses_slips() {
    let schema: Value = serde_json::from_str(&told(&example(), &["schema"])).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut examples = vec![("the example".to_owned(), std::fs::read_to_string(example().join("setsquare.toml")).unwrap())];
    let pages = [root.join("README.md")].into_iter().chain(std::fs::read_dir(root.join("docs")).unwrap().map(|page| page.unwrap().path()));
    for page in pages.filter(|page| page.extension().is_some_and(|ending| ending == "md")) {
        let text = std::fs::read_to_string(&page).unwrap();
        for block in text.split("```toml").skip(1).filter_map(|rest| rest.split("```").next()) {
            // Other tools' files are shown, too.
            if !block.contains("[tool") && !block.contains("[package]") && !block.contains("language-server") {
                examples.push((page.display().to_string(), block.to_owned()));
            }
        }
    }
    for (place, text) in &examples {
        let problems: Vec<String> =
            validator.iter_errors(&toml(text)).map(|error| format!("{}: {error}", error.instance_path())).take(4).collect();
        assert!(problems.is_empty(), "{place}: {problems:#?}\n{text}");
    }
    for slip in [
        "[lint]\nselct = [\"LT\"]",
        "[boundary]\ndefault = \"forbid\"",
        "[rules.CP01]\ncapitalisation_policy = \"shouting\"",
        "[rules.LT05]\nignore_coment_lines = true",
        "[[domain]]\nowners = \"x\"",
        "[format]\nmax_line_length = \"long\"",
        "[format.type.comma]\nline_positon = \"leading\"",
    ] {
        assert!(!validator.is_valid(&toml(slip)), "{slip}");
    }
}

#[test]
fn parse_goes_on_after_a_file_it_cannot_read() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.sql"), b"select '\xff'\n").unwrap();
    std::fs::write(folder.path().join("b.sql"), "select {{ x }} from\n  t\nwhere )\n").unwrap();
    std::fs::write(folder.path().join("c.sql"), "{% set a = 1 %}select {{ a }}\n").unwrap();
    let (code, out, err) = setsquare(folder.path(), &["parse", "--dialect", "ansi", "--format", "json", "."]);
    let files: Value = serde_json::from_str(&out).unwrap();
    let paths: Vec<&str> = files.as_array().unwrap().iter().filter_map(|file| file["filepath"].as_str()).collect();
    assert_eq!((code, paths), (2, vec!["b.sql", "c.sql"]), "{err}");
    assert!(err.contains("a.sql: is not UTF-8") && err.contains("b.sql:3:"), "{err}");
    assert!(files[1]["segments"].to_string().contains("\"1\""), "what is rendered is parsed: {}", files[1]);
}

#[test]
fn a_watch_looks_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.sql");
    std::fs::write(&file, "select 1 as one\n").unwrap();
    let mut watching = Command::new(env!("CARGO_BIN_EXE_setsquare"))
        .args(["lint", "--watch", "--dialect", "ansi", "--output", "concise", "."])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (sender, lines) = mpsc::channel();
    let streams: [Box<dyn std::io::Read + Send>; 2] =
        [Box::new(watching.stdout.take().unwrap()), Box::new(watching.stderr.take().unwrap())];
    for stream in streams {
        let sender = sender.clone();
        std::thread::spawn(move || BufReader::new(stream).lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
    }
    let wait_for = |text: &str| loop {
        match lines.recv_timeout(Duration::from_secs(30)) {
            Ok(line) if line.contains(text) => break true,
            Ok(_) => {}
            Err(_) => break false,
        }
    };
    let looked = wait_for("watching for changes");
    std::fs::write(&file, "SELECT 1 as one\n").unwrap();
    let again = wait_for("CP01");
    watching.kill().unwrap();
    watching.wait().unwrap();
    assert!(looked && again, "looked {looked}, again {again}");
}
