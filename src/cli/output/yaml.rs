//! sqlfluff's YAML: the JSON report in block style.

use serde_json::Value;

use super::{Findings, json};

/// The report.
pub fn render(findings: &Findings<'_>) -> String {
    let mut out = String::new();
    block(&json::value(findings), 0, &mut out);
    out
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
