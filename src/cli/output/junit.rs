//! `JUnit`'s XML: a suite for each file, a failed case for each finding.

use std::io::{self, Write};

use super::view::{Findings, Found, level};
use super::xml::escaped;
use crate::diagnostic::Level;

/// The report. A file without findings is one case that passes, for viewers take a report without cases for a broken one.
pub fn write(findings: &Findings<'_>, out: &mut dyn Write) -> io::Result<()> {
    let groups = || findings.diagnostics.chunk_by(|left, right| left.file == right.file);
    let told: rustc_hash::FxHashSet<_> = groups().map(|group| group[0].file).collect();
    let clean = || findings.looked_at.iter().filter(|looked_at| looked_at.file.is_none_or(|file| !told.contains(&file)));
    let passed = clean().count();
    let fatal = || findings.problems.iter().filter(|problem| problem.fatal);
    let nothing = usize::from(passed + findings.diagnostics.len() + fatal().count() == 0);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<testsuites name=\"setsquare\" tests=\"{}\" failures=\"{}\" errors=\"{}\">",
        findings.diagnostics.len() + passed + fatal().count() + nothing,
        findings.diagnostics.iter().filter(|found| found.level > Level::Info).count(),
        fatal().count(),
    )?;
    let mut all = findings.each();
    for group in groups() {
        let path = findings.report_path(group[0].file);
        let path = escaped(&path);
        let (tests, failures) = (group.len(), group.iter().filter(|found| found.level > Level::Info).count());
        writeln!(out, "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">")?;
        for found in all.by_ref().take(group.len()) {
            case(&found, out)?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    for looked_at in clean() {
        let path = looked_at.file.map_or_else(|| looked_at.path.as_str().into(), |file| findings.report_path(file));
        passing(&path, out)?;
    }
    if nothing == 1 {
        passing("setsquare", out)?;
    }
    for problem in fatal() {
        let text = escaped(&problem.text);
        writeln!(out, "  <testsuite name=\"setsquare\" tests=\"1\" failures=\"0\" errors=\"1\">")?;
        writeln!(
            out,
            "    <testcase name=\"run\" classname=\"setsquare\"><error type=\"error\" message=\"{text}\">{text}</error></testcase>"
        )?;
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// A note fails nothing, so its case passes and says it.
fn case(found: &Found<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (diagnostic, span, path) = (found.diagnostic, found.span, escaped(&found.path));
    let (code, line, column) = (diagnostic.rule.code, span.start.line, span.start.column);
    let text = format!("{}:{line}:{column}: {code} {}", found.path, diagnostic.message);
    let text = escaped(&text);
    writeln!(out, "    <testcase name=\"{code}\" classname=\"{path}\" file=\"{path}\" line=\"{line}\">")?;
    if diagnostic.level == Level::Info {
        writeln!(out, "      <system-out>{text}</system-out>")?;
    } else {
        let (kind, message) = (level(diagnostic.level), escaped(&diagnostic.message));
        writeln!(out, "      <failure type=\"{kind}\" message=\"{message}\">{text}</failure>")?;
    }
    writeln!(out, "    </testcase>")
}

fn passing(path: &str, out: &mut dyn Write) -> io::Result<()> {
    let path = escaped(path);
    writeln!(out, "  <testsuite name=\"{path}\" tests=\"1\" failures=\"0\" errors=\"0\">")?;
    writeln!(out, "    <testcase name=\"No findings\" classname=\"{path}\" file=\"{path}\"/>")?;
    writeln!(out, "  </testsuite>")
}
