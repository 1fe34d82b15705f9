//! Azure Pipelines: logging commands.

use std::io::{self, Write};

use super::concise;
use super::view::{Findings, Found};
use crate::diagnostic::Level;

/// The commands, errors first. There is none for a note, so notes are plain lines of the log.
pub fn write(findings: &Findings<'_>, nofail: bool, out: &mut dyn Write) -> io::Result<()> {
    for found in findings.by_weight() {
        let Found { diagnostic, path, span, .. } = &found;
        let kind = match diagnostic.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info => {
                writeln!(out, "{}", concise::line(&found, false))?;
                continue;
            }
        };
        writeln!(
            out,
            "##vso[task.logissue type={kind};sourcepath={};linenumber={};columnnumber={};code={};]{}",
            property(path),
            span.start.line,
            span.start.column,
            diagnostic.rule.code,
            data(&diagnostic.message),
        )?;
    }
    let count = findings.count();
    // A step that is not to fail is shown as one that succeeded with issues.
    if nofail && count.errors + count.warnings > 0 {
        writeln!(out, "##vso[task.complete result=SucceededWithIssues;]{}", count.words())?;
    }
    Ok(())
}

fn data(text: &str) -> String {
    text.replace('%', "%AZP25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(']', "%5D").replace(';', "%3B")
}
