//! GitHub: workflow commands of our own, and the two shapes that sqlfluff has for it.

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::format::AnnotationLevel;
use super::stream::Items;
use super::view::{FileFindings, Findings, Found};
use crate::diagnostic::Level;

/// How many commands of one level GitHub shows for a step.
const SHOWN: usize = 10;

/// Workflow commands. GitHub shows ten of each level for a step, so errors come first, and a notice says what is left out.
pub fn commands(findings: &Findings<'_>, out: &mut dyn Write) -> io::Result<()> {
    let count = findings.count();
    let kept = [count.errors, count.warnings, count.notes].into_iter().map(|count| count.min(SHOWN)).sum::<usize>();
    let mut is_told = count.all() == kept;
    for found in findings.by_weight() {
        if found.diagnostic.level == Level::Info && !is_told {
            more(count.all() - kept, out)?;
            is_told = true;
        }
        command(&found, out)?;
    }
    if is_told { Ok(()) } else { more(count.all() - kept, out) }
}

fn more(count: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "::notice title=setsquare::{count} findings are not annotated, for GitHub shows {SHOWN} of a kind; the log has them all")
}

fn command(found: &Found<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Found { diagnostic, path, span, .. } = found;
    let (start, end) = (span.start, span.end);
    let word = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "notice",
    };
    write!(out, "::{word} file={},line={},", property(path), start.line)?;
    // Columns are refused where the lines differ.
    if start.line == end.line {
        write!(out, "col={},endLine={},endColumn={}", start.column, end.line, end.column)?;
    } else {
        write!(out, "endLine={}", end.line)?;
    }
    let title = format!("{} {}", diagnostic.rule.code, diagnostic.rule.name);
    writeln!(out, ",title={}::{}", property(&title), data(&diagnostic.message))
}

/// sqlfluff's list of annotations.
pub fn annotations(findings: &Findings<'_>, level: AnnotationLevel, out: &mut dyn Write) -> io::Result<()> {
    let one = |Found { diagnostic, span, .. }: Found<'_>| {
        let mut out = Map::new();
        out.insert("file".into(), findings.given_path(diagnostic.file).into());
        out.insert("start_line".into(), span.start.line.into());
        out.insert("start_column".into(), span.start.column.into());
        out.insert("end_line".into(), span.end.line.into());
        out.insert("end_column".into(), span.end.column.into());
        out.insert("title".into(), "SQLFluff".into());
        out.insert("message".into(), format!("{}: {}", diagnostic.rule.code, diagnostic.message).into());
        let word = if diagnostic.level == Level::Info { "notice" } else { word(level) };
        out.insert("annotation_level".into(), word.into());
        Value::Object(out)
    };
    serde_json::to_writer(&mut *out, &Items(|| findings.each().map(one)))?;
    writeln!(out)
}

/// sqlfluff's workflow commands: one group a file.
pub fn native(findings: &Findings<'_>, level: AnnotationLevel, out: &mut dyn Write) -> io::Result<()> {
    for FileFindings { path, diagnostics, .. } in findings.by_file() {
        writeln!(out, "::group::{}", data(&path))?;
        for diagnostic in diagnostics {
            let span = findings.span(diagnostic.file, diagnostic.range);
            let word = match level {
                _ if diagnostic.level == Level::Info => "notice",
                // There is no command of that name.
                AnnotationLevel::Failure => "error",
                level => word(level),
            };
            writeln!(
                out,
                "::{word} title=SQLFluff,file={},line={},col={},endLine={},endColumn={}::{}: {} [{}]",
                property(&path),
                span.start.line,
                span.start.column,
                span.end.line,
                span.end.column,
                diagnostic.rule.code,
                data(&diagnostic.message),
                diagnostic.rule.name,
            )?;
        }
        writeln!(out, "::endgroup::")?;
    }
    Ok(())
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
