use crate::dbt::plain_value;
use crate::diagnostic::Label;
use crate::diagnostic::{Applicability, Level, RuleName};
use crate::graph::MemberId;
use crate::rules::project::packages::{Asked, asked_for};
use crate::rules::{Change, Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::yaml::edit::remove_item;
use rustc_hash::FxHashMap;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "PK02", name: "packages.duplicate" },
    aliases: &[],
    groups: &["project", "packages"],
    docs: include_str!("../../../rules/PK02.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Spacing),
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let mut first: FxHashMap<(MemberId, String), Asked> = FxHashMap::default();
    for asked in asked_for(cx).into_iter().filter(|asked| cx.settings(asked.file).is_some()) {
        let Some(name) = asked.name() else { continue };
        if is_root(cx, &asked) {
            out.report(asked.file, asked.entry.range, format!("`{name}` is this project itself"));
            continue;
        }
        let Some(key) = asked.key() else { continue };
        let Some(before) = first.get(&(asked.member, key.clone())) else {
            first.insert((asked.member, key), asked);
            continue;
        };
        let same = before.file == asked.file && plain_value(&before.entry) == plain_value(&asked.entry);
        let edit = remove_item(&cx.files.get(asked.file).text, &asked.list, asked.index).filter(|_| same);
        let finding = out.report(asked.file, asked.entry.range, format!("`{name}` is asked for a second time"));
        finding.labels.push(Label { file: before.file, range: before.entry.range, message: "it is asked for here".to_owned() });
        finding.safe_fix("Drop the copy", edit.map(|edit| (asked.file, edit)));
    }
}

/// Whether a project asks for itself.
fn is_root(cx: &ProjectCx<'_>, asked: &Asked) -> bool {
    let package = cx.graph.member(asked.member).package();
    match (asked.text("local"), asked.text("name").filter(|_| asked.is_project)) {
        (Some(folder), _) => std::fs::canonicalize(package.root.join(folder)).is_ok_and(|folder| folder == package.root),
        (None, Some(name)) => name == package.name,
        (None, None) => false,
    }
}
