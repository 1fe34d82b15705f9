//! A summary for a comment on a merge request or the summary of a job: what is wrong, how much of it, where, and what to do.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::links;
use super::view::{Count, Findings, Found};
use crate::diagnostic::{Level, RuleName};

/// How many findings are listed: servers cut long comments, and nobody reads them.
const LISTED: usize = 50;
/// How many rules have a row.
const ROWS: usize = 25;
/// How long a message may grow in a list.
const LONGEST: usize = 240;

/// The summary.
pub fn write(findings: &Findings<'_>, out: &mut dyn Write) -> io::Result<()> {
    let count = findings.count();
    let files = findings.file_count();
    let noun = if files == 1 { "file" } else { "files" };
    if count.all() == 0 {
        writeln!(out, "### setsquare: nothing found\n\n{files} {noun} looked at.")?;
    } else {
        let icon = if count.errors > 0 {
            "🔴"
        } else if count.warnings > 0 {
            "🟡"
        } else {
            "🔵"
        };
        writeln!(out, "### {icon} setsquare: {}\n", count.words())?;
        let told = findings.diagnostics.chunk_by(|left, right| left.file == right.file).count();
        write!(out, "In {told} of {files} {noun}.")?;
        if count.fixable > 0 {
            write!(out, " `setsquare fix` mends {}.", count.fixable)?;
        }
        writeln!(out)?;
        projects(findings, out)?;
        rules(findings, out)?;
        list(findings, out)?;
    }
    let fatal: Vec<&str> = findings.problems.iter().filter(|problem| problem.fatal).map(|problem| problem.text.as_str()).collect();
    if !fatal.is_empty() {
        writeln!(out, "\n**Not everything could be looked at:**\n")?;
        fatal.iter().take(LISTED).try_for_each(|text| writeln!(out, "- {}", cell(text)))?;
    }
    Ok(())
}

/// Findings by project, where there are several.
fn projects(findings: &Findings<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut counts: BTreeMap<(&str, &str), Count> = BTreeMap::new();
    for diagnostic in findings.diagnostics {
        let place = findings.place(diagnostic.file);
        let key = place.map_or(("(no project)", ""), |place| (place.name.as_str(), place.owner.as_deref().unwrap_or_default()));
        counts.entry(key).or_default().add(diagnostic);
    }
    if counts.len() < 2 {
        return Ok(());
    }
    writeln!(out, "\n| Project | Owner | Errors | Warnings | Notes |\n|---|---|--:|--:|--:|")?;
    for ((name, owner), count) in counts {
        writeln!(out, "| {} | {} | {} | {} | {} |", cell(name), cell(owner), count.errors, count.warnings, count.notes)?;
    }
    Ok(())
}

fn rules(findings: &Findings<'_>, out: &mut dyn Write) -> io::Result<()> {
    let counts = by_rule(findings);
    writeln!(out, "\n| Rule | | Findings | `fix` mends |\n|---|---|--:|--:|")?;
    for (rule, count) in counts.iter().take(ROWS) {
        let code = links::rule(rule.code).map_or_else(|| format!("`{}`", rule.code), |address| format!("[`{}`]({address})", rule.code));
        writeln!(out, "| {code} | {} | {} | {} |", rule.name, count.all(), count.fixable)?;
    }
    if counts.len() > ROWS {
        let rest: usize = counts[ROWS..].iter().map(|(_, count)| count.all()).sum();
        writeln!(out, "| | {} more rules | {rest} | |", counts.len() - ROWS)?;
    }
    Ok(())
}

/// How many findings each rule has, the most first.
pub fn by_rule(findings: &Findings<'_>) -> Vec<(RuleName, Count)> {
    let mut counts: BTreeMap<RuleName, Count> = BTreeMap::new();
    for diagnostic in findings.diagnostics {
        counts.entry(diagnostic.rule).or_default().add(diagnostic);
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(rule, count)| (std::cmp::Reverse(count.all()), *rule));
    counts
}

fn list(findings: &Findings<'_>, out: &mut dyn Write) -> io::Result<()> {
    let shown = findings.diagnostics.len().min(LISTED);
    let title = match findings.diagnostics.len() {
        1 => "The finding".to_owned(),
        all if all == shown => format!("All {all} findings"),
        all => format!("The first {shown} of {all} findings, errors first"),
    };
    writeln!(out, "\n<details><summary>{title}</summary>\n")?;
    for Found { diagnostic, path, span, .. } in findings.by_weight().take(LISTED) {
        let icon = match diagnostic.level {
            Level::Error => "🔴",
            Level::Warning => "🟡",
            Level::Info => "🔵",
        };
        let message: String = diagnostic.message.chars().take(LONGEST).collect();
        writeln!(out, "- {icon} `{path}:{}` **{}** {}", span.start.line, diagnostic.rule.code, cell(&message))?;
    }
    writeln!(out, "\n</details>")
}

/// A text that neither ends a cell nor becomes HTML; what is in backticks stays as it is.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let closed = text.matches('`').count().is_multiple_of(2);
    let mut code = false;
    for character in text.chars() {
        match character {
            '`' if closed => {
                code = !code;
                out.push('`');
            }
            '`' => out.push_str("\\`"),
            '|' => out.push_str("\\|"),
            '\n' | '\r' => out.push(' '),
            '<' if !code => out.push_str("&lt;"),
            '*' | '_' | '[' if !code => {
                out.push('\\');
                out.push(character);
            }
            other => out.push(other),
        }
    }
    out
}
