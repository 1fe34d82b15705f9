//! Project rules on small workspaces, as their pages write them: those whose cases say literally what they read.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Check, ProjectCx, RuleId, check_project, descriptors};
use crate::config::{Loader, Overrides, ProjectHint, Settings};
use crate::dbt::{LoadOptions, Project, find_projects};
use crate::graph::{FileFacts, Graph, GraphParts, MemberProject, Policy, members_of};
use crate::text::{FileId, Files};

/// Python models say what they read; the rest is what the project's loader found.
fn literal_facts(files: &Files, project: &Project) -> Vec<FileFacts> {
    let python = project.resources.iter().filter(|resource| resource.package_name == project.name && resource.is_python());
    python
        .filter_map(|resource| resource.defined_at.file)
        .map(|place| FileFacts::collect_python(place.file, &files.get(place.file).text, crate::dialect::Dialect::Redshift.spec()))
        .collect()
}

/// The findings of one rule, as `path:line CODE`.
fn findings(root: &Path, rule: RuleId) -> Vec<String> {
    let files = Files::default();
    if let Ok(text) = std::fs::read_to_string(root.join("setsquare.toml")) {
        files.add(&root.join("setsquare.toml"), text);
    }
    let overrides = Overrides { extend_select: Some(rule.definition().name.code.to_owned()), ..Overrides::default() };
    let loader = Loader::new(descriptors(), &overrides, root);
    let workspace = loader.workspace(root);
    let members: Vec<MemberProject> = members_of(&workspace, &find_projects(root))
        .into_iter()
        .filter_map(|member| {
            let project = Project::load(&files, &member.folder, &LoadOptions::default()).ok()?;
            Some(MemberProject { package: project.name.clone(), project: Arc::new(project), folder: member.named, shared: member.shared })
        })
        .collect();
    let facts = members.iter().flat_map(|member| literal_facts(&files, &member.project)).collect();
    let policy = Policy::new(&workspace, jiff::civil::date(2026, 11, 22));
    let graph = Graph::build(GraphParts { members, facts, policy, bounded: workspace.boundary.configured });
    let hint = || ProjectHint { in_project: true, adapter: None };
    let settings = |file: FileId| -> Option<Arc<Settings>> { Some(loader.settings(&files.get(file).path, None, hint())) };
    let is_on = |file: FileId, rule: RuleId| settings(file).is_some_and(|settings| settings.levels.get(rule as usize).is_some());
    let cx = ProjectCx::new(&graph, &files, &settings);
    let shown = |file: FileId, at: u32| {
        let file = files.get(file);
        let path = file.path.strip_prefix(root).unwrap_or(&file.path).to_string_lossy().replace('\\', "/");
        format!("{path}:{}", file.line_column(at).line)
    };
    let mut out: Vec<String> = check_project(&cx, &[rule], &is_on)
        .into_iter()
        .map(|finding| format!("{} {}", shown(finding.file, finding.range.start()), finding.rule.definition().name.code))
        .collect();
    out.sort();
    out
}

struct Case {
    files: Vec<(String, String)>,
    want: Vec<String>,
}

/// The cases of a page: fences with `file=`, up to one of findings.
fn cases(page: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut files = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if let Some((_, path)) = info.split_once(" file=") {
            files.push((path.to_owned(), body.join("\n") + "\n"));
        } else if info == "text findings" {
            let want = body.iter().map(|line| (*line).to_owned()).collect();
            cases.push(Case { files: std::mem::take(&mut files), want });
        }
    }
    cases
}

fn check_page(code: &str) -> Vec<String> {
    let rule = super::find_rule(code).unwrap();
    let mut wrong = Vec::new();
    for (index, case) in cases(rule.definition().docs).into_iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        let root: PathBuf = std::fs::canonicalize(folder.path()).unwrap();
        for (path, text) in &case.files {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let have: BTreeSet<String> = findings(&root, rule).into_iter().collect();
        let want: BTreeSet<String> = case.want.into_iter().collect();
        if have != want {
            wrong.push(format!("{code} case {}: have {have:?}, want {want:?}", index + 1));
        }
    }
    wrong
}

#[test]
fn pages_hold() {
    /// These need their templates run: the common harness has them.
    const TEMPLATED: &[&str] = &["RE01", "RE02", "FD00", "FD03", "FD04", "FD06"];
    let project =
        RuleId::ALL.iter().map(|rule| rule.definition()).filter(|rule| matches!(rule.check, Check::Project(_) | Check::Resource(..)));
    let wrong: Vec<String> = project.map(|rule| rule.name.code).filter(|code| !TEMPLATED.contains(code)).flat_map(check_page).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
