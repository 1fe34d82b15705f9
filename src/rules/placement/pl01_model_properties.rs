use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{is_live, place_of};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "PL01", name: "placement.model_properties" },
    aliases: &[],
    groups: &["project", "placement"],
    docs: include_str!("../../../rules/PL01.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), place_of(resource)) else { return };
    if resource.entry.is_none() {
        let message = format!("no properties file declares the model `{}`", resource.name);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
