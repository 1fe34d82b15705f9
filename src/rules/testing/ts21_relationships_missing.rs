use crate::dbt::{GenericTest, ResourceType};
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS21", name: "testing.relationships_missing" },
    aliases: &[],
    groups: &["project", "testing"],
    docs: include_str!("../../../rules/TS21.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::described(cx, id) else { return };
    let layers = &model.settings.rules.ts21.layers;
    let asked = layers.is_empty() || cx.layer(id).is_some_and(|layer| layers.contains(&layer.name));
    let is_model = |&parent: &ResourceId| cx.graph.resource(parent).resource_type == ResourceType::Model;
    let tested = GenericTest::of(model.resource).any(|test| test.macro_name().starts_with("relationships"));
    if asked && !tested && cx.graph.parents(id).iter().any(is_model) {
        model.report(out, format!("{} reads other models and has no relationships test", model.shown()));
    }
}
