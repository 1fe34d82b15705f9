use crate::diagnostic::RuleName;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "MC03", name: "macros.length" },
    aliases: &["MA007", "check_macro_max_number_of_lines"],
    groups: &["project", "macros"],
    docs: include_str!("../../../rules/MC03.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (_, definition) in cx.own_macros() {
        let Some(settings) = cx.settings(definition.file) else { continue };
        let source = cx.files.get(definition.file);
        let have = source.slice(definition.range).lines().count();
        let want = settings.rules.mc03.max;
        if have > want as usize {
            let message = format!("the macro `{}` has {have} lines, more than {want}", definition.name);
            out.report(definition.file, definition.name_range, message).resource = Some(definition.unique_id());
        }
    }
}
