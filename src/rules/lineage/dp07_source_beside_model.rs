use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{is_live, place_of};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DP07", name: "lineage.source_beside_model" },
    aliases: &["MO048", "check_model_does_not_directly_join_to_source", "fct_direct_join_to_source"],
    groups: &["project", "lineage"],
    docs: include_str!("../../../rules/DP07.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), place_of(resource)) else { return };
    let reads = |kind| cx.graph.parents(id).iter().any(|&parent| cx.graph.resource(parent).resource_type == kind);
    if reads(ResourceType::Source) && reads(ResourceType::Model) {
        let message = format!("the model `{}` reads source tables and models", resource.name);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
