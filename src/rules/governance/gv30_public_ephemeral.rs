use crate::diagnostic::{Level, RuleName};
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{described_at, is_live};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV30", name: "governance.public_ephemeral" },
    aliases: &[],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV30.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), described_at(resource)) else { return };
    if resource.access.as_deref() == Some("public") && resource.materialized.as_deref() == Some("ephemeral") {
        let message = format!("the model `{}` is public and ephemeral", resource.name);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
