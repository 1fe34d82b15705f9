use crate::diagnostic::{Level, RuleName};
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{described_at, is_live};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SP01", name: "snapshots.unique_key" },
    aliases: &["SN004", "check_snapshot_has_unique_key", "snapshot_has_unique_key"],
    groups: &["project", "snapshots"],
    docs: include_str!("../../../rules/SP01.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SNAPSHOT, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), described_at(resource)) else { return };
    if resource.config.get("unique_key").is_none_or(serde_json::Value::is_null) {
        let message = format!("the snapshot `{}` has no `unique_key`", resource.name);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
