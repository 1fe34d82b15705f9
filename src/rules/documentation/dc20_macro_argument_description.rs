use crate::dbt::MacroKind;
use crate::diagnostic::RuleName;
use crate::rules::project::{argument_names, description_fault};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::yaml::Node;
use std::sync::Arc;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DC20", name: "documentation.macro_argument_description" },
    aliases: &[
        "check-macro-arguments-have-desc",
        "MA001",
        "check_macro_arguments_description_populated",
        "macro_arguments_have_description",
    ],
    groups: &["project", "documentation"],
    docs: include_str!("../../../rules/DC20.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (_, definition) in cx.own_macros().filter(|(_, definition)| definition.kind != MacroKind::Materialization) {
        let Some(settings) = cx.settings(definition.file) else { continue };
        let text = Arc::clone(&cx.files.get(definition.file).text);
        let told = definition.entry.as_ref().and_then(|(_, entry)| entry.get("arguments")).map(Node::items).unwrap_or_default();
        let described = |name: &str| {
            let entry = told.iter().find(|item| item.get("name").and_then(Node::as_str) == Some(name));
            let text = entry.and_then(|item| item.get("description")).and_then(Node::to_text);
            description_fault(text.as_deref(), settings.rules.dc20.min_length).is_none()
        };
        let signature = text.get(definition.signature.span()).unwrap_or_default();
        let missing: Vec<String> =
            argument_names(signature).into_iter().filter(|name| !described(name)).map(|name| format!("`{name}`")).collect();
        if !missing.is_empty() {
            let message = format!("the macro `{}` does not describe {}", definition.name, missing.join(", "));
            out.report(definition.file, definition.name_range, message).resource = Some(definition.unique_id());
        }
    }
}
