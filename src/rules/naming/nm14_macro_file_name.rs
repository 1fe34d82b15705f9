use crate::diagnostic::RuleName;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "NM14", name: "naming.macro_file" },
    aliases: &[],
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
        if [Some(definition.name.as_str()), definition.name.strip_prefix("test_"), dispatched].contains(&Some(file.as_str())) {
            continue;
        }
        let shares = options.allow_multiple
            && cx.own_macros().any(|(of, other)| of == member && other.file == definition.file && other.name == file);
        if !shares {
            let message = format!("the macro `{}` lies in `{file}.sql`", definition.name);
            out.report(definition.file, definition.name_range, message).resource = Some(definition.unique_id());
        }
    }
}
