use crate::dbt::PropertyKind;
use crate::diagnostic::{Level, RuleName};
use crate::rules::project::properties::{Described, entries};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::TextRange;
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "YM10", name: "properties.nameless_entry" },
    aliases: &[],
    groups: &["project", "properties"],
    docs: include_str!("../../../rules/YM10.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

const KINDS: &[PropertyKind] = &[
    PropertyKind::Model,
    PropertyKind::Source,
    PropertyKind::Seed,
    PropertyKind::Snapshot,
    PropertyKind::Macro,
    PropertyKind::Exposure,
    PropertyKind::UnitTest,
    PropertyKind::Analysis,
];

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (_, file) in cx.properties().filter(|(_, file)| cx.settings(file.file).is_some()) {
        let (root, document) = (&file.document.root, &file.document);
        let said = root.is_null() && document.comments.is_empty() && document.error().is_none();
        if said {
            out.report(file.file, TextRange::empty(0), "this properties file is empty");
        } else if !root.is_null() && root.as_mapping().is_none() && document.error().is_none() {
            out.report(file.file, root.range, "a properties file is a mapping: `version: 2`, `models:`, ...");
        }
        for entry in KINDS.iter().filter_map(|kind| root.entry(kind.key())) {
            if !entry.value.is_null() && entry.value.as_sequence().is_none() {
                out.report(file.file, entry.key.range, format!("`{}:` takes a list", entry.key.as_str().unwrap_or_default()));
            }
        }
    }
    for described in entries(cx, KINDS) {
        judge(&described, out);
    }
}

fn judge(described: &Described<'_>, out: &mut ProjectSink<'_>) {
    named(described, described.entry, described.kind.key(), out);
    for column in described.entry.get("columns").map(Node::items).unwrap_or_default() {
        // A version takes columns of its model by `include` and `exclude`.
        if column.get("include").is_none() && column.get("exclude").is_none() {
            named(described, column, "columns", out);
        }
    }
    for table in described.entry.get("tables").map(Node::items).unwrap_or_default() {
        named(described, table, "tables", out);
        for column in table.get("columns").map(Node::items).unwrap_or_default() {
            named(described, column, "columns", out);
        }
    }
}

fn named(described: &Described<'_>, entry: &Node, list: &str, out: &mut ProjectSink<'_>) {
    let message = match entry.get("name") {
        _ if entry.as_mapping().is_none() => format!("this entry of `{list}:` is no mapping with a `name`"),
        None => format!("this entry of `{list}:` has no `name`"),
        Some(name) if name.to_text().is_none_or(|name| name.trim().is_empty()) => format!("the `name` of this entry of `{list}:` is empty"),
        Some(_) => return,
    };
    out.report(described.file.file, entry.range, message);
}
