use std::path::{Component, Path};

use crate::dbt::DependsOn;
use crate::diagnostic::{Level, RuleName};
use crate::rules::project::place_name;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "FD08", name: "boundary.path_escape" },
    aliases: &[],
    groups: &["project", "boundary"],
    docs: include_str!("../../../rules/FD08.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

const KEYS: &[&str] = &[
    "model-paths",
    "seed-paths",
    "snapshot-paths",
    "test-paths",
    "analysis-paths",
    "macro-paths",
    "docs-paths",
    "asset-paths",
    "source-paths",
    "data-paths",
];

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    if !cx.graph.is_bounded() {
        return;
    }
    let members = cx.graph.members();
    let is_shared = |folder: &Path| members.iter().any(|member| member.shared && folder.starts_with(&member.package().root));
    for (id, file, _) in cx.projects().filter(|&(id, ..)| !cx.graph.member(id).shared) {
        let member = cx.graph.member(id);
        let (package, name) = (member.package(), place_name(cx.graph, &member.place));
        for key in KEYS {
            let value = package.document.root.get(key);
            let entries =
                value.map_or(&[][..], |value| if value.as_sequence().is_some() { value.items() } else { std::slice::from_ref(value) });
            for (node, path) in entries.iter().filter_map(|node| Some((node, Node::as_str(node)?))) {
                let resolved = std::fs::canonicalize(package.root.join(path)).ok();
                let leaves = resolved.as_ref().map_or_else(|| climbs_out(Path::new(path)), |folder| !folder.starts_with(&package.root));
                if leaves && !resolved.is_some_and(|folder| is_shared(&folder)) {
                    out.report(file, node.range, format!("`{key}` of {name} leaves the project: `{path}`"));
                }
            }
        }
        for dependency in &package.dependencies {
            let DependsOn::Folder(folder) = &dependency.on else { continue };
            // An entry for another project is a dependency on it, and judged as one.
            let known = members.iter().any(|member| member.package().root == *folder);
            if !folder.starts_with(&package.root) && !known && !is_shared(folder) {
                let message = format!("a local package of {name} lies outside of it, and in no shared folder of the workspace");
                out.report(dependency.place.file, dependency.place.range, message);
            }
        }
    }
}

/// Whether a path leads above the folder it begins in.
fn climbs_out(path: &Path) -> bool {
    let mut depth = 0_i32;
    path.components().any(|part| {
        match part {
            Component::ParentDir => depth -= 1,
            Component::Normal(_) => depth += 1,
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return true,
        }
        depth < 0
    })
}
