use crate::dbt::MacroKind;
use crate::diagnostic::RuleName;
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
    let used = cx.macros_used();
    for (member, definition) in cx.own_macros() {
        let Some(settings) = cx.settings(definition.file) else { continue };
        let ignored = settings.rules.mc01.ignore.iter().any(|pattern| cx.full_match(pattern, &definition.name) == Some(true));
        let package = cx.graph.member(member).name();
        let dispatched = definition.name.split_once("__").is_some_and(|(_, name)| used.contains(&format!("dispatch {name}")));
        let called = used.contains(&definition.name) || used.contains(&format!("{package}.{}", definition.name));
        if !ignored && !dispatched && !called && definition.kind == MacroKind::Macro {
            let message = format!("nothing calls the macro `{}`", definition.name);
            out.report(definition.file, definition.name_range, message).resource = Some(definition.unique_id());
        }
    }
}
