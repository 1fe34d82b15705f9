use crate::dbt::PropertyKind;
use crate::diagnostic::{Applicability, RuleName};
use crate::rules::{Change, Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::FileId;
use crate::yaml::Node;
use crate::yaml::edit::move_entry;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DB01", name: "deprecations.property_moved" },
    aliases: &[],
    groups: &["project", "deprecations"],
    docs: include_str!("../../../rules/DB01.md"),
    default: None,
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Spacing),
    check: Check::Project(check),
};

/// What dbt wants below `config:` by now, of resources, of sources and their tables, and of columns.
const OF_RESOURCES: &[&str] = &["tags", "meta", "docs", "group", "access", "freshness"];
const OF_SOURCES: &[&str] = &["tags", "meta", "freshness"];
const OF_COLUMNS: &[&str] = &["tags", "meta"];

const KINDS: &[PropertyKind] =
    &[PropertyKind::Model, PropertyKind::Seed, PropertyKind::Snapshot, PropertyKind::Analysis, PropertyKind::Exposure, PropertyKind::Macro];

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (_, file) in cx.properties() {
        if cx.settings(file.file).is_none() {
            continue;
        }
        for entry in KINDS.iter().flat_map(|kind| file.entries(*kind)) {
            judge(cx, out, file.file, entry, OF_RESOURCES);
        }
        for source in file.entries(PropertyKind::Source) {
            judge(cx, out, file.file, source, OF_SOURCES);
            for table in source.get("tables").map(Node::items).unwrap_or_default() {
                judge(cx, out, file.file, table, OF_SOURCES);
            }
        }
    }
}

/// Judges an entry and its columns.
fn judge(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>, file: FileId, entry: &Node, moved: &[&'static str]) {
    let text = &cx.files.get(file).text;
    let columns = entry.get("columns").map(Node::items).unwrap_or_default().iter().map(|column| (column, OF_COLUMNS));
    for (node, moved) in std::iter::once((entry, moved)).chain(columns) {
        let has_config = node.get("config").is_some();
        let old = node.entries().iter().filter(|found| found.key.as_str().is_some_and(|key| moved.contains(&key)));
        for (at, found) in old.enumerate() {
            let key = found.key.as_str().unwrap_or_default();
            let finding = out.report(file, found.key.range, format!("`{key}` stands below `config:` by now"));
            // Where there is no `config:` yet, the first one makes it; the turn of the others comes with the next round.
            let edits = move_entry(text, node, key, "config").filter(|_| has_config || at == 0);
            finding.safe_fix("Move it there", edits.unwrap_or_default().into_iter().map(|edit| (file, edit)));
        }
    }
}
