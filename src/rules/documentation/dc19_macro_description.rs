use crate::diagnostic::RuleName;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::rules::project::description_fault;
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DC19", name: "documentation.macro_description" },
    aliases: &["check-macro-has-description", "MA003", "check_macro_description_populated", "macro_has_description"],
    groups: &["project", "documentation"],
    docs: include_str!("../../../rules/DC19.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (_, definition) in cx.own_macros() {
        let Some(settings) = cx.settings(definition.file) else { continue };
        let options = &settings.rules.dc19;
        if options.ignore_dispatch_impls && definition.name.contains("__") {
            continue;
        }
        let text = definition.entry.as_ref().and_then(|(_, entry)| entry.get("description")).and_then(Node::to_text);
        if let Some(fault) = description_fault(text.as_deref(), options.min_length) {
            let message = format!("the macro `{}` {fault}", definition.name);
            out.report(definition.file, definition.name_range, message).resource = Some(definition.unique_id());
        }
    }
}
