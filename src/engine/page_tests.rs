//! The pages of the rules are their tests: every case of every page is carried out here, as a workspace of its own on disk.
//!
//! ` ```sql fail [dialect=x] [option=value] ` is reported by the rule, ` ```sql fixed ` is what `fix` makes of the case before
//! it, ` ```sql pass ` is not reported. Fences with `file=path` make up a workspace; ` ```text findings ` says what it gives, and fences
//! with `fixed=path` what `fix` makes of its files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::config::Overrides;
use crate::rules::{FixPolicy, RULES, RuleDef};

use super::{Engine, Options, Report};

/// A fenced block: what stands behind the backticks, and the text.
struct Fence {
    info: String,
    body: String,
}

fn fences(page: &str) -> Vec<Fence> {
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: String = lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
        found.push(Fence { info: info.to_owned(), body });
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Pass,
    Fail,
}

/// One text and what the rule makes of it.
struct Single {
    rule: &'static RuleDef,
    verdict: Verdict,
    /// `key=value`, separated by blanks.
    options: String,
    text: String,
    fixed: Option<String>,
}

/// One workspace and what the rule finds in it.
struct Multiple {
    rule: &'static RuleDef,
    files: Vec<(String, String)>,
    want: BTreeSet<String>,
    /// What `fix` makes of files; those that are not named stay as they are.
    fixed: BTreeMap<String, String>,
    unsafe_fixes: bool,
}

#[derive(Default)]
struct Cases {
    single: Vec<Single>,
    multiple: Vec<Multiple>,
    wrong: Vec<String>,
}

impl Cases {
    fn of_all_pages() -> Self {
        let mut cases = Self::default();
        for rule in RULES {
            cases.read(rule);
        }
        cases
    }

    fn read(&mut self, rule: &'static RuleDef) {
        let code = rule.name.code;
        let mut files = Vec::new();
        for Fence { info, body } in fences(rule.docs) {
            if let Some((_, path)) = info.split_once(" file=") {
                files.push((path.to_owned(), body));
            } else if info == "text findings" {
                let (files, want) = (std::mem::take(&mut files), body.lines().map(str::to_owned).collect());
                self.multiple.push(Multiple { rule, files, want, fixed: BTreeMap::new(), unsafe_fixes: false });
            } else if let Some((_, path)) = info.split_once(" fixed=") {
                let Some(case) = self.multiple.last_mut().filter(|case| case.rule.name == rule.name) else {
                    self.wrong.push(format!("{code}: a fixed file follows no findings"));
                    continue;
                };
                let path = path.strip_suffix(UNSAFE).inspect(|_| case.unsafe_fixes = true).unwrap_or(path).trim();
                case.fixed.insert(path.to_owned(), body);
            } else if let Some(options) = info.strip_prefix("sql fail") {
                self.single.push(Single { rule, verdict: Verdict::Fail, options: options.trim().to_owned(), text: body, fixed: None });
            } else if let Some(options) = info.strip_prefix("sql pass") {
                self.single.push(Single { rule, verdict: Verdict::Pass, options: options.trim().to_owned(), text: body, fixed: None });
            } else if info == "sql fixed" {
                match self.single.last_mut() {
                    Some(case) if case.rule.name == rule.name && case.verdict == Verdict::Fail && case.fixed.is_none() => {
                        case.fixed = Some(body);
                    }
                    _ => self.wrong.push(format!("{code}: a `fixed` fence follows no `fail`")),
                }
            }
        }
        if !files.is_empty() {
            self.wrong.push(format!("{code}: files without findings"));
        }
    }
}

/// Asks for `--unsafe-fixes`.
const UNSAFE: &str = "--unsafe-fixes";

/// Options of the whole run, not of a rule.
const GENERAL: [&str; 4] = ["dialect", "templater", "max_line_length", "ignore_templated_areas"];

/// A `.sqlfluff` with only the case's rule on. `layout.type.comma.line_position=leading` goes to its section.
fn configuration(case: &Single) -> String {
    let mut sections: BTreeMap<String, String> = BTreeMap::new();
    let mut put = |section: &str, key: &str, value: &str| {
        let _ = writeln!(sections.entry(section.to_owned()).or_default(), "{key} = {value}");
    };
    put("sqlfluff", "rules", case.rule.name.code);
    if !case.options.contains("dialect=") {
        put("sqlfluff", "dialect", "ansi");
    }
    for (key, value) in case.options.split(' ').filter_map(|option| option.split_once('=')) {
        if GENERAL.contains(&key) {
            put("sqlfluff", key, value);
        } else if let Some((section, key)) = key.rsplit_once('.') {
            put(&format!("sqlfluff:{}", section.replace('.', ":")), key, value);
        } else {
            put(&format!("sqlfluff:rules:{}", case.rule.name.name), key, value);
        }
    }
    sections.iter().map(|(section, lines)| format!("[{section}]\n{lines}\n")).collect()
}

struct Workshop {
    _folder: tempfile::TempDir,
    root: PathBuf,
}

impl Workshop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = std::fs::canonicalize(folder.path()).unwrap();
        Self { _folder: folder, root }
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn engine(&self, overrides: Overrides) -> Engine {
        Engine::new(Options { paths: vec![self.root.clone()], overrides, jobs: 2, ..Options::default() })
    }
}

/// The folders of single cases, by number.
fn lay_out<'c>(cases: impl Iterator<Item = (usize, &'c Single, &'c str)>) -> Workshop {
    let workshop = Workshop::new();
    for (index, case, text) in cases {
        workshop.write(&format!("{index}/case.sql"), text);
        workshop.write(&format!("{index}/.sqlfluff"), &configuration(case));
    }
    workshop
}

fn number(root: &Path, path: &Path) -> usize {
    let inside = path.strip_prefix(root).unwrap();
    inside.components().next().unwrap().as_os_str().to_str().unwrap().parse().unwrap()
}

/// The codes reported for each case.
fn codes(workshop: &Workshop, report: &Report) -> BTreeMap<usize, Vec<&'static str>> {
    let mut found: BTreeMap<usize, Vec<&'static str>> = BTreeMap::new();
    for diagnostic in &report.diagnostics {
        let file = report.files.get(diagnostic.file);
        found.entry(number(&workshop.root, &file.path)).or_default().push(diagnostic.rule.code);
    }
    found
}

/// The tags of a template, white space aside: no fix may touch anything else of them.
fn tags(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        let end = rest[start..].find("}}").into_iter().chain(rest[start..].find("%}")).min().map_or(rest.len(), |end| start + end + 2);
        found.push(rest[start..end].split_whitespace().collect());
        rest = &rest[end..];
    }
    found
}

fn wrong_in_lint(cases: &[Single]) -> Vec<String> {
    let workshop = lay_out(cases.iter().enumerate().map(|(index, case)| (index, case, case.text.as_str())));
    let report = workshop.engine(Overrides::default()).lint();
    let found = codes(&workshop, &report);
    let mut wrong = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let code = case.rule.name.code;
        let have = found.get(&index).map_or(&[][..], Vec::as_slice);
        if let Some(broken) = have.iter().find(|have| ["PRS", "TMP", "LXR"].contains(have)) {
            wrong.push(format!("{code}: {broken} in\n{}", case.text));
        } else if have.contains(&code) != (case.verdict == Verdict::Fail) {
            let what = if case.verdict == Verdict::Fail { "is not reported" } else { "is reported" };
            wrong.push(format!("{code} {}: {what}\n{}", case.options, case.text));
        }
    }
    wrong
}

fn wrong_in_fix(cases: &[Single], unsafe_fixes: bool) -> Vec<String> {
    let asked = |case: &Single| case.verdict == Verdict::Fail && case.options.contains(UNSAFE) == unsafe_fixes;
    let failing = || cases.iter().enumerate().filter(|(_, case)| asked(case));
    let overrides = || Overrides { unsafe_fixes, ..Overrides::default() };
    let workshop = lay_out(failing().map(|(index, case)| (index, case, case.text.as_str())));
    let report = workshop.engine(overrides()).fix();
    let mut wrong: Vec<String> = report
        .left
        .refusals
        .iter()
        .map(|refused| {
            format!(
                "{}: a fix of {} was refused: {}",
                refused.rule.definition().name.code,
                Path::new(&refused.path).display(),
                refused.reason
            )
        })
        .collect();
    let after: BTreeMap<usize, &str> = report.fixed.iter().map(|fixed| (number(&workshop.root, &fixed.absolute), &*fixed.after)).collect();
    let broken = codes(&workshop, &report.left);
    for (index, case) in failing() {
        let code = case.rule.name.code;
        let have = after.get(&index).copied().unwrap_or(&case.text);
        let want = case.fixed.as_deref().unwrap_or(&case.text);
        if have != want {
            wrong.push(format!("{code} {}: fixed to\n{have}instead of\n{want}", case.options));
        }
        if tags(have) != tags(&case.text) {
            wrong.push(format!("{code}: a fix changed a tag of\n{}", case.text));
        }
        if broken.get(&index).is_some_and(|codes| codes.contains(&"PRS")) {
            wrong.push(format!("{code}: a fix broke\n{}", case.text));
        }
    }
    let again = lay_out(failing().filter_map(|(index, case)| after.get(&index).map(|text| (index, case, *text))));
    for fixed in again.engine(overrides()).fix().fixed {
        let case = &cases[number(&again.root, &fixed.absolute)];
        wrong.push(format!("{}: a second fix changed\n{}to\n{}", case.rule.name.code, fixed.before, fixed.after));
    }
    wrong
}

fn wrong_in_workspaces(cases: &[Multiple]) -> Vec<String> {
    let mut wrong = Vec::new();
    for case in cases {
        let code = case.rule.name.code;
        let workshop = Workshop::new();
        case.files.iter().for_each(|(path, text)| workshop.write(path, text));
        let overrides = Overrides { extend_select: Some(code.to_owned()), ..Overrides::default() };
        let report = workshop.engine(overrides).lint();
        let have: BTreeSet<String> = report
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.rule == case.rule.name)
            .map(|diagnostic| {
                let file = report.files.get(diagnostic.file);
                let path = file.path.strip_prefix(&workshop.root).unwrap_or(&file.path).display().to_string().replace('\\', "/");
                format!("{path}:{} {code}", file.line_column(diagnostic.range.start()).line)
            })
            .collect();
        if have != case.want {
            let paths: Vec<&str> = case.files.iter().map(|(path, _)| path.as_str()).collect();
            wrong.push(format!("{code} in {}: have {have:?}, want {:?}", paths.join(", "), case.want));
        }
    }
    wrong
}

fn wrong_in_fixed_workspaces(cases: &[Multiple]) -> Vec<String> {
    let mut wrong = Vec::new();
    for case in cases.iter().filter(|case| case.rule.fixes != FixPolicy::Never) {
        let code = case.rule.name.code;
        let workshop = Workshop::new();
        case.files.iter().for_each(|(path, text)| workshop.write(path, text));
        let overrides = || Overrides { rules: Some(code.to_owned()), unsafe_fixes: case.unsafe_fixes, ..Overrides::default() };
        let report = workshop.engine(overrides()).fix();
        wrong.extend(report.left.refusals.iter().map(|refused| format!("{code}: a fix was refused: {}", refused.reason)));
        let relative = |path: &Path| path.strip_prefix(&workshop.root).unwrap_or(path).display().to_string().replace('\\', "/");
        let have: BTreeMap<String, String> =
            report.fixed.iter().map(|fixed| (relative(&fixed.absolute), fixed.after.to_string())).collect();
        if have != case.fixed {
            wrong.push(format!("{code}: fixed to\n{have:#?}\ninstead of\n{:#?}", case.fixed));
        }
        for (path, text) in &have {
            workshop.write(path, text);
        }
        for again in workshop.engine(overrides()).fix().fixed {
            wrong.push(format!("{code}: a second fix changed\n{}to\n{}", again.before, again.after));
        }
    }
    wrong
}

#[track_caller]
fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} wrong:\n\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn single_cases_are_reported_as_their_pages_say() {
    let cases = Cases::of_all_pages();
    assert_none(&cases.wrong);
    assert_none(&wrong_in_lint(&cases.single));
}

#[test]
fn fixes_are_what_the_pages_say_and_final() {
    let cases = Cases::of_all_pages().single;
    assert_none(&wrong_in_fix(&cases, false));
    assert_none(&wrong_in_fix(&cases, true));
}

#[test]
fn workspaces_give_what_their_pages_say() {
    assert_none(&wrong_in_workspaces(&Cases::of_all_pages().multiple));
}

#[test]
fn workspaces_are_fixed_as_their_pages_say() {
    assert_none(&wrong_in_fixed_workspaces(&Cases::of_all_pages().multiple));
}

#[test]
fn every_page_has_its_headings_and_a_case_that_fails() {
    let cases = Cases::of_all_pages();
    let mut wrong = Vec::new();
    for rule in RULES {
        let (code, name) = (rule.name.code, rule.name.name);
        if !rule.docs.starts_with(&format!("# {code} {name}\n")) {
            wrong.push(format!("{code}: the page does not begin with the code and the name"));
        }
        for heading in ["\n## Why\n", "\n## Fix safety\n", "\n## Cases\n"] {
            if !rule.docs.contains(heading) {
                wrong.push(format!("{code}: no heading {}", heading.trim()));
            }
        }
        let fails = cases.single.iter().any(|case| case.rule.name == rule.name && case.verdict == Verdict::Fail)
            || cases.multiple.iter().any(|case| case.rule.name == rule.name && !case.want.is_empty());
        if !fails {
            wrong.push(format!("{code}: no case fails"));
        }
    }
    assert_none(&wrong);
}

/// One check of another tool may be several rules here; a code or a name is one rule's.
#[test]
fn codes_and_names_mean_one_rule() {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    let mut wrong = Vec::new();
    for rule in RULES {
        for spelling in [rule.name.code, rule.name.name] {
            if let Some(other) = owners.insert(spelling.to_ascii_lowercase(), rule.name.code) {
                wrong.push(format!("{spelling} means {other} and {}", rule.name.code));
            }
        }
    }
    for rule in RULES {
        for &alias in rule.aliases {
            if let Some(other) = owners.get(&alias.to_ascii_lowercase()) {
                wrong.push(format!("{alias} of {} is the code or the name of {other}", rule.name.code));
            }
        }
    }
    assert_none(&wrong);
}
