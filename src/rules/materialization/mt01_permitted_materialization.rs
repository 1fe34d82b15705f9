use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, listed};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "MT01", name: "materialization.permitted_materialization" },
    aliases: &["MO012", "check_model_materialization_permitted"],
    groups: &["project", "materialization"],
    docs: include_str!("../../../rules/MT01.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let permitted = &model.settings.rules.mt01.permitted;
    let have = model.resource.materialized.as_deref().unwrap_or("view");
    if !permitted.is_empty() && !permitted.iter().any(|wanted| wanted == have) {
        model.report(out, format!("{} is materialized as {have}; permitted is {}", model.shown(), listed(permitted)));
    }
}
