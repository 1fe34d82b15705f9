use crate::diagnostic::RuleName;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "MC04", name: "macros.banned_code" },
    aliases: &["MA002", "check_macro_code_does_not_contain_regexp_pattern"],
    groups: &["project", "macros"],
    docs: include_str!("../../../rules/MC04.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (_, definition) in cx.own_macros() {
        let Some(settings) = cx.settings(definition.file) else { continue };
        let source = cx.files.get(definition.file);
        for pattern in &settings.rules.mc04.patterns {
            let Some(found) = cx.find(pattern, source.slice(definition.range)) else { continue };
            let start = definition.range.start() as usize;
            let message = format!("the macro `{}` holds `{pattern}`", definition.name);
            out.report(definition.file, TextRange::from(start + found.start..start + found.end), message).resource =
                Some(definition.unique_id());
        }
    }
}
