use crate::dbt::{GenericTest, Place, ResourceType};
use crate::diagnostic::{Level, RuleName};
use crate::graph::{MemberId, ResourceId};
use crate::rules::project::{is_live, place_name, place_of};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectFinding, ProjectSink, RuleDef};
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "FD05", name: "boundary.placement" },
    aliases: &[],
    groups: &["project", "boundary"],
    docs: include_str!("../../../rules/FD05.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    if !cx.graph.is_bounded() {
        return;
    }
    for (member, _, _) in cx.projects().filter(|&(member, ..)| !cx.graph.member(member).shared) {
        check_targets(cx, member, out);
    }
    for id in cx.graph.resources().filter(|&id| is_live(cx.graph, id)) {
        check_stored_failures(cx, id, out);
        match cx.graph.resource(id).resource_type {
            ResourceType::Model | ResourceType::Seed | ResourceType::Snapshot => check_resource(cx, id, out),
            ResourceType::SavedQuery => check_exports(cx, id, out),
            // The rows that a test finds are kept only where somebody wants them.
            ResourceType::Test if cx.graph.resource(id).config.get("store_failures").and_then(serde_json::Value::as_bool) == Some(true) => {
                check_resource(cx, id, out);
            }
            _ => {}
        }
    }
}

/// Whether a project is told where to write, and this is elsewhere.
fn is_elsewhere(cx: &ProjectCx<'_>, member: MemberId, database: &str) -> bool {
    let (policy, place) = (cx.graph.policy(), &cx.graph.member(member).place);
    policy.domain(place).is_some_and(|domain| !domain.databases.is_empty()) && !policy.writes(place, database)
}

/// Everything that names no database is built in the target's: one finding for a target, not one for each model. A database of which
/// nobody says whose it is may be a developer's own.
fn check_targets(cx: &ProjectCx<'_>, id: MemberId, out: &mut ProjectSink<'_>) {
    let member = cx.graph.member(id);
    for target in std::iter::once(&member.project.target).chain(&member.project.other_targets) {
        let Some(database) = target.database.as_deref().filter(|database| is_elsewhere(cx, id, database)) else { continue };
        let Some(owner) = cx.graph.policy().owner_of(database) else { continue };
        let project = place_name(cx.graph, &member.place);
        let message = format!("the target `{}` builds in `{database}`, where {project} may not write", target.name);
        let finding = out.report(member.package().file, member.package().name_range, message);
        finding.notes.push(format!("that database belongs to {}", place_name(cx.graph, &owner)));
    }
}

fn check_resource(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let (graph, resource) = (cx.graph, cx.graph.resource(id));
    let member = graph.member_of(id);
    let Some(database) = &resource.database else { return };
    let snapshot = resource.resource_type == ResourceType::Snapshot;
    let setting = snapshot.then(|| resource.config.setting("target_database")).flatten();
    let setting = setting.or_else(|| resource.config.setting("database"));
    // What nothing but the target says is told of the target.
    if setting.is_none() && member.project.target.database.as_ref() == Some(database) {
        return;
    }
    if !is_elsewhere(cx, graph.member_id(id), database) {
        return;
    }
    let at = setting.and_then(|setting| setting.place).map(|place| (place.file, place.range)).or_else(|| place_of(resource));
    let Some((file, range)) = at else { return };
    let project = place_name(graph, &member.place);
    let message =
        format!("the {} `{}` is built in `{database}`, where {project} may not write", resource.resource_type.name(), resource.name);
    let finding = out.report(file, range, message);
    explain(cx, id, database, finding);
}

/// The tables and views that a saved query is exported to.
fn check_exports(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (Some(entry), Some(Place { file, .. })) = (&resource.entry, resource.defined_at.entry) else { return };
    for export in entry.get("exports").map(Node::items).unwrap_or_default() {
        let setting = export.get("config").and_then(|config| config.entry("database"));
        let Some((setting, database)) = setting.and_then(|setting| Some((setting, setting.value.to_text()?))) else { continue };
        if is_elsewhere(cx, cx.graph.member_id(id), &database) {
            let project = place_name(cx.graph, &cx.graph.member_of(id).place);
            let message = format!("the saved query `{}` is exported to `{database}`, where {project} may not write", resource.name);
            explain(cx, id, &database, out.report(file, setting.range(), message));
        }
    }
}

/// The rows that tests in properties find, where they are kept in a database that the test names.
fn check_stored_failures(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let member = cx.graph.member_of(id);
    for test in GenericTest::of(cx.graph.resource(id)) {
        let Some((_, setting)) = test.test.config.iter().find(|(key, _)| key == "database") else { continue };
        let Some(database) = setting.to_text().filter(|database| is_elsewhere(cx, cx.graph.member_id(id), database)) else { continue };
        if test.config(&member.project).get("store_failures").and_then(serde_json::Value::as_bool) == Some(true) {
            let project = place_name(cx.graph, &member.place);
            let message = format!("what the test `{}` finds is stored in `{database}`, where {project} may not write", test.name());
            explain(cx, id, &database, out.report(test.test.place.file, setting.range, message));
        }
    }
}

fn explain(cx: &ProjectCx<'_>, id: ResourceId, database: &str, finding: &mut ProjectFinding) {
    finding.resource = Some(cx.graph.resource(id).unique_id.clone());
    let owner = cx.graph.policy().owner_of(database);
    finding.notes.extend(owner.map(|place| format!("that database belongs to {}", place_name(cx.graph, &place))));
}
