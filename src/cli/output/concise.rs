//! For people and for whatever reads lines: one a finding.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::links;
use super::view::{Findings, Found};
use crate::diagnostic::{Applicability, Level};

const DIM: Style = Style::new().dimmed();

/// `path:line:column: CODE [*] message`; the mark says that `fix` mends it.
pub fn write(findings: &Findings<'_>, quiet: bool, out: &mut dyn Write) -> io::Result<()> {
    for found in findings.each() {
        writeln!(out, "{}", line(&found, true))?;
    }
    if !quiet && !findings.diagnostics.is_empty() {
        writeln!(out, "{}", super::human::summary(findings))?;
    }
    Ok(())
}

/// One finding on one line.
pub fn line(found: &Found<'_>, styled: bool) -> String {
    let Found { diagnostic, path, span, .. } = found;
    let is_mended = diagnostic.fix.as_ref().is_some_and(|fix| matches!(fix.applicability, Applicability::Safe | Applicability::Customary));
    let mark = if is_mended { " [*]" } else { "" };
    let message = diagnostic.message.replace(['\n', '\r'], " ");
    let (place, code) = (format!("{path}:{}:{}", span.start.line, span.start.column), diagnostic.rule.code);
    if !styled {
        return format!("{place}: {code}{mark} {message}");
    }
    let color = match diagnostic.level {
        Level::Error => AnsiColor::Red,
        Level::Warning => AnsiColor::Yellow,
        Level::Info => AnsiColor::Cyan,
    };
    let style = color.on_default().bold();
    format!("{place}{DIM}:{DIM:#} {style}{}{style:#}{DIM}{mark}{DIM:#} {message}", links::linked(code, code))
}
