//! SARIF 2.1.0.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::links;
use super::stream::Items;
use super::view::{Findings, Found};
use crate::cli::rules::summary;
use crate::diagnostic::{Applicability, Fix, Label, Level, RuleName};
use crate::rules::find_rule;
use crate::text::{FileId, TextRange};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// What GitHub keeps of a rule's description.
const DESCRIPTION_LIMIT: usize = 1000;

#[derive(Serialize)]
struct Log<R> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<R>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<R> {
    tool: Value,
    column_kind: &'static str,
    results: R,
    invocations: Value,
}

/// The log, one run in it, errors first: GitHub keeps the first five thousand results.
pub fn write(findings: &Findings<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut rules: Vec<RuleName> = findings.diagnostics.iter().map(|diagnostic| diagnostic.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let failed = findings.problems.iter().any(|problem| problem.fatal);
    let notifications = findings
        .problems
        .iter()
        .map(|problem| json!({"level": if problem.fatal { "error" } else { "note" }, "message": {"text": problem.text}}));
    let run = Run {
        tool: json!({"driver": {
            "name": "setsquare",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules.iter().map(rule).collect::<Vec<Value>>(),
        }}),
        column_kind: "unicodeCodePoints",
        results: Items(|| findings.by_weight().map(|found| result(&found, &rules, findings))),
        invocations: json!([{"executionSuccessful": !failed, "toolExecutionNotifications": notifications.collect::<Value>()}]),
    };
    serde_json::to_writer_pretty(&mut *out, &Log { schema: SCHEMA, version: "2.1.0", runs: [run] })?;
    writeln!(out)
}

fn rule(rule: &RuleName) -> Value {
    let mut out = Map::new();
    out.insert("id".into(), rule.code.into());
    out.insert("name".into(), rule.name.into());
    if let Some(address) = links::rule(rule.code) {
        out.insert("helpUri".into(), address.into());
    }
    if let Some(definition) = find_rule(rule.code).map(crate::rules::RuleId::definition) {
        let summary: String = summary(definition).chars().take(DESCRIPTION_LIMIT).collect();
        out.insert("shortDescription".into(), json!({"text": summary}));
        out.insert("help".into(), json!({"text": definition.docs, "markdown": definition.docs}));
        out.insert("defaultConfiguration".into(), json!({"level": level(definition.default.unwrap_or(Level::Warning))}));
        out.insert("properties".into(), json!({"tags": definition.groups}));
    } else {
        let text = match *rule {
            RuleName::TEMPLATING => "The template can be evaluated.",
            RuleName::PARSING => "The SQL can be read.",
            RuleName::LEXING => "Every character belongs to a token.",
            _ => rule.name,
        };
        out.insert("shortDescription".into(), json!({"text": text}));
    }
    Value::Object(out)
}

fn result(found: &Found<'_>, rules: &[RuleName], findings: &Findings<'_>) -> Value {
    let Found { diagnostic, fingerprint, .. } = found;
    let mut out = Map::new();
    out.insert("ruleId".into(), diagnostic.rule.code.into());
    if let Ok(at) = rules.binary_search(&diagnostic.rule) {
        out.insert("ruleIndex".into(), at.into());
    }
    out.insert("level".into(), level(diagnostic.level).into());
    out.insert("message".into(), json!({"text": diagnostic.message}));
    out.insert("locations".into(), json!([{"physicalLocation": location(diagnostic.file, diagnostic.range, findings)}]));
    if !diagnostic.labels.is_empty() {
        let related = diagnostic.labels.iter().enumerate().map(|(at, Label { file, range, message })| {
            json!({"id": at + 1, "physicalLocation": location(*file, *range, findings), "message": {"text": message}})
        });
        out.insert("relatedLocations".into(), related.collect());
    }
    out.insert(
        "partialFingerprints".into(),
        json!({"primaryLocationLineHash": format!("{fingerprint}:1"), "setsquare/v1": fingerprint.to_string()}),
    );
    if let Some(fix) = diagnostic.fix.as_ref().filter(|fix| fix.applicability != Applicability::DisplayOnly) {
        out.insert("fixes".into(), json!([fix_value(fix, findings)]));
    }
    if diagnostic.resource.is_some() || !diagnostic.notes.is_empty() {
        let mut properties = Map::new();
        if let Some(resource) = &diagnostic.resource {
            properties.insert("resource".into(), resource.as_str().into());
        }
        if !diagnostic.notes.is_empty() {
            properties.insert("notes".into(), diagnostic.notes.clone().into());
        }
        out.insert("properties".into(), Value::Object(properties));
    }
    Value::Object(out)
}

fn fix_value(fix: &Fix, findings: &Findings<'_>) -> Value {
    let mut changes: Vec<(FileId, Vec<Value>)> = Vec::new();
    for edit in &fix.edits {
        let replacement = json!({
            "deletedRegion": region(edit.file(), edit.edit().range, findings),
            "insertedContent": {"text": edit.edit().text},
        });
        match changes.iter_mut().find(|(file, _)| *file == edit.file()) {
            Some((_, replacements)) => replacements.push(replacement),
            None => changes.push((edit.file(), vec![replacement])),
        }
    }
    let changes: Vec<Value> = changes
        .into_iter()
        .map(|(file, replacements)| json!({"artifactLocation": artifact(file, findings), "replacements": replacements}))
        .collect();
    json!({"description": {"text": fix.title}, "artifactChanges": changes})
}

fn location(file: FileId, range: TextRange, findings: &Findings<'_>) -> Value {
    json!({"artifactLocation": artifact(file, findings), "region": region(file, range, findings)})
}

fn region(file: FileId, range: TextRange, findings: &Findings<'_>) -> Value {
    let span = findings.span(file, range);
    json!({"startLine": span.start.line, "startColumn": span.start.column, "endLine": span.end.line, "endColumn": span.end.column})
}

fn artifact(file: FileId, findings: &Findings<'_>) -> Value {
    let path = findings.report_path(file);
    let uri = encode(&path);
    if path.starts_with('/') { json!({"uri": format!("file://{uri}")}) } else { json!({"uri": uri, "uriBaseId": "%SRCROOT%"}) }
}

/// Percent-encodes what may not stand in the path of a URI.
fn encode(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Info => "note",
        Level::Warning => "warning",
        Level::Error => "error",
    }
}
