use crate::dbt::{MacroDefinition, MacroKind};
use crate::diagnostic::RuleName;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "NM14", name: "naming.macro_file" },
    aliases: &["MA008", "check_macro_name_matches_file_name"],
    groups: &["project", "naming"],
    docs: include_str!("../../../rules/NM14.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let stem = |path: &str| path.rsplit('/').next().unwrap_or(path).trim_end_matches(".sql").to_owned();
    for (member, definition) in cx.own_macros() {
        let Some(settings) = cx.settings(definition.file) else { continue };
        let options = &settings.rules.nm14;
        let dispatched = options.ignore_dispatch_impls.then(|| definition.name.split_once("__").map(|(_, name)| name)).flatten();
        let file = stem(&definition.path);
        let own = own_name(definition);
        // A macro `test_x` is what a generic test was written as before there was a tag for it.
        let bare = definition.name.strip_prefix("test_");
        if own == file || bare == Some(file.as_str()) || dispatched == Some(file.as_str()) {
            continue;
        }
        let shares = options.allow_multiple
            && cx.own_macros().any(|(of, other)| of == member && other.file == definition.file && own_name(other) == file);
        if !shares {
            let message = format!("the macro `{own}` lies in `{file}.sql`");
            out.report(definition.file, definition.name_range, message).resource = Some(definition.unique_id());
        }
    }
}

/// What people call it: a generic test without the `test_` that dbt puts before it.
fn own_name(definition: &MacroDefinition) -> &str {
    let test = (definition.kind == MacroKind::Test).then(|| definition.name.strip_prefix("test_")).flatten();
    test.unwrap_or(&definition.name)
}
