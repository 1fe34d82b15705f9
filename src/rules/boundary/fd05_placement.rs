use crate::diagnostic::{Level, RuleName};
use crate::graph::ResourceId;
use crate::rules::project::{is_live, place_name, place_of};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "FD05", name: "boundary.placement" },
    aliases: &[],
    groups: &["project", "boundary"],
    docs: include_str!("../../../rules/FD05.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL.union(ResourceKinds::SEED).union(ResourceKinds::SNAPSHOT), check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let (graph, resource) = (cx.graph, cx.graph.resource(id));
    if !graph.is_bounded() || !is_live(graph, id) {
        return;
    }
    let member = graph.member_of(id);
    let Some(database) = &resource.database else { return };
    // What nothing but the target says is the same for every model: one finding about each would bury the rest.
    let Some(setting) = resource.config.setting("database") else { return };
    let bounded = graph.policy().domain(&member.place).is_some_and(|domain| !domain.databases.is_empty());
    if !bounded || graph.policy().writes(&member.place, database) {
        return;
    }
    let at = setting.place.map(|place| (place.file, place.range)).or_else(|| place_of(resource));
    let Some((file, range)) = at else { return };
    let project = place_name(graph, &member.place);
    let message = format!("the {} `{}` is built in `{database}`, where {project} may not write", resource.resource_type.name(), resource.name);
    let finding = out.report(file, range, message);
    finding.resource = Some(resource.unique_id.clone());
    let owner = graph.policy().owner_of(database);
    finding.notes.extend(owner.map(|place| format!("that database belongs to {}", place_name(graph, &place))));
}
