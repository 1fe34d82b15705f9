use crate::dbt::MacroKind;
use crate::diagnostic::RuleName;
use crate::rules::project::argument_names;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "MC02", name: "macros.argument_count" },
    aliases: &["MA006", "check_macro_max_number_of_arguments"],
    groups: &["project", "macros"],
    docs: include_str!("../../../rules/MC02.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (_, definition) in cx.own_macros() {
        let Some(settings) = cx.settings(definition.file) else { continue };
        if definition.kind == MacroKind::Test && !settings.rules.mc02.include_tests {
            continue;
        }
        let source = cx.files.get(definition.file);
        // What a generic test is put on, dbt itself hands over.
        let given = |name: &&String| definition.kind == MacroKind::Test && matches!(name.as_str(), "model" | "column_name");
        let have = argument_names(source.slice(definition.signature)).iter().filter(|name| !given(name)).count();
        let want = settings.rules.mc02.max;
        if have > want as usize {
            let message = format!("the macro `{}` takes {have} arguments, more than {want}", definition.name);
            out.report(definition.file, definition.name_range, message).resource = Some(definition.unique_id());
        }
    }
}
