use crate::dbt::{PropertyKind, ResourceType};
use crate::diagnostic::{Level, RuleName};
use crate::graph::MemberId;
use crate::rules::project::properties::{Described, entries, is_read};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::yaml::Node;
use rustc_hash::FxHashMap;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV31", name: "governance.version_block" },
    aliases: &[],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV31.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

/// Files by project, model and version.
type Files<'a> = FxHashMap<(MemberId, &'a str), Vec<(Option<&'a str>, &'a str)>>;

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let mut files: Files<'_> = FxHashMap::default();
    for id in cx.graph.resources().filter(|&id| cx.graph.is_own(id)) {
        let resource = cx.graph.resource(id);
        if resource.resource_type == ResourceType::Model {
            let key = (cx.graph.member_id(id), resource.name.as_str());
            files.entry(key).or_default().push((resource.version.as_deref(), resource.path.as_str()));
        }
    }
    for model in entries(cx, &[PropertyKind::Model]) {
        let versions = model.entry.get("versions").map(Node::items).unwrap_or_default();
        let Some(name) = model.name().filter(|_| !versions.is_empty()) else { continue };
        let made = files.get(&(model.member, name.as_str())).map_or(&[][..], Vec::as_slice);
        numbers(&model, &name, versions, out);
        if is_read(cx, model.member) {
            has_files(&model, &name, versions, made, out);
        }
    }
}

fn number(version: &Node) -> Option<String> {
    version.get("v").and_then(Node::to_text)
}

/// The numbers: each once, the latest among them.
fn numbers(model: &Described<'_>, name: &str, versions: &[Node], out: &mut ProjectSink<'_>) {
    let file = model.file.file;
    let mut seen: Vec<String> = Vec::new();
    for version in versions {
        match number(version) {
            None => {
                out.report(file, version.range, format!("this version of `{name}` has no `v`"));
            }
            Some(number) if seen.contains(&number) => {
                out.report(file, version.range, format!("version {number} of `{name}` is declared a second time"));
            }
            Some(number) => seen.push(number),
        }
    }
    let latest = model.entry.get("latest_version").filter(|latest| !latest.is_null());
    if let Some((latest, text)) = latest.and_then(|latest| Some((latest, latest.to_text()?)))
        && !seen.contains(&text)
        && !text.contains("{{")
    {
        out.report(file, latest.range, format!("the latest version of `{name}` is {text}, which is none of its versions"));
    }
}

/// The files: one for each version, none without.
fn has_files(model: &Described<'_>, name: &str, versions: &[Node], made: &[(Option<&str>, &str)], out: &mut ProjectSink<'_>) {
    let file = model.file.file;
    let mut seen: Vec<String> = Vec::new();
    for (version, number) in versions.iter().filter_map(|version| Some((version, number(version)?))) {
        if seen.contains(&number) {
            continue;
        }
        let of_version: Vec<&str> = made.iter().filter(|(made, _)| *made == Some(number.as_str())).map(|(_, path)| *path).collect();
        match of_version.as_slice() {
            [] => {
                let stem = version.get("defined_in").and_then(Node::to_text).unwrap_or_else(|| format!("{name}_v{number}"));
                out.report(file, version.range, format!("version {number} of `{name}` has no file `{stem}`"));
            }
            [_] => {}
            [first, second, ..] => {
                out.report(file, version.range, format!("version {number} of `{name}` is in two files, `{first}` and `{second}`"));
            }
        }
        seen.push(number);
    }
    if let Some((_, path)) = made.iter().find(|(version, _)| version.is_none()) {
        model.report(out, format!("`{name}` has versions, and one file without a version: `{path}`"));
    }
}
