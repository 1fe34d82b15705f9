//! The example says of itself what is planted in it: every finding is explained by a comment nearby, and nothing else is found.

use std::path::Path;
use std::process::Command;

const FOLDER: &str = "examples/dbt-squared";

struct Finding {
    path: String,
    line: usize,
    code: String,
    /// `path:line:column CODE`
    shown: String,
}

fn findings() -> Vec<Finding> {
    let output = Command::new(env!("CARGO_BIN_EXE_setsquare"))
        .args(["lint", FOLDER, "--format", "json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let files: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut found = Vec::new();
    for file in files.as_array().unwrap() {
        let path = file["filepath"].as_str().unwrap().trim_start_matches(FOLDER).trim_start_matches('/').to_owned();
        for violation in file["violations"].as_array().unwrap() {
            let line = usize::try_from(violation["start_line_no"].as_u64().unwrap()).unwrap();
            let code = violation["code"].as_str().unwrap().to_owned();
            let shown = format!("{path}:{line}:{} {code}", violation["start_line_pos"]);
            found.push(Finding { path: path.clone(), line, code, shown });
        }
    }
    found
}

#[test]
fn the_planted_findings_and_nothing_else() {
    let lines: Vec<String> = findings().into_iter().map(|finding| finding.shown).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn every_finding_is_explained_beside_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    for Finding { path, line, code, shown } in findings() {
        let text = std::fs::read_to_string(folder.join(&path)).unwrap();
        let near: Vec<&str> = text.lines().skip(line.saturating_sub(8)).take(9).collect();
        assert!(near.iter().any(|line| line.contains(&format!("{code}:"))), "{shown} is not explained:\n{}", near.join("\n"));
    }
}
