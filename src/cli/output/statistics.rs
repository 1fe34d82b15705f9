//! How often each rule speaks: for people who meet a code base for the first time.

use std::io::{self, Write};

use serde_json::json;

use super::format::OutputFormat;
use super::links;
use super::markdown::by_rule;
use super::view::Findings;

/// A table, or a list of objects where the format is JSON.
pub fn write(findings: &Findings<'_>, format: OutputFormat, out: &mut dyn Write) -> io::Result<()> {
    let counts = by_rule(findings);
    if format == OutputFormat::Json {
        let all = counts.iter().map(|(rule, count)| {
            json!({"code": rule.code, "name": rule.name, "count": count.all(), "errors": count.errors, "warnings": count.warnings,
                "notes": count.notes, "fixable": count.fixable, "unsafely_fixable": count.unsafely_fixable})
        });
        return writeln!(out, "{}", all.collect::<serde_json::Value>());
    }
    let width = counts.first().map_or(0, |(_, count)| count.all().to_string().len());
    for (rule, count) in &counts {
        let mark = if count.fixable > 0 { format!("  `fix` mends {}", count.fixable) } else { String::new() };
        writeln!(out, "{:width$}  {:5} {}{mark}", count.all(), links::linked(rule.code, rule.code), rule.name)?;
    }
    if !counts.is_empty() {
        writeln!(out, "{}", super::human::summary(findings))?;
    }
    Ok(())
}
