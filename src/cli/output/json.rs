//! sqlfluff's JSON in its exact shape, on one line; keys of ours come after sqlfluff's.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::coverage;
use super::position::{Positions, Span};
use super::stream::Items;
use super::view::{FileFindings, Findings, applicability, level};
use crate::diagnostic::{Applicability, Diagnostic, Fix, Level};
use crate::engine::{FileStatistics, FileTimes};

/// The report, file by file, with its line end.
pub fn write(findings: &Findings<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Items(|| findings.by_file().into_iter().map(|part| file(&part, findings))))?;
    writeln!(out)
}

/// One file's part.
pub fn file(part: &FileFindings<'_>, findings: &Findings<'_>) -> Value {
    let positions = part.file.map(|file| findings.positions(file));
    let violations: Vec<Value> = match &positions {
        Some(positions) => part.diagnostics.iter().map(|diagnostic| violation(diagnostic, positions, findings)).collect(),
        None => Vec::new(),
    };
    let characters = positions.map_or(0, |positions| positions.file.text.chars().count());
    let known = part.file.and_then(|file| findings.statistics.get(&file));
    let mut out = json!({
        "filepath": part.path,
        "violations": violations,
        "statistics": statistics(characters, known),
        "timings": timings(known),
    });
    if let Some(coverage) = coverage::json(findings, part.file) {
        out["coverage"] = coverage;
    }
    out
}

/// How large a file is, as it is written, as it is rendered, and as it is read.
fn statistics(characters: usize, known: Option<&FileStatistics>) -> Value {
    match known {
        Some(known) => json!({
            "source_chars": characters,
            "templated_chars": known.rendered_characters,
            "segments": known.nodes + known.tokens,
            "raw_segments": known.tokens,
        }),
        None => json!({"source_chars": characters}),
    }
}

/// Seconds, with `--timing`: without it, two runs say the same. Reading tokens is part of parsing.
fn timings(known: Option<&FileStatistics>) -> Value {
    match known.and_then(|known| known.times) {
        Some(FileTimes { templating, parsing, linting }) => json!({
            "templating": templating.as_secs_f64(),
            "parsing": parsing.as_secs_f64(),
            "linting": linting.as_secs_f64(),
        }),
        None => json!({}),
    }
}

fn violation(diagnostic: &Diagnostic, positions: &Positions, findings: &Findings<'_>) -> Value {
    let span = positions.span(diagnostic.range);
    let mut out = Map::new();
    out.insert("start_line_no".into(), span.start.line.into());
    out.insert("start_line_pos".into(), span.start.column.into());
    out.insert("code".into(), diagnostic.rule.code.into());
    out.insert("description".into(), diagnostic.message.as_ref().into());
    out.insert("name".into(), diagnostic.rule.name.into());
    out.insert("warning".into(), (diagnostic.level == Level::Info).into());
    if let Some(fix) = diagnostic.fix.as_ref().filter(|fix| fix.applicability != Applicability::DisplayOnly) {
        out.insert("fixes".into(), fixes(fix, diagnostic, positions));
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
            let span = findings.span(label.file, label.range);
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
fn fixes(fix: &Fix, diagnostic: &Diagnostic, positions: &Positions) -> Value {
    let edits = fix.edits.iter().filter(|edit| edit.file() == diagnostic.file);
    edits
        .map(|edit| {
            let edit = edit.edit();
            let Span { start, end, start_character, end_character } = positions.span(edit.range);
            let kind = match (positions.file.slice(edit.range).is_empty(), edit.text.is_empty()) {
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
