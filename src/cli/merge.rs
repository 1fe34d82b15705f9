//! `report merge`: the reports of a run's parts as one.

use std::collections::HashSet;
use std::path::Path;
use std::process::ExitCode;

use serde_json::Value;

use super::arguments::MergeArguments;
use super::{FINDINGS, refuse};

/// Runs the command.
pub fn run(arguments: &MergeArguments) -> ExitCode {
    match merged(&arguments.reports) {
        Ok(report) => {
            // As each was written: JSON for editors stays on one line.
            let pretty = report.is_object() || report.pointer("/0/fingerprint").is_some();
            let text = if pretty { format!("{report:#}") } else { report.to_string() };
            anstream::println!("{text}");
            if !arguments.nofail && counts(&report) { ExitCode::from(FINDINGS) } else { ExitCode::SUCCESS }
        }
        Err(message) => refuse(&message),
    }
}

fn merged<P: AsRef<Path>>(paths: &[P]) -> Result<Value, String> {
    let mut whole: Option<Value> = None;
    for path in paths {
        let path = path.as_ref();
        let bad = |reason: String| format!("{}: {reason}", path.display());
        let text = std::fs::read_to_string(path).map_err(|error| bad(format!("cannot be read: {error}")))?;
        let part: Value = serde_json::from_str(&text).map_err(|error| bad(format!("is no JSON, SARIF or GitLab report: {error}")))?;
        match (&mut whole, part) {
            (None, part) if part.is_array() || part["runs"].is_array() => whole = Some(part),
            (Some(Value::Array(all)), Value::Array(part)) => all.extend(part),
            (Some(Value::Object(all)), Value::Object(mut part)) if part.contains_key("runs") => {
                if let (Some(Value::Array(all)), Some(Value::Array(part))) = (all.get_mut("runs"), part.remove("runs")) {
                    all.extend(part);
                }
            }
            _ => return Err(bad("is another kind of report than those before it".to_owned())),
        }
    }
    let mut whole = whole.unwrap_or_default();
    if let Value::Array(entries) = &mut whole {
        once_each(entries);
    }
    Ok(whole)
}

/// What several parts tell, such as a macro that goes wrong wherever it is called, is told once. Sorted by path, as one run does.
fn once_each(entries: &mut Vec<Value>) {
    let mut seen = HashSet::new();
    entries.retain(|entry| entry["fingerprint"].as_str().is_none_or(|print| seen.insert(print.to_owned())));
    let path = |entry: &Value| {
        let path = entry.get("filepath").or_else(|| entry.pointer("/location/path")).and_then(Value::as_str);
        path.unwrap_or_default().to_owned()
    };
    entries.sort_by_cached_key(path);
}

/// Whether something in a report is more than a remark.
fn counts(report: &Value) -> bool {
    let some = |list: &Value, test: &dyn Fn(&Value) -> bool| list.as_array().into_iter().flatten().any(test);
    match report {
        Value::Array(_) => some(report, &|entry| match entry.get("violations") {
            Some(violations) => some(violations, &|found| found["warning"] != true),
            None => entry["severity"].as_str().is_some_and(|severity| severity != "info"),
        }),
        _ => some(&report["runs"], &|run| some(&run["results"], &|result| matches!(result["level"].as_str(), Some("error" | "warning")))),
    }
}
