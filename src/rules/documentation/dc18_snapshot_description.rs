use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{described_at, description_fault, is_live};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DC18", name: "documentation.snapshot_description" },
    aliases: &["SN001", "check_snapshot_description_populated"],
    groups: &["project", "documentation"],
    docs: include_str!("../../../rules/DC18.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SNAPSHOT, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), described_at(resource)) else { return };
    let Some(settings) = cx.settings(file) else { return };
    let options = &settings.rules.dc18;
    if let Some(fault) = description_fault(resource.description.as_deref(), options.min_length) {
        let message = format!("the snapshot `{}` {fault}", resource.name);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
