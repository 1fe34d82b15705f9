use crate::dbt::ResourceType;
use crate::diagnostic::{Applicability, Level, RuleName};
use crate::graph::MemberId;
use crate::rules::project::listed;
use crate::rules::project::properties::is_read;
use crate::rules::{Change, Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::FileId;
use crate::yaml::{Node, edit::remove_entry};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "MT08", name: "materialization.unused_config_path" },
    aliases: &[],
    groups: &["project", "materialization"],
    docs: include_str!("../../../rules/MT08.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Unsafe, Change::Spacing),
    check: Check::Project(check),
};

const SECTIONS: &[(&str, ResourceType)] = &[
    ("models", ResourceType::Model),
    ("seeds", ResourceType::Seed),
    ("snapshots", ResourceType::Snapshot),
    ("sources", ResourceType::Source),
];
/// Settings that hold mappings, and that people write without a plus.
const SETTINGS: &[&str] = &[
    "meta",
    "docs",
    "persist_docs",
    "grants",
    "column_types",
    "quoting",
    "labels",
    "contract",
    "partition_by",
    "cluster_by",
    "freshness",
    "tags",
    "vars",
    "snapshot_meta_column_names",
    "event_time",
    "target_lag",
    "resource_tags",
    "tblproperties",
    "databricks_tags",
    "row_access_policy",
];
const DEEPEST: u32 = 32;

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (member, file, _) in cx.projects().filter(|(_, file, _)| cx.settings(*file).is_some()) {
        if !is_read(cx, member) {
            continue;
        }
        let package = cx.graph.member(member).package();
        for (section, kind) in SECTIONS {
            let Some(node) = package.document.root.get(section) else { continue };
            let resources = cx.graph.member(member).project.resources.iter().filter(|resource| resource.resource_type == *kind);
            let names: Vec<&[String]> = resources.map(|resource| resource.fqn.as_slice()).collect();
            Walk { cx, member, file, section, names }.level(node, &mut Vec::new(), DEEPEST, out);
        }
    }
}

struct Walk<'a, 'c> {
    cx: &'a ProjectCx<'c>,
    member: MemberId,
    file: FileId,
    section: &'static str,
    names: Vec<&'a [String]>,
}

impl Walk<'_, '_> {
    fn level(&self, node: &Node, path: &mut Vec<String>, depth: u32, out: &mut ProjectSink<'_>) {
        for entry in node.entries() {
            let Some(key) = entry.key.to_text() else { continue };
            let setting = key.starts_with('+') || SETTINGS.contains(&key.as_str()) || entry.value.as_mapping().is_none();
            if setting || key.contains("{{") || depth == 0 {
                continue;
            }
            path.push(key.clone());
            let used = self.names.iter().any(|name| name.starts_with(path));
            if used {
                self.level(&entry.value, path, depth - 1, out);
            } else if !self.may_be_missing(&key, path.len()) {
                let text = &self.cx.files.get(self.file).text;
                let edit = remove_entry(text, node, &key).map(|edit| (self.file, edit));
                let message = format!("nothing lies under {} of `{}:`: these settings hold for nothing", listed(path), self.section);
                out.report(self.file, entry.key.range, message).unsafe_fix("Delete the block", edit);
            }
            path.pop();
        }
    }

    /// Whether the name may be that of a package which is not installed.
    fn may_be_missing(&self, name: &str, depth: usize) -> bool {
        let graph = self.cx.graph;
        depth == 1
            && graph.lacks_packages(self.member)
            && !graph.member(self.member).project.packages.iter().any(|package| package.name == name)
    }
}
