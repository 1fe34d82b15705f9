use crate::dbt::{PropertyKind, plain_value};
use crate::diagnostic::Label;
use crate::diagnostic::{Applicability, Level, RuleName};
use crate::graph::MemberId;
use crate::rules::project::properties::{Described, entries};
use crate::rules::{Change, Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::yaml::edit::remove_item;
use rustc_hash::FxHashMap;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "YM06", name: "properties.duplicate_entry" },
    aliases: &[],
    groups: &["project", "properties"],
    docs: include_str!("../../../rules/YM06.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Spacing),
    check: Check::Project(check),
};

const KINDS: &[PropertyKind] =
    &[PropertyKind::Model, PropertyKind::Seed, PropertyKind::Snapshot, PropertyKind::Analysis, PropertyKind::Macro];

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let mut first: FxHashMap<(MemberId, PropertyKind, String), Described<'_>> = FxHashMap::default();
    for described in entries(cx, KINDS) {
        let Some(name) = described.name() else { continue };
        let Some(before) = first.get(&(described.member, described.kind, name.clone())) else {
            first.insert((described.member, described.kind, name), described);
            continue;
        };
        let (file, range) = before.place();
        let same = plain_value(before.entry) == plain_value(described.entry);
        let source = cx.files.get(described.file.file);
        let edit = described.list().filter(|_| same).and_then(|list| remove_item(&source.text, list, described.index));
        let finding = described.report(out, format!("`{name}` is described a second time under `{}:`", described.kind.key()));
        finding.labels.push(Label { file, range, message: "it is described here".to_owned() });
        finding.safe_fix("Drop the copy", edit.map(|edit| (described.file.file, edit)));
    }
}
