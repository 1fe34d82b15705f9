use std::path::Path;

use rustc_hash::FxHashMap;

use super::*;
use crate::diagnostic::{Applicability, Diagnostic, Fix, Label, Level, RuleName};
use crate::engine::Landscape;
use crate::jinja::{RenderedEdit, SourceMap};
use crate::text::{FileId, Files, TextRange};

const MODEL: &str = "select\n  a,  b,\n  'ä€' || NVL(c, 0) as d  \nfrom {{ ref('x') }}\n";

struct Case {
    files: Files,
    diagnostics: Vec<Diagnostic>,
    looked_at: Vec<LookedAt>,
    problems: Vec<Notice>,
    model: FileId,
}

fn path_in(files: &Files) -> impl Fn(FileId) -> String {
    |file| files.get(file).path.to_string_lossy().into_owned()
}

fn finding(files: &Files, file: FileId, rule: (&'static str, &'static str), level: Level, text: &str, message: &'static str) -> Diagnostic {
    let source = files.get(file);
    let start = source.text.find(text).unwrap();
    Diagnostic {
        rule: RuleName { code: rule.0, name: rule.1 },
        level,
        file,
        range: TextRange::from(start..start + text.len()),
        message: message.into(),
        labels: Vec::new(),
        notes: Vec::new(),
        resource: None,
        fix: None,
    }
}

fn fix(files: &Files, file: FileId, range: TextRange, text: &str, title: &'static str, applicability: Applicability) -> Fix {
    let map = SourceMap::identity(file, u32::try_from(files.get(file).text.len()).unwrap());
    Fix { title: title.into(), edits: vec![map.edit(&RenderedEdit::replace(range, text)).unwrap()], applicability }
}

/// One of everything: a safe, an unsafe and no fix, labels, notes, a resource, characters of several bytes, a clean file.
fn case() -> Case {
    let files = Files::default();
    let model = files.add(Path::new("models/a b.sql"), MODEL);
    let shared = files.add(Path::new("macros/m.sql"), "{% macro m() %}\nfrom db_fr.mart.x\n{% endmacro %}\n");
    let clean = files.add(Path::new("./models/clean.sql"), "select 1\n");
    let mut spacing = finding(&files, model, ("LT01", "layout.spacing"), Level::Warning, "  b", "2 blanks instead of 1");
    spacing.range = TextRange::new(spacing.range.start(), spacing.range.start() + 2);
    spacing.fix = Some(fix(&files, model, spacing.range, " ", "Leave one blank", Applicability::Safe));
    let mut coalesce = finding(&files, model, ("CV02", "convention.coalesce"), Level::Info, "NVL", "`NVL` is not portable");
    coalesce.fix = Some(fix(&files, model, coalesce.range, "coalesce", "Use `coalesce`", Applicability::Unsafe));
    let mut end = finding(&files, model, ("LT01", "layout.spacing"), Level::Warning, "  \nfrom", "trailing blanks");
    end.range = TextRange::new(end.range.start(), end.range.start() + 2);
    end.fix = Some(fix(&files, model, end.range, "", "Take them away", Applicability::Safe));
    let mut leak = finding(&files, model, ("FD06", "boundary.macro_leak"), Level::Error, "{{ ref('x') }}", "reaches `db_fr.mart.x`, 100 %");
    leak.labels.push(Label { file: shared, range: TextRange::new(21, 33), message: "named here".into() });
    leak.notes.push("Publish through core.".into());
    leak.resource = Some("model.de.a".into());
    let mut parsing = finding(&files, shared, ("PRS", "parsing"), Level::Error, "{% macro m() %}\nfrom", "cannot be read");
    parsing.rule = RuleName::PARSING;
    let diagnostics = vec![parsing, spacing, coalesce, end, leak];
    let looked_at = vec![
        LookedAt { path: "./models/clean.sql".into(), file: Some(clean) },
        LookedAt { path: "models/a b.sql".into(), file: Some(model) },
        LookedAt { path: "models/latin.sql".into(), file: None },
    ];
    let problems =
        vec![Notice { fatal: true, text: "models/latin.sql: is not UTF-8".into() }, Notice { fatal: false, text: "an unused key".into() }];
    Case { files, diagnostics, looked_at, problems, model }
}

impl Case {
    fn tell<T>(&self, stdin: Option<FileId>, tell: impl FnOnce(&Findings<'_>) -> T) -> T {
        tell(&Findings {
            coverage: &[],
            statistics: &FxHashMap::default(),
            landscape: &Landscape::default(),
            known: Known::default(),
            diagnostics: &self.diagnostics,
            files: &self.files,
            looked_at: &self.looked_at,
            problems: &self.problems,
            path: &path_in(&self.files),
            stdin,
            working_folder: "/repository",
        })
    }
}

fn text_of(case: &Case, options: OutputOptions) -> String {
    let mut out = Vec::new();
    case.tell(None, |findings| write(findings, options, &mut out)).unwrap();
    String::from_utf8(out).unwrap()
}

fn rendered(format: OutputFormat, quiet: bool) -> String {
    text_of(&case(), OutputOptions { format, quiet, ..OutputOptions::default() })
}

fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

#[test]
fn human() {
    let text = rendered(OutputFormat::Human, false);
    assert!(text.contains("\u{1b}["), "it has colours");
    insta::assert_snapshot!(plain(&text));
    assert!(!plain(&rendered(OutputFormat::Human, true)).contains("mends"));
}

#[test]
fn json_on_one_line() {
    let text = rendered(OutputFormat::Json, false);
    assert_eq!(text.lines().count(), 1, "editors read line by line");
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    insta::assert_snapshot!(format!("{value:#}"));
}

#[test]
fn yaml() {
    insta::assert_snapshot!(rendered(OutputFormat::Yaml, false));
}

#[test]
fn gitlab() {
    insta::assert_snapshot!(rendered(OutputFormat::Gitlab, false));
}

#[test]
fn sarif() {
    let text = rendered(OutputFormat::Sarif, false);
    let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
    // The rules' own pages are not what is tested here.
    for rule in value["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap() {
        rule.as_object_mut().unwrap().retain(|key, _| key == "id" || key == "name");
    }
    insta::assert_snapshot!(format!("{value:#}"));
}

#[test]
fn github() {
    insta::assert_snapshot!(rendered(OutputFormat::Github, false));
}

#[test]
fn concise_statistics_azure_and_markdown() {
    let plainly = |options| plain(&text_of(&case(), options));
    let of = |format| plainly(OutputOptions { format, nofail: true, ..OutputOptions::default() });
    let statistics = plainly(OutputOptions { statistics: true, ..OutputOptions::default() });
    insta::assert_snapshot!([of(OutputFormat::Concise), statistics, of(OutputFormat::Azure), of(OutputFormat::Markdown)].join("----\n"));
}

#[test]
fn xml_and_rdjson() {
    let texts = [OutputFormat::Junit, OutputFormat::Checkstyle, OutputFormat::Rdjson].map(|format| rendered(format, false));
    insta::assert_snapshot!(texts.join("----\n"));
}

#[test]
fn github_annotations_as_sqlfluff_writes_them() {
    insta::assert_snapshot!(format!(
        "{}{}",
        rendered(OutputFormat::GithubAnnotation, false),
        rendered(OutputFormat::GithubAnnotationNative, false)
    ));
}

#[test]
fn nothing_at_all() {
    assert_eq!(rendered(OutputFormat::None, false), "");
    let empty = Case { files: Files::default(), diagnostics: Vec::new(), looked_at: Vec::new(), problems: Vec::new(), model: FileId(0) };
    let text = |format| text_of(&empty, OutputOptions { format, ..OutputOptions::default() });
    assert_eq!(text(OutputFormat::Gitlab), "[]\n");
    assert_eq!(text(OutputFormat::Json), "[]\n");
    assert_eq!(text(OutputFormat::Human), "");
}

#[test]
fn standard_input_has_sqlfluffs_name() {
    let case = case();
    let mut out = Vec::new();
    case.tell(Some(case.model), |findings| json::write(findings, &mut out)).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
    let names: Vec<&str> = value.as_array().unwrap().iter().filter_map(|file| file["filepath"].as_str()).collect();
    assert_eq!(names, ["macros/m.sql", "models/clean.sql", "models/latin.sql", "stdin"]);
}
