//! One page with everything, for a browser: it holds its style, its script and the findings, and asks the network for nothing.

use std::collections::BTreeSet;
use std::io::{self, Write};

use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::diff::changed_lines;
use super::links;
use super::stream::Items;
use super::view::{Findings, Found, applicability};
use crate::cli::rules::summary;
use crate::diagnostic::{Label, Level, RuleName};
use crate::engine::{Means, Standing};
use crate::rules::find_rule;
use crate::text::{FileId, TextRange};

const PAGE: &str = include_str!("html/page.html");
const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// Lines around a finding, lines of a long one, and characters of a line that are shown.
const AROUND: u32 = 2;
const SHOWN: u32 = 8;
const LONGEST: usize = 400;
/// Lines of a fix that are shown.
const DIFF_LINES: usize = 12;

#[derive(Serialize)]
struct Page<P, F, D> {
    title: String,
    files_looked_at: usize,
    files_with_findings: usize,
    places: Vec<Value>,
    crossings: Vec<Value>,
    problems: P,
    rules: Vec<Value>,
    files: F,
    findings: D,
}

/// The page.
pub fn write(findings: &Findings<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut rest = PAGE;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else { break };
        out.write_all(before.as_bytes())?;
        match name {
            "style" => out.write_all(STYLE.as_bytes())?,
            "script" => out.write_all(SCRIPT.as_bytes())?,
            _ => data(findings, out)?,
        }
        rest = after;
    }
    out.write_all(rest.as_bytes())
}

fn data(findings: &Findings<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut rules: Vec<RuleName> = findings.diagnostics.iter().map(|diagnostic| diagnostic.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let quoted = Quoted::new(findings);
    let landscape = findings.landscape;
    let page = Page {
        title: title(findings),
        files_looked_at: findings.file_count(),
        files_with_findings: findings.diagnostics.chunk_by(|left, right| left.file == right.file).count(),
        places: landscape
            .places
            .iter()
            .map(|place| json!({"name": place.name, "folder": place.folder, "domain": place.domain, "owner": place.owner, "shared": place.shared}))
            .collect(),
        crossings: landscape
            .crossings
            .iter()
            .map(|crossing| {
                let (means, standing) = (means(crossing.means), standing(crossing.standing));
                json!({"from": crossing.from, "to": crossing.to, "means": means, "standing": standing, "edges": crossing.edges})
            })
            .collect(),
        problems: Items(|| findings.problems.iter().filter(|problem| problem.fatal).map(|problem| &problem.text)),
        rules: rules.iter().map(rule).collect(),
        files: Items(|| quoted.files.iter().map(|(file, lines)| quoted_file(*file, lines, findings))),
        findings: Items(|| findings.each().map(|found| finding(&found, &rules, &quoted, findings))),
    };
    serde_json::to_writer(InScript(out), &page)?;
    Ok(())
}

fn title(findings: &Findings<'_>) -> String {
    let members = findings.landscape.places.iter().filter(|place| place.folder.is_some()).count();
    let projects = match members {
        0 => String::new(),
        1 => "1 project · ".to_owned(),
        members => format!("{members} projects · "),
    };
    format!("{projects}setsquare {}", env!("CARGO_PKG_VERSION"))
}

fn rule(rule: &RuleName) -> Value {
    let text = find_rule(rule.code).map(|rule| summary(rule.definition())).unwrap_or_default();
    json!({"code": rule.code, "name": rule.name, "summary": text, "url": links::rule(rule.code)})
}

const fn means(means: Means) -> &'static str {
    match means {
        Means::Ref => "ref",
        Means::Source => "source",
        Means::Relation => "name",
        Means::Method => "relation method",
        Means::Query => "query",
        Means::Exposure => "exposure",
        Means::Macro => "macro",
        Means::Package => "package",
        Means::Group => "group",
    }
}

const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Permitted => "permitted",
        Standing::Unknown => "unknown",
        Standing::Forbidden => "forbidden",
    }
}

/// The files that the page quotes, and their lines that it shows.
struct Quoted {
    files: Vec<(FileId, BTreeSet<u32>)>,
    index: FxHashMap<FileId, usize>,
}

impl Quoted {
    fn new(findings: &Findings<'_>) -> Self {
        let mut quoted = Self { files: Vec::new(), index: FxHashMap::default() };
        for diagnostic in findings.diagnostics {
            quoted.add(diagnostic.file, diagnostic.range, findings);
            for Label { file, range, .. } in &diagnostic.labels {
                quoted.add(*file, *range, findings);
            }
        }
        quoted
    }

    fn add(&mut self, file: FileId, range: TextRange, findings: &Findings<'_>) {
        let at = *self.index.entry(file).or_insert_with(|| {
            self.files.push((file, BTreeSet::new()));
            self.files.len() - 1
        });
        let span = findings.span(file, range);
        let first = span.start.line.saturating_sub(AROUND).max(1);
        let last = span.end.line.min(span.start.line + SHOWN) + AROUND;
        self.files[at].1.extend(first..=last);
    }
}

fn quoted_file(file: FileId, lines: &BTreeSet<u32>, findings: &Findings<'_>) -> Value {
    let source = findings.files.get(file);
    let index = source.lines();
    let text = |line: u32| index.line_text(&source.text, line).trim_end_matches(['\r', '\n']).chars().take(LONGEST).collect::<String>();
    let lines: Map<String, Value> =
        lines.iter().filter(|line| **line <= index.line_count()).map(|line| (line.to_string(), text(*line).into())).collect();
    let home = findings.landscape.index_of(file).map_or(json!(-1), |at| json!(at));
    json!({"p": &*findings.report_path(file), "o": home, "l": lines})
}

/// One finding as a list, for there may be thirty thousand.
fn finding(found: &Found<'_>, rules: &[RuleName], quoted: &Quoted, findings: &Findings<'_>) -> Value {
    let Found { diagnostic, span, .. } = found;
    let level = match diagnostic.level {
        Level::Info => 0,
        Level::Warning => 1,
        Level::Error => 2,
    };
    let mut more = Map::new();
    if !diagnostic.notes.is_empty() {
        more.insert("notes".into(), diagnostic.notes.clone().into());
    }
    if let Some(resource) = &diagnostic.resource {
        more.insert("resource".into(), resource.as_str().into());
    }
    if !diagnostic.labels.is_empty() {
        let labels = diagnostic.labels.iter().map(|Label { file, range, message }| {
            let span = findings.span(*file, *range);
            json!([quoted.index.get(file), span.start.line, span.start.column, span.end.line, span.end.column, message])
        });
        more.insert("labels".into(), labels.collect());
    }
    if let Some(fix) = &diagnostic.fix {
        let lines = changed_lines(fix, diagnostic.file, &findings.files.get(diagnostic.file));
        let lines =
            lines.iter().take(DIFF_LINES).map(|line| format!("{}{}", line.sign, line.text.chars().take(LONGEST).collect::<String>()));
        more.insert("fix".into(), json!([fix.title, applicability(fix.applicability), lines.collect::<Vec<_>>()]));
    }
    json!([
        quoted.index.get(&diagnostic.file),
        rules.binary_search(&diagnostic.rule).unwrap_or(0),
        level,
        span.start.line,
        span.start.column,
        span.end.line,
        span.end.column,
        diagnostic.message,
        more,
    ])
}

/// JSON between script tags: no `<` may begin the tag that ends it. In JSON one stands in texts only.
struct InScript<W>(W);

impl<W: Write> Write for InScript<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|byte| *byte == b'<') {
            match part.split_last() {
                Some((b'<', before)) => {
                    self.0.write_all(before)?;
                    self.0.write_all(b"\\u003c")?;
                }
                _ => self.0.write_all(part)?,
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_script_early() {
        let mut out = Vec::new();
        serde_json::to_writer(InScript(&mut out), &json!(["</script>", "<!--"])).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(!text.contains('<'), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), json!(["</script>", "<!--"]));
    }

    #[test]
    fn the_page_stands_alone() {
        assert!(["{{style}}", "{{data}}", "{{script}}"].iter().all(|mark| PAGE.contains(mark)));
        for part in [PAGE, STYLE, SCRIPT] {
            assert!(!part.contains("https://") && !part.contains("@import") && !part.contains("fetch("), "nothing comes from the network");
        }
        assert!(!SCRIPT.contains("innerHTML"), "what a file says is text, never markup");
    }
}
