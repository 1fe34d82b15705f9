use crate::diagnostic::RuleName;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "NM13", name: "naming.macro_pattern" },
    aliases: &["MA009", "check_macro_names", "macro_name_follows_naming_convention"],
    groups: &["project", "naming"],
    docs: include_str!("../../../rules/NM13.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (_, definition) in cx.own_macros() {
        let Some(settings) = cx.settings(definition.file) else { continue };
        let want = &settings.rules.nm13.pattern;
        if cx.full_match(want, &definition.name) == Some(false) {
            let message = format!("the macro `{}` is not named like `{want}`", definition.name);
            out.report(definition.file, definition.name_range, message).resource = Some(definition.unique_id());
        }
    }
}
