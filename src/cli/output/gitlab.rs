//! GitLab's Code Quality report.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::stream::Items;
use super::view::{Findings, Found};
use crate::diagnostic::{Diagnostic, Level, RuleName};

/// The report. GitLab drops whatever follows an entry it cannot read, and asks for at least `[]`.
pub fn write(findings: &Findings<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Items(|| findings.each().map(|found| entry(&found))))?;
    writeln!(out)
}

fn entry(found: &Found<'_>) -> Value {
    let Found { diagnostic, fingerprint, path, span } = found;
    json!({
        // The widget of a merge request shows nothing but the description.
        "description": format!("{}: {}", diagnostic.rule.code, diagnostic.message),
        "check_name": diagnostic.rule.code,
        "fingerprint": fingerprint.to_string(),
        "severity": severity(diagnostic),
        "location": {
            "path": &**path,
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
