use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, differs};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "NM05", name: "naming.model_schema" },
    aliases: &[],
    groups: &["project", "naming"],
    docs: include_str!("../../../rules/NM05.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let Some(schema) = model.resource.schema.as_deref() else { return };
    if let Some(want) = differs(cx, id, model.settings.rules.nm05.pattern.as_deref(), schema) {
        model.report(out, format!("the schema `{schema}` of {} is not named like `{want}`", model.shown()));
    }
}
