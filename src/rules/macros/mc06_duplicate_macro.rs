use crate::dbt::MacroDefinition;
use crate::diagnostic::Label;
use crate::diagnostic::{Level, RuleName};
use crate::graph::MemberId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use rustc_hash::FxHashMap;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "MC06", name: "macros.duplicate_macro" },
    aliases: &[],
    groups: &["project", "macros"],
    docs: include_str!("../../../rules/MC06.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let mut first: FxHashMap<(MemberId, &str), &MacroDefinition> = FxHashMap::default();
    for (member, definition) in cx.own_macros() {
        let before = *first.entry((member, &definition.name)).or_insert(definition);
        let same = before.file == definition.file && before.range == definition.range;
        if same || cx.settings(definition.file).is_none() {
            continue;
        }
        let finding =
            out.report(definition.file, definition.name_range, format!("the macro `{}` is defined a second time", definition.name));
        finding.resource = Some(definition.unique_id());
        finding.labels.push(Label { file: before.file, range: before.name_range, message: "it is defined here".to_owned() });
    }
}
