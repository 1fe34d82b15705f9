//! reviewdog's JSON: columns are bytes, and fixes become suggestions that a reviewer takes over with a click.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::links;
use super::stream::Items;
use super::view::{Findings, Found};
use crate::diagnostic::{Applicability, Level};
use crate::text::{FileId, TextRange};

#[derive(Serialize)]
struct Report<D> {
    source: Value,
    diagnostics: D,
}

/// The report, one finding after the other.
pub fn write(findings: &Findings<'_>, out: &mut dyn Write) -> io::Result<()> {
    let diagnostics = Items(|| findings.each().map(|found| diagnostic(&found, findings)));
    let report = Report { source: json!({"name": "setsquare"}), diagnostics };
    serde_json::to_writer(&mut *out, &report)?;
    writeln!(out)
}

fn diagnostic(found: &Found<'_>, findings: &Findings<'_>) -> Value {
    let Found { diagnostic, .. } = found;
    let mut out = Map::new();
    out.insert("message".into(), diagnostic.message.as_ref().into());
    out.insert("location".into(), location(diagnostic.file, diagnostic.range, findings));
    let severity = match diagnostic.level {
        Level::Error => "ERROR",
        Level::Warning => "WARNING",
        Level::Info => "INFO",
    };
    out.insert("severity".into(), severity.into());
    let mut code = Map::new();
    code.insert("value".into(), diagnostic.rule.code.into());
    if let Some(address) = links::rule(diagnostic.rule.code) {
        code.insert("url".into(), address.into());
    }
    out.insert("code".into(), Value::Object(code));
    // A suggestion is taken over alone, so a fix of several edits is one.
    let fix = diagnostic.fix.as_ref().filter(|fix| fix.applicability != Applicability::DisplayOnly);
    if let Some((_, edit)) = fix.and_then(|fix| findings.as_one_edit(fix)).filter(|(file, _)| *file == diagnostic.file) {
        out.insert("suggestions".into(), json!([{"range": range(diagnostic.file, edit.range, findings), "text": edit.text}]));
    }
    if !diagnostic.labels.is_empty() {
        let related = diagnostic
            .labels
            .iter()
            .map(|label| json!({"message": label.message, "location": location(label.file, label.range, findings)}));
        out.insert("related_locations".into(), related.collect());
    }
    Value::Object(out)
}

fn location(file: FileId, at: TextRange, findings: &Findings<'_>) -> Value {
    json!({"path": &*findings.report_path(file), "range": range(file, at, findings)})
}

fn range(file: FileId, range: TextRange, findings: &Findings<'_>) -> Value {
    let positions = findings.positions(file);
    let [start, end] = [range.start(), range.end()].map(|offset| {
        let (line, column) = positions.line_and_byte(offset);
        json!({"line": line, "column": column})
    });
    json!({"start": start, "end": end})
}
