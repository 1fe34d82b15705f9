//! sqlfluff's YAML: the JSON report in block style.

use std::io::{self, Write};

use serde_json::Value;

use super::json;
use super::view::Findings;

/// The report, file by file.
pub fn write(findings: &Findings<'_>, out: &mut dyn Write) -> io::Result<()> {
    let files = findings.by_file();
    if files.is_empty() {
        return writeln!(out, "[]");
    }
    for part in &files {
        let mut text = String::new();
        block(&Value::Array(vec![json::file(part, findings)]), 0, &mut text);
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}

/// Writes a value that begins on a line of its own.
fn block(value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                out.push_str(&" ".repeat(indent));
                out.push_str("- ");
                after(item, indent + 2, true, out);
            }
        }
        Value::Object(map) if !map.is_empty() => {
            for (key, item) in map {
                out.push_str(&" ".repeat(indent));
                entry(key, item, indent, out);
            }
        }
        other => {
            out.push_str(&" ".repeat(indent));
            out.push_str(&other.to_string());
            out.push('\n');
        }
    }
}

fn entry(key: &str, item: &Value, indent: usize, out: &mut String) {
    out.push_str(key);
    out.push(':');
    after(item, indent + 2, false, out);
}

/// Writes a value that follows `- ` or `key:`.
fn after(value: &Value, indent: usize, dash: bool, out: &mut String) {
    match value {
        Value::Object(map) if dash && !map.is_empty() => {
            for (at, (key, item)) in map.iter().enumerate() {
                if at > 0 {
                    out.push_str(&" ".repeat(indent));
                }
                entry(key, item, indent, out);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            out.push('\n');
            block(value, if dash { indent } else { indent - 2 }, out);
        }
        Value::Object(map) if !map.is_empty() => {
            out.push('\n');
            block(value, indent, out);
        }
        // A JSON scalar is a YAML scalar.
        other => {
            if !dash {
                out.push(' ');
            }
            out.push_str(&other.to_string());
            out.push('\n');
        }
    }
}
