use crate::dbt::MacroKind;
use crate::diagnostic::RuleName;
use crate::rules::project::macro_uses::MacroUses;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "MC01", name: "macros.unused_macro" },
    aliases: &["MA005", "check_macro_is_used"],
    groups: &["project", "macros"],
    docs: include_str!("../../../rules/MC01.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let used = MacroUses::of(cx);
    for (member, definition) in cx.own_macros().filter(|(_, definition)| definition.kind == MacroKind::Macro) {
        let Some(settings) = cx.settings(definition.file) else { continue };
        let ignored = settings.rules.mc01.ignore.iter().any(|pattern| cx.full_match(pattern, &definition.name) == Some(true));
        if !ignored && !used.has(member, definition) {
            let message = format!("nothing calls the macro `{}`", definition.name);
            out.report(definition.file, definition.name_range, message).resource = Some(definition.unique_id());
        }
    }
}
