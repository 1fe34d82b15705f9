use crate::dbt::PropertyKind;
use crate::diagnostic::{Level, RuleName};
use crate::rules::project::properties::entries;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::FileId;
use crate::yaml::{Entry, Node};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "YM08", name: "properties.tags_shape" },
    aliases: &[],
    groups: &["project", "properties"],
    docs: include_str!("../../../rules/YM08.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

const KINDS: &[PropertyKind] = &[
    PropertyKind::Model,
    PropertyKind::Source,
    PropertyKind::Seed,
    PropertyKind::Snapshot,
    PropertyKind::Exposure,
    PropertyKind::Metric,
    PropertyKind::SavedQuery,
    PropertyKind::UnitTest,
    PropertyKind::Analysis,
    PropertyKind::DataTest,
];
/// Keys whose values hold things with tags of their own.
const INSIDE: &[&str] = &["config", "columns", "tables", "versions", "tests", "data_tests"];
/// `tables` of `columns` of `data_tests` of `config`, each in a list.
const DEEPEST: u32 = 12;

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for described in entries(cx, KINDS) {
        look(described.file.file, described.entry, DEEPEST, out);
    }
    for member in cx.graph.members() {
        let package = member.package();
        if cx.settings(package.file).is_none() {
            continue;
        }
        let sections = ["models", "seeds", "snapshots", "sources", "tests", "data_tests", "exposures", "metrics"];
        for section in sections.iter().filter_map(|key| package.document.root.get(key)) {
            look_in_project(package.file, section, DEEPEST, out);
        }
    }
}

fn look(file: FileId, node: &Node, depth: u32, out: &mut ProjectSink<'_>) {
    if depth == 0 {
        return;
    }
    for item in node.items() {
        // A data test is a mapping of its name.
        let inside = item.entries().first().map(|entry| &entry.value).filter(|_| item.entries().len() == 1);
        inside.into_iter().chain([item]).for_each(|item| look(file, item, depth - 1, out));
    }
    for entry in node.entries() {
        match entry.key.as_str() {
            Some("tags") => judge(file, entry, out),
            Some(key) if INSIDE.contains(&key) => look(file, &entry.value, depth - 1, out),
            _ => {}
        }
    }
}

fn look_in_project(file: FileId, node: &Node, depth: u32, out: &mut ProjectSink<'_>) {
    if depth == 0 {
        return;
    }
    for entry in node.entries() {
        match entry.key.as_str() {
            Some("+tags") => judge(file, entry, out),
            Some(key) if !key.starts_with('+') => look_in_project(file, &entry.value, depth - 1, out),
            _ => {}
        }
    }
}

fn judge(file: FileId, entry: &Entry, out: &mut ProjectSink<'_>) {
    let tags = &entry.value;
    let (wrong, range) = match tags.as_sequence() {
        Some(items) => match items.iter().find(|item| item.as_str().is_none()) {
            Some(item) => (format!("`{}` is no text", item.to_text().unwrap_or_else(|| "this".to_owned())), item.range),
            None => return,
        },
        None if tags.is_null() || tags.as_str().is_some() => return,
        None => ("they are neither text nor a list".to_owned(), tags.range),
    };
    out.report(file, range, format!("tags are a text or a list of texts; {wrong}"));
}
