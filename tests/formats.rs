//! Every machine format holds what its readers ask of it, on a workspace with findings of every kind, and fingerprints stay who they are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::{Map, Value};

mod support;
use support::copy_folder;

/// Standard output of `lint` in the copy of the example at `folder`.
fn lint(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_setsquare")).arg("lint").args(arguments).arg(".").current_dir(folder).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// The example, with a file that no other has: several bytes a character, several lines a finding, what every format has to escape.
fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/dbt-squared"), folder.path());
    let odd = "select 'é,;]%:<>&\"' as ä,  NVL(b, 0) as c,\n  (select max(d) from x where d != NULL\n  ) as e\nfrom {{ ref('stg_crm__calls') }}\n";
    std::fs::write(folder.path().join("core/models/odd 100%;a,b].sql"), odd).unwrap();
    folder
}

fn check(schema: &str, text: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schemas").join(schema);
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let value: Value = serde_json::from_str(text).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let problems: Vec<String> = validator.iter_errors(&value).take(5).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(problems.is_empty(), "{problems:#?}");
    value
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

#[test]
fn json_formats_hold_to_their_schemas() {
    let folder = workspace();
    let of = |format: &str| lint(folder.path(), &["--format", format]);
    let sarif = check("sarif-2.1.0.json", &of("sarif"));
    let gitlab = check("gitlab-code-quality.json", &of("gitlab"));
    let rdjson = check("rdjson.json", &of("rdjson"));
    let json = check("sqlfluff-json.json", &of("json"));
    let annotations = check("github-annotation.json", &of("github-annotation"));
    let count = list(&gitlab).len();
    assert!(count > 30, "the example has findings");
    let in_json: usize = list(&json).iter().map(|file| list(&file["violations"]).len()).sum();
    assert_eq!(
        [list(&sarif["runs"][0]["results"]).len(), list(&rdjson["diagnostics"]).len(), in_json, list(&annotations).len()],
        [count; 4]
    );
    let prints: BTreeSet<&str> = list(&gitlab).iter().filter_map(|entry| entry["fingerprint"].as_str()).collect();
    assert_eq!(prints.len(), count, "GitLab keeps one finding of a fingerprint");
    let measured =
        list(&json).iter().filter(|file| file["filepath"].as_str().is_some_and(|path| Path::new(path).extension() == Some("sql".as_ref())));
    for file in measured {
        assert!(file["statistics"]["raw_segments"].as_u64().is_some() && file["timings"].as_object().is_some_and(Map::is_empty), "{file}");
    }
    let timed: Value = serde_json::from_str(&lint(folder.path(), &["--format", "json", "--timing"])).unwrap();
    for file in list(&timed).iter().filter(|file| file["statistics"]["raw_segments"].is_u64()) {
        assert!(file["timings"]["linting"].is_f64(), "{file}");
    }
    let levels: Vec<&str> = list(&sarif["runs"][0]["results"]).iter().filter_map(|result| result["level"].as_str()).collect();
    assert!(levels.is_sorted_by_key(|level| ["error", "warning", "note"].iter().position(|known| known == level)), "errors first");
}

#[test]
fn columns_are_what_each_reader_counts() {
    let folder = workspace();
    let of = |format: &str| serde_json::from_str::<Value>(&lint(folder.path(), &["--format", format, "--rules", "CV02"])).unwrap();
    let (rdjson, gitlab) = (of("rdjson"), of("gitlab"));
    assert_eq!(rdjson["diagnostics"][0]["location"]["range"]["start"]["column"], 30, "bytes");
    assert_eq!(gitlab[0]["location"]["positions"]["begin"]["column"], 28, "characters");
    assert_eq!(rdjson["diagnostics"][0]["suggestions"][0]["text"], "COALESCE", "in the case of the function it replaces");
}

#[test]
fn command_formats_escape_what_their_readers_take_for_syntax() {
    let folder = workspace();
    let azure = lint(folder.path(), &["--format", "azure"]);
    let github = lint(folder.path(), &["--format", "github"]);
    let path = "core/models/odd 100";
    assert!(azure.contains(&format!("sourcepath={path}%AZP25%3Ba,b%5D.sql;")), "{azure}");
    assert!(github.contains(&format!("file={path}%25;a%2Cb].sql,")), "{github}");
    for line in github.lines().filter(|line| line.contains(",line=")) {
        let value = |key: &str| line.split(',').find_map(|part| part.split("::").next()?.strip_prefix(key));
        let same = value("line=") == value("endLine=");
        assert_eq!(same, value("col=").is_some(), "columns only where the lines are one: {line}");
    }
    let kinds: Vec<usize> = ["::error ", "::notice title=setsquare"].iter().filter_map(|kind| github.find(kind)).collect();
    assert!(kinds.is_sorted() && kinds.len() == 2, "errors first, then how many GitHub leaves out");
}

/// The elements of an XML text with their attributes, in order; fails on what is not well formed.
fn elements(text: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut open: Vec<String> = Vec::new();
    let mut found = Vec::new();
    let mut rest = text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").unwrap();
    while let Some((before, after)) = rest.split_once('<') {
        assert!(!before.contains('>'), "{before}");
        let (tag, after) = after.split_once('>').unwrap();
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        let (name, mut attributes) = tag.trim_end_matches('/').split_once(' ').unwrap_or((tag.trim_end_matches('/'), ""));
        let mut of_this = BTreeMap::new();
        while let Some((key, value)) = attributes.split_once("=\"") {
            let (value, after) = value.split_once('"').unwrap();
            assert!(!value.contains('<'), "{value}");
            assert!(of_this.insert(key.trim().to_owned(), value.to_owned()).is_none(), "{key} twice");
            attributes = after;
        }
        found.push((name.to_owned(), of_this));
        if !tag.ends_with('/') {
            open.push(name.to_owned());
        }
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "{open:?}");
    found
}

#[test]
fn xml_formats_are_well_formed_and_count_right() {
    let folder = workspace();
    let junit = elements(&lint(folder.path(), &["--format", "junit"]));
    let count = |name: &str| junit.iter().filter(|(element, _)| element == name).count().to_string();
    let (_, all) = &junit[0];
    assert_eq!([&all["tests"], &all["failures"]], [&count("testcase"), &count("failure")]);
    let clean = elements(&lint(folder.path(), &["--format", "junit", "--rules", "CV05", "--exclude-rules", "CV05"]));
    assert!(clean.iter().any(|(name, _)| name == "testcase"), "a report without cases is taken for a broken one");
    let checkstyle = elements(&lint(folder.path(), &["--format", "checkstyle"]));
    assert_eq!(checkstyle[0].0, "checkstyle");
    let errors = checkstyle.iter().filter(|(name, _)| name == "error");
    for (_, attributes) in errors {
        assert!(["error", "warning", "info"].contains(&attributes["severity"].as_str()), "{attributes:?}");
        assert!(attributes["line"].parse::<u32>().is_ok_and(|line| line > 0) && attributes["source"].starts_with("setsquare."));
    }
}

#[test]
fn several_outputs_of_one_run() {
    let folder = workspace();
    let told = lint(folder.path(), &["--output", "gitlab=quality.json", "--output", "html=report.html", "--output", "markdown=summary.md"]);
    assert!(told.contains("┌─"), "people read standard output all the same");
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    check("gitlab-code-quality.json", &read("quality.json"));
    let page = read("report.html");
    assert!(
        page.starts_with("<!doctype html>")
            && !["{{style}}", "{{data}}", "{{script}}"].iter().any(|mark| page.contains(mark))
            && page.contains("affiliate_de")
    );
    let data = page.split_once("id=\"data\">").and_then(|(_, rest)| rest.split_once("</script>")).unwrap().0;
    let data: Value = serde_json::from_str(data).unwrap();
    assert!(list(&data["crossings"]).iter().any(|crossing| crossing["standing"] == "forbidden"), "borders are drawn");
    assert!(list(&data["places"]).iter().any(|place| place["owner"] == "de-data@example.com"), "owners are named");
    assert!(read("summary.md").starts_with("### 🔴 setsquare: "));
    let concise = lint(folder.path(), &["--output", "concise", "--output", "sarif=log.sarif"]);
    assert!(concise.lines().next().unwrap().contains(": ") && !concise.contains("┌─"));
    check("sarif-2.1.0.json", &read("log.sarif"));
    let two = Command::new(env!("CARGO_BIN_EXE_setsquare")).args(["lint", "--output", "json", "--output", "sarif"]).output().unwrap();
    assert_eq!(two.status.code(), Some(2), "two formats do not share standard output");
}

#[test]
fn nothing_found_is_a_valid_report_too() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.sql"), "select 1 as one\n").unwrap();
    let of = |format: &str| lint(folder.path(), &["--format", format, "--dialect", "ansi"]);
    assert_eq!(of("gitlab"), "[]\n");
    check("sarif-2.1.0.json", &of("sarif"));
    check("rdjson.json", &of("rdjson"));
    assert!(!elements(&of("junit")).is_empty() && !elements(&of("checkstyle")).is_empty());
    assert!(of("markdown").contains("nothing found") && of("html").contains("</html>") && of("github").is_empty());
}

/// The fingerprints of `lint --format gitlab`.
fn prints(folder: &Path) -> BTreeSet<String> {
    let report: Value = serde_json::from_str(&lint(folder, &["--format", "gitlab"])).unwrap();
    list(&report).iter().map(|entry| entry["fingerprint"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn fingerprints_survive_inserted_lines_and_lose_one_with_one_fix() {
    let folder = workspace();
    let equal = "core/models/equal.sql";
    let three = "select\n    a.b as b,\n    a.c as c\nfrom {{ ref('stg_crm__calls') }} as a\nwhere\n    a.b != null\n    and a.d > 1\n    or a.b != null\n    or a.c > 1\n    or a.b != null\n";
    std::fs::write(folder.path().join(equal), three).unwrap();
    let before = prints(folder.path());
    for path in ["core/models/marts/fct_sales.sql", equal, "projects/de/models/marts/de_fct_neighbours.sql"] {
        let path = folder.path().join(path);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, "-- one more\n".repeat(10) + &text).unwrap();
    }
    assert_eq!(prints(folder.path()), before, "ten lines above change nothing");
    let path = folder.path().join(equal);
    let fixed = std::fs::read_to_string(&path).unwrap().replacen("a.b != null", "a.b is not null", 1);
    std::fs::write(&path, fixed).unwrap();
    let after = prints(folder.path());
    assert_eq!((before.difference(&after).count(), after.difference(&before).count()), (1, 0), "one of three mended");
}
