use crate::dbt::PropertyKind;
use crate::diagnostic::{Applicability, Level, RuleName};
use crate::rules::project::properties::{Made, WITH_FILES, entries, is_read};
use crate::rules::{Change, Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::did_you_mean;
use crate::yaml::Node;
use crate::yaml::edit::remove_item;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "YM03", name: "properties.entry_without_resource" },
    aliases: &[],
    groups: &["project", "properties"],
    docs: include_str!("../../../rules/YM03.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Unsafe, Change::Spacing),
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let made = Made::of(cx);
    let kinds: Vec<PropertyKind> = WITH_FILES.iter().map(|(kind, _)| *kind).collect();
    for described in entries(cx, &kinds) {
        let Some(name) = described.name() else { continue };
        // Of what has versions each version has a file; whether it is there is another question.
        let versioned = described.entry.get("versions").is_some_and(|versions| !versions.items().is_empty());
        if versioned || !made.kinds(described.member, &name).is_empty() || !is_read(cx, described.member) {
            continue;
        }
        let Some((_, kind)) = WITH_FILES.iter().find(|(kind, _)| *kind == described.kind) else { continue };
        let mut names: Vec<&str> = made.names(described.member, *kind).collect();
        names.sort_unstable();
        let message = format!("there is no {} `{name}`{}", kind.name(), did_you_mean(&name, names));
        let source = cx.files.get(described.file.file);
        let edit = described.list().and_then(|list: &Node| remove_item(&source.text, list, described.index));
        described.report(out, message).unsafe_fix("Delete the entry", edit.map(|edit| (described.file.file, edit)));
    }
}
