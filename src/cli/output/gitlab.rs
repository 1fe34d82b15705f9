//! GitLab's Code Quality report.

use serde_json::{Value, json};

use super::Findings;
use super::position::Positions;
use crate::diagnostic::{Diagnostic, Fingerprint, Level, RuleName};

/// The report. GitLab drops whatever follows an entry it cannot read, and asks for at least `[]`.
pub fn render(findings: &Findings<'_>) -> String {
    let entries: Vec<Value> =
        findings.diagnostics.iter().zip(findings.fingerprints()).map(|(found, print)| entry(found, print, findings)).collect();
    format!("{:#}\n", Value::Array(entries))
}

fn entry(diagnostic: &Diagnostic, fingerprint: Fingerprint, findings: &Findings<'_>) -> Value {
    let file = findings.files.get(diagnostic.file);
    let span = Positions::new(&file).span(diagnostic.range);
    json!({
        // The widget of a merge request shows nothing but the description.
        "description": format!("{}: {}", diagnostic.rule.code, diagnostic.message),
        "check_name": diagnostic.rule.code,
        "fingerprint": fingerprint.to_string(),
        "severity": severity(diagnostic),
        "location": {
            "path": findings.report_path(diagnostic.file),
            "lines": {"begin": span.start.line, "end": span.end.line},
            "positions": {
                "begin": {"line": span.start.line, "column": span.start.column},
                "end": {"line": span.end.line, "column": span.end.column},
            },
        },
    })
}

fn severity(diagnostic: &Diagnostic) -> &'static str {
    let unreadable = [RuleName::PARSING, RuleName::TEMPLATING, RuleName::LEXING].contains(&diagnostic.rule);
    match diagnostic.level {
        Level::Error if unreadable => "critical",
        Level::Error => "major",
        Level::Warning => "minor",
        Level::Info => "info",
    }
}
