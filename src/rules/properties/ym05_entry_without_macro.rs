use crate::dbt::PropertyKind;
use crate::diagnostic::{Applicability, Level, RuleName};
use crate::graph::MemberId;
use crate::rules::project::properties::{entries, is_read};
use crate::rules::{Change, Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::did_you_mean;
use crate::yaml::edit::remove_item;
use rustc_hash::FxHashMap;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "YM05", name: "properties.entry_without_macro" },
    aliases: &[],
    groups: &["project", "properties"],
    docs: include_str!("../../../rules/YM05.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Unsafe, Change::Spacing),
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let mut known: FxHashMap<MemberId, Vec<&str>> = FxHashMap::default();
    for (member, definition) in cx.own_macros() {
        known.entry(member).or_default().push(&definition.name);
    }
    for described in entries(cx, &[PropertyKind::Macro]) {
        let Some(name) = described.name() else { continue };
        let names = known.get(&described.member).map_or(&[][..], Vec::as_slice);
        if names.contains(&name.as_str()) || !is_read(cx, described.member) {
            continue;
        }
        let test = format!("test_{name}");
        let meant = if names.contains(&test.as_str()) {
            format!("; the generic test is called `{test}` here")
        } else {
            did_you_mean(&name, names.iter().copied())
        };
        let source = cx.files.get(described.file.file);
        let edit = described.list().and_then(|list| remove_item(&source.text, list, described.index));
        let finding = described.report(out, format!("there is no macro `{name}`{meant}"));
        finding.unsafe_fix("Delete the entry", edit.map(|edit| (described.file.file, edit)));
    }
}
