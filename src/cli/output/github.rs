//! GitHub: workflow commands of our own, and the two shapes that sqlfluff has for it.

use std::fmt::Write;

use serde_json::{Map, Value};

use super::position::{Positions, Span};
use super::{FileFindings, Findings};
use crate::cli::arguments::AnnotationLevel;
use crate::diagnostic::{Diagnostic, Level};

/// Workflow commands. GitHub shows ten of each level for a step, so errors come first.
pub fn commands(findings: &Findings<'_>) -> String {
    let mut out = String::new();
    for level in [Level::Error, Level::Warning, Level::Info] {
        for diagnostic in findings.diagnostics.iter().filter(|diagnostic| diagnostic.level == level) {
            command(diagnostic, findings, &mut out);
        }
    }
    out
}

fn command(diagnostic: &Diagnostic, findings: &Findings<'_>, out: &mut String) {
    let file = findings.files.get(diagnostic.file);
    let Span { start, end, .. } = Positions::new(&file).span(diagnostic.range);
    let word = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "notice",
    };
    let _ = write!(out, "::{word} file={},line={},", property(&findings.report_path(diagnostic.file)), start.line);
    // Columns are refused where the lines differ.
    if start.line == end.line {
        let _ = write!(out, "col={},endLine={},endColumn={}", start.column, end.line, end.column);
    } else {
        let _ = write!(out, "endLine={}", end.line);
    }
    let title = format!("{} {}", diagnostic.rule.code, diagnostic.rule.name);
    let _ = writeln!(out, ",title={}::{}", property(&title), data(&diagnostic.message));
}

/// sqlfluff's list of annotations.
pub fn annotations(findings: &Findings<'_>, level: AnnotationLevel) -> String {
    let one = |diagnostic: &Diagnostic| {
        let file = findings.files.get(diagnostic.file);
        let Span { start, end, .. } = Positions::new(&file).span(diagnostic.range);
        let mut out = Map::new();
        out.insert("file".into(), findings.given_path(diagnostic.file).into());
        out.insert("start_line".into(), start.line.into());
        out.insert("start_column".into(), start.column.into());
        out.insert("end_line".into(), end.line.into());
        out.insert("end_column".into(), end.column.into());
        out.insert("title".into(), "SQLFluff".into());
        out.insert("message".into(), format!("{}: {}", diagnostic.rule.code, diagnostic.message).into());
        let word = if diagnostic.level == Level::Info { "notice" } else { word(level) };
        out.insert("annotation_level".into(), word.into());
        Value::Object(out)
    };
    format!("{}\n", findings.diagnostics.iter().map(one).collect::<Value>())
}

/// sqlfluff's workflow commands: one group a file.
pub fn native(findings: &Findings<'_>, level: AnnotationLevel) -> String {
    let mut out = String::new();
    for FileFindings { path, diagnostics, .. } in findings.by_file() {
        let _ = writeln!(out, "::group::{}", data(&path));
        for diagnostic in diagnostics {
            let file = findings.files.get(diagnostic.file);
            let Span { start, end, .. } = Positions::new(&file).span(diagnostic.range);
            let word = match level {
                _ if diagnostic.level == Level::Info => "notice",
                // There is no command of that name.
                AnnotationLevel::Failure => "error",
                level => word(level),
            };
            let _ = writeln!(
                out,
                "::{word} title=SQLFluff,file={},line={},col={},endLine={},endColumn={}::{}: {} [{}]",
                property(&path),
                start.line,
                start.column,
                end.line,
                end.column,
                diagnostic.rule.code,
                data(&diagnostic.message),
                diagnostic.rule.name,
            );
        }
        out.push_str("::endgroup::\n");
    }
    out
}

fn word(level: AnnotationLevel) -> &'static str {
    match level {
        AnnotationLevel::Notice => "notice",
        AnnotationLevel::Warning => "warning",
        AnnotationLevel::Failure => "failure",
        AnnotationLevel::Error => "error",
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
