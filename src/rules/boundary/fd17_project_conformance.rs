use crate::config::Settings;
use crate::dbt::plain_value;
use crate::diagnostic::RuleName;
use crate::graph::{Captures, MemberId, fill};
use crate::rules::project::place_name;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::{FileId, TextRange};
use crate::yaml::{Document, Node, parse};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "FD17", name: "boundary.project_conformance" },
    aliases: &[],
    groups: &["project", "boundary"],
    docs: include_str!("../../../rules/FD17.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let projects: Vec<(MemberId, FileId, TextRange)> = cx.projects().filter(|&(id, ..)| !cx.graph.member(id).shared).collect();
    let Some(settings) = projects.iter().find_map(|&(_, file, _)| cx.settings(file)) else { return };
    let options = &settings.rules.fd17;
    if let Some(template) = options.template.as_ref().and_then(|path| read(&settings, path)) {
        for &(id, file, range) in &projects {
            let member = cx.graph.member(id);
            let mut captures = member.place.captures.clone();
            captures.insert("project".to_owned(), member.name().to_owned());
            let project = Conforming { file, captures: &captures, fallback: range };
            project.compare(&template.root, &member.package().document.root, "", 0, out);
        }
    }
    if let Some(path) = &options.provisioning
        && let Some(document) = read(&settings, path)
    {
        check_provisioning(cx, &settings, path, &document, out);
    }
}

fn read(settings: &Settings, path: &str) -> Option<Document> {
    std::fs::read_to_string(settings.workspace.root.join(path)).ok().map(|text| parse(&text))
}

/// A project file that is held against the template.
struct Conforming<'c> {
    file: FileId,
    captures: &'c Captures,
    /// Where it is told that something is missing.
    fallback: TextRange,
}

/// Mappings nested deeper than this are compared as a whole.
const DEEPEST: u32 = 16;

impl Conforming<'_> {
    /// Every key of the template must be there, with its value.
    fn compare(&self, template: &Node, have: &Node, above: &str, depth: u32, out: &mut ProjectSink<'_>) {
        for entry in template.entries() {
            let Some(key) = entry.key.to_text().map(|key| fill(&key, self.captures)) else { continue };
            let path = if above.is_empty() { key.clone() } else { format!("{above}.{key}") };
            match have.get(&key) {
                None => {
                    let range = if depth == 0 { self.fallback } else { have.range };
                    out.report(self.file, range, format!("`{path}` is missing, which every project of the workspace has"));
                }
                Some(value) if entry.value.as_mapping().is_some() && depth < DEEPEST => {
                    self.compare(&entry.value, value, &path, depth + 1, out);
                }
                Some(value) => {
                    let have = plain_value(value).to_string();
                    let want = fill(&plain_value(&entry.value).to_string(), self.captures);
                    if have != want {
                        out.report(self.file, value.range, format!("`{path}` must be {want} here"));
                    }
                }
            }
        }
    }
}

/// Every project has an entry with all environments, and every entry a project.
fn check_provisioning(cx: &ProjectCx<'_>, settings: &Settings, path: &str, document: &Document, out: &mut ProjectSink<'_>) {
    let list = document.root.get("projects").unwrap_or(&document.root);
    let named: Vec<(String, &Node, TextRange)> = if list.as_sequence().is_some() {
        list.items().iter().filter_map(|item| Some((item.get("name").unwrap_or(item).to_text()?, item, item.range))).collect()
    } else {
        list.entries().iter().filter_map(|entry| Some((entry.key.to_text()?, &entry.value, entry.key.range))).collect()
    };
    let is_of = |name: &str, id: MemberId| {
        let member = cx.graph.member(id);
        let last = member.folder().rsplit('/').next().unwrap_or_default();
        [member.name(), member.folder(), last].contains(&name) || member.place.captures.values().any(|value| value == name)
    };
    for (id, file, range) in cx.projects().filter(|&(id, ..)| !cx.graph.member(id).shared) {
        let project = place_name(cx.graph, &cx.graph.member(id).place);
        let Some((_, entry, _)) = named.iter().find(|(name, ..)| is_of(name, id)) else {
            out.report(file, range, format!("{project} has no entry in `{path}`"));
            continue;
        };
        for environment in settings.rules.fd17.environments.iter().filter(|environment| entry.get(environment).is_none()) {
            out.report(file, range, format!("{project} has no `{environment}` in `{path}`"));
        }
    }
    let path = settings.workspace.root.join(path);
    let Some(file) = cx.files.find(&std::fs::canonicalize(&path).unwrap_or(path)) else { return };
    for (name, _, range) in &named {
        if !cx.projects().any(|(id, ..)| is_of(name, id)) {
            out.report(file, *range, format!("no project of the workspace is called `{name}`"));
        }
    }
}
