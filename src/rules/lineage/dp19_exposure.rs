use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DP19", name: "lineage.exposure" },
    aliases: &["MO030", "check_model_has_exposure"],
    groups: &["project", "lineage"],
    docs: include_str!("../../../rules/DP19.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let is_exposure = |&child: &ResourceId| cx.graph.resource(child).resource_type == ResourceType::Exposure;
    let layers = &model.settings.rules.dp19.layers;
    let asked = layers.is_empty() || cx.layer(id).is_some_and(|layer| layers.contains(&layer.name));
    if asked && !cx.graph.children(id).iter().any(is_exposure) {
        model.report(out, format!("no exposure lists {}", model.shown()));
    }
}
