//! Who a finding is, whatever moves around it: its code, path, the text it flags, the resource it is about, and which of
//! several equals it is. Never a line number, never the message.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_128;

use super::Findings;
use crate::text::{SourceFile, TextRange};

/// The fingerprints of all findings, in their order.
pub fn fingerprints(findings: &Findings<'_>) -> Vec<String> {
    let mut seen: HashMap<Vec<u8>, u32> = HashMap::new();
    let one = |diagnostic: &crate::diagnostic::Diagnostic| {
        let file = findings.files.get(diagnostic.file);
        let mut bytes = b"v1".to_vec();
        let path = findings.report_path(diagnostic.file);
        let lines = flagged_lines(&file, diagnostic.range);
        for part in [diagnostic.rule.code, &path, &lines].into_iter().chain(diagnostic.resource.as_deref()) {
            bytes.push(0);
            bytes.extend_from_slice(part.as_bytes());
        }
        let occurrence = seen.entry(bytes.clone()).or_default();
        *occurrence += 1;
        bytes.push(0);
        bytes.extend_from_slice(occurrence.to_string().as_bytes());
        format!("{:032x}", xxh3_128(&bytes))
    };
    findings.diagnostics.iter().map(one).collect()
}

/// The lines that a range touches, white space collapsed.
fn flagged_lines(file: &SourceFile, range: TextRange) -> String {
    let lines = file.lines();
    let last = range.end().max(range.start() + 1) - 1;
    let texts = (lines.line(range.start())..=lines.line(last)).map(|line| lines.line_text(&file.text, line));
    texts.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}
