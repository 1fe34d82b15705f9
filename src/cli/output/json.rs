//! sqlfluff's JSON in its exact shape, on one line; keys of ours come after sqlfluff's.

use serde_json::{Map, Value, json};

use super::position::{Positions, Span};
use super::{FileFindings, Findings, coverage};
use crate::diagnostic::{Applicability, Diagnostic, Fix, Level};
use crate::text::SourceFile;

/// The report with its line end.
pub fn render(findings: &Findings<'_>) -> String {
    format!("{}\n", value(findings))
}

/// The report as a value.
pub fn value(findings: &Findings<'_>) -> Value {
    let file = |part: FileFindings<'_>| {
        let source = part.file.map(|file| findings.files.get(file));
        let violations: Vec<Value> = match &source {
            Some(source) => {
                let positions = Positions::new(source);
                part.diagnostics.iter().map(|diagnostic| violation(diagnostic, source, &positions, findings)).collect()
            }
            None => Vec::new(),
        };
        let characters = source.map_or(0, |source| source.text.chars().count());
        let mut out = json!({
            "filepath": part.path,
            "violations": violations,
            "statistics": {"source_chars": characters},
            "timings": {},
        });
        if let Some(coverage) = coverage::json(findings, part.file) {
            out["coverage"] = coverage;
        }
        out
    };
    findings.by_file().into_iter().map(file).collect()
}

fn violation(diagnostic: &Diagnostic, source: &SourceFile, positions: &Positions<'_>, findings: &Findings<'_>) -> Value {
    let span = positions.span(diagnostic.range);
    let mut out = Map::new();
    out.insert("start_line_no".into(), span.start.line.into());
    out.insert("start_line_pos".into(), span.start.column.into());
    out.insert("code".into(), diagnostic.rule.code.into());
    out.insert("description".into(), diagnostic.message.as_ref().into());
    out.insert("name".into(), diagnostic.rule.name.into());
    out.insert("warning".into(), (diagnostic.level == Level::Info).into());
    if let Some(fix) = diagnostic.fix.as_ref().filter(|fix| fix.applicability != Applicability::DisplayOnly) {
        out.insert("fixes".into(), fixes(fix, diagnostic, source, positions));
    }
    out.insert("start_file_pos".into(), span.start_character.into());
    out.insert("end_line_no".into(), span.end.line.into());
    out.insert("end_line_pos".into(), span.end.column.into());
    out.insert("end_file_pos".into(), span.end_character.into());
    // From here on, ours.
    out.insert("level".into(), level(diagnostic.level).into());
    if let Some(resource) = &diagnostic.resource {
        out.insert("resource".into(), resource.as_str().into());
    }
    if let Some(fix) = &diagnostic.fix {
        out.insert("fix".into(), json!({"title": fix.title, "applicability": applicability(fix.applicability)}));
    }
    if !diagnostic.labels.is_empty() {
        let related = diagnostic.labels.iter().map(|label| {
            let file = findings.files.get(label.file);
            let span = Positions::new(&file).span(label.range);
            json!({
                "filepath": findings.given_path(label.file),
                "start_line_no": span.start.line,
                "start_line_pos": span.start.column,
                "end_line_no": span.end.line,
                "end_line_pos": span.end.column,
                "description": label.message,
            })
        });
        out.insert("related".into(), related.collect());
    }
    if !diagnostic.notes.is_empty() {
        out.insert("notes".into(), diagnostic.notes.clone().into());
    }
    Value::Object(out)
}

/// The edits of a fix, in the words of sqlfluff's.
fn fixes(fix: &Fix, diagnostic: &Diagnostic, source: &SourceFile, positions: &Positions<'_>) -> Value {
    let edits = fix.edits.iter().filter(|edit| edit.file() == diagnostic.file);
    edits
        .map(|edit| {
            let edit = edit.edit();
            let Span { start, end, start_character, end_character } = positions.span(edit.range);
            let kind = match (source.slice(edit.range).is_empty(), edit.text.is_empty()) {
                (true, _) => "create_before",
                (false, true) => "delete",
                (false, false) => "replace",
            };
            json!({
                "type": kind,
                "edit": edit.text,
                "start_line_no": start.line,
                "start_line_pos": start.column,
                "start_file_pos": start_character,
                "end_line_no": end.line,
                "end_line_pos": end.column,
                "end_file_pos": end_character,
            })
        })
        .collect()
}

/// A level's word.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Info => "info",
        Level::Warning => "warning",
        Level::Error => "error",
    }
}

fn applicability(applicability: Applicability) -> &'static str {
    match applicability {
        Applicability::Safe | Applicability::Extra => "safe",
        Applicability::Unsafe | Applicability::Customary => "unsafe",
        Applicability::DisplayOnly => "display-only",
    }
}
