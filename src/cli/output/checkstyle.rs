//! Checkstyle's XML, which many servers read.

use std::io::{self, Write};

use super::view::{Findings, level};
use super::xml::escaped;

/// The report: the files that have findings.
pub fn write(findings: &Findings<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<checkstyle version=\"5.0\">")?;
    let mut all = findings.each();
    for group in findings.diagnostics.chunk_by(|left, right| left.file == right.file) {
        writeln!(out, "  <file name=\"{}\">", escaped(&findings.report_path(group[0].file)))?;
        for found in all.by_ref().take(group.len()) {
            let (diagnostic, start) = (found.diagnostic, found.span.start);
            writeln!(
                out,
                "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"setsquare.{}\"/>",
                start.line,
                start.column,
                level(diagnostic.level),
                escaped(&diagnostic.message),
                diagnostic.rule.code,
            )?;
        }
        writeln!(out, "  </file>")?;
    }
    writeln!(out, "</checkstyle>")
}
