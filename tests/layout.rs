//! What `format` makes of templates: the pages under `fixtures/layout`.
//!
//! A page holds cases: a heading, then what is written (`sql in`) and what comes of it (`sql out`), or one text that stays as it is
//! (`sql same`). A case whose text is a file of macros says so behind the word (`sql in macro`). What a page says in `toml` stands under
//! `[format]`. Of every case holds: the tokens stay,
//! the tags stay but for white space, and a second run changes nothing.

use std::fs;
use std::path::Path;
use std::process::Command;

struct Case {
    title: String,
    before: String,
    after: String,
    is_macro: bool,
}

/// The cases of one page.
fn cases(page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut title = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            heading.clone_into(&mut title);
        }
        let Some(words) = line.strip_prefix("```sql ") else { continue };
        let text: String = lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
        let (role, is_macro) = words.strip_suffix(" macro").map_or((words, false), |role| (role, true));
        match role {
            "in" => cases.push(Case { title: title.clone(), before: text, after: String::new(), is_macro }),
            "out" => cases.last_mut().expect("`out` follows an `in`").after = text,
            "same" => cases.push(Case { title: title.clone(), before: text.clone(), after: text, is_macro }),
            other => panic!("{title}: `{other}` is no part of a case"),
        }
    }
    cases
}

/// The tags of a template, each without white space.
fn tags(text: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let close = match rest[start..].get(..2) {
            Some("{{") => "}}",
            Some("{%") => "%}",
            Some("{#") => "#}",
            _ => {
                rest = &rest[start + 1..];
                continue;
            }
        };
        let end = rest[start..].find(close).map_or(rest.len(), |at| start + at + 2);
        tags.push(rest[start..end].split_whitespace().collect());
        rest = &rest[end..];
    }
    tags
}

/// The text without white space, case and commas (which may pass a comment), its characters in order.
fn tokens(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace() && *character != ',').flat_map(char::to_lowercase).collect()
}

fn format(folder: &Path) {
    let run = Command::new(env!("CARGO_BIN_EXE_setsquare")).args(["format", "--quiet", "."]).current_dir(folder).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn templates_are_laid_out_as_people_would() {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/layout");
    let mut names: Vec<_> = fs::read_dir(pages).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let mut failures = Vec::new();
    let mut count = 0;
    for page in names {
        let text = fs::read_to_string(&page).unwrap();
        let cases = cases(&text);
        count += cases.len();
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("dbt_project.yml"), "name: shop\n").unwrap();
        let own =
            text.split_once("```toml\n").and_then(|(_, rest)| rest.split_once("```")).map_or("max_line_length = 80\n", |(own, _)| own);
        let settings = format!("[dbt]\nadapter = \"snowflake\"\n[format]\n{own}");
        fs::write(folder.path().join("setsquare.toml"), settings).unwrap();
        let path = |at: usize| folder.path().join(if cases[at].is_macro { "macros" } else { "models" }).join(format!("case_{at}.sql"));
        for (at, case) in cases.iter().enumerate() {
            fs::create_dir_all(path(at).parent().unwrap()).unwrap();
            fs::write(path(at), &case.before).unwrap();
        }
        format(folder.path());
        let once: Vec<String> = (0..cases.len()).map(|at| fs::read_to_string(path(at)).unwrap()).collect();
        format(folder.path());
        for (at, (case, once)) in cases.iter().zip(once).enumerate() {
            let mut fail = |what: &str, have: &str| {
                failures.push(format!("{} {}: {what}\n{have}", page.file_name().unwrap().to_string_lossy(), case.title));
            };
            if once != case.after {
                fail("not as wanted", &once);
            }
            let twice = fs::read_to_string(path(at)).unwrap();
            if twice != once {
                fail("a second run makes", &twice);
            }
            if tags(&once) != tags(&case.before) || tokens(&once) != tokens(&case.before) {
                fail("more than white space changed", &once);
            }
        }
    }
    assert!(failures.is_empty(), "{} of {count} cases\n{}", failures.len(), failures.join("\n"));
    assert!(count >= 60, "{count} cases");
}
