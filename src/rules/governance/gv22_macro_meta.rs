use crate::dbt::plain_value;
use crate::diagnostic::RuleName;
use crate::rules::project::keys::KeyPolicy;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV22", name: "governance.macro_meta" },
    aliases: &["check-macro-has-meta-keys", "MA004", "check_macro_has_meta_keys"],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV22.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (_, definition) in cx.own_macros() {
        let Some(settings) = cx.settings(definition.file) else { continue };
        let options = &settings.rules.gv22;
        let policy = KeyPolicy { keys: &options.keys, criteria: options.criteria, allow_extra: options.allow_extra };
        let entry = definition.entry.as_ref().map(|(_, entry)| entry);
        let meta = entry.and_then(|entry| entry.get("config").and_then(|config| config.get("meta")).or_else(|| entry.get("meta")));
        if let Some(fault) = policy.fault(&meta.map(plain_value).unwrap_or_default(), "meta") {
            let message = format!("the macro `{}` {fault}", definition.name);
            out.report(definition.file, definition.name_range, message).resource = Some(definition.unique_id());
        }
    }
}
