//! How much of the literal SQL some rendering holds, for `lint --show-coverage`.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::view::Findings;
use crate::engine::{FileCoverage, percentage};
use crate::text::{FileId, SourceFile, TextRange};

/// How many ranges of one file are listed for people.
const SHOWN: usize = 8;

/// Files of which something is not reached, and the total.
pub fn text(findings: &Findings<'_>) -> String {
    let mut out = String::new();
    let (mut bytes, mut missed) = (0, 0);
    for (file, coverage) in findings.coverage {
        bytes += coverage.bytes;
        missed += coverage.missed_bytes;
        if coverage.missed.is_empty() {
            continue;
        }
        let source = findings.files.get(*file);
        let ranges: Vec<String> = coverage.missed.iter().take(SHOWN).map(|range| written(*range, &source)).collect();
        let more = coverage.missed.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let _ = writeln!(out, "{}: {:.1} % reached, not {}{more}", (findings.path)(*file), coverage.percentage(), ranges.join(", "));
    }
    let files = findings.coverage.len();
    let _ = writeln!(out, "literal SQL reached by some rendering: {:.2} % of {bytes} bytes in {files} files", percentage(bytes, missed));
    out
}

/// `line:column-line:column`, both ends included.
fn written(range: TextRange, source: &SourceFile) -> String {
    let (start, end) = (source.line_column(range.start()), source.line_column(range.end().saturating_sub(1).max(range.start())));
    format!("{}:{}-{}:{}", start.line, start.column, end.line, end.column)
}

/// One file's coverage as JSON; nothing where it was not asked for.
pub fn json(findings: &Findings<'_>, file: Option<FileId>) -> Option<Value> {
    let (file, coverage) = findings.coverage.iter().find(|(known, _)| Some(*known) == file)?;
    let source = findings.files.get(*file);
    let missed = coverage.missed.iter().map(|range| {
        let (start, end) = (source.line_column(range.start()), source.line_column(range.end()));
        json!({"start_line_no": start.line, "start_line_pos": start.column, "end_line_no": end.line, "end_line_pos": end.column})
    });
    let FileCoverage { bytes, missed_bytes, .. } = coverage;
    Some(json!({"bytes": bytes, "reached": bytes - missed_bytes, "percentage": coverage.percentage(), "missed": missed.collect::<Value>()}))
}
