use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{is_live, place_of};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DP01", name: "lineage.root_model" },
    aliases: &["check-model-parents-and-childs", "MO031", "check_model_has_no_upstream_dependencies", "fct_root_models"],
    groups: &["project", "lineage"],
    docs: include_str!("../../../rules/DP01.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), place_of(resource)) else { return };
    if cx.graph.parents(id).is_empty() {
        let message = format!("the model `{}` reads nothing by `ref` or `source`", resource.name);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
