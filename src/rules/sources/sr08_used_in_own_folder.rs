use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, declared, shown};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SR08", name: "sources.used_in_own_folder" },
    aliases: &["SO008", "check_source_used_by_models_in_same_directory"],
    groups: &["project", "sources"],
    docs: include_str!("../../../rules/SR08.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SOURCE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(table) = Subject::described(cx, id) else { return };
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let own = folder(table.resource.described_in.as_deref().unwrap_or(&table.resource.path));
    let elsewhere = |&&child: &&ResourceId| {
        let child = cx.graph.resource(child);
        child.resource_type == ResourceType::Model && folder(&child.path) != own
    };
    for &child in cx.graph.children(id).iter().filter(elsewhere) {
        let child = cx.graph.resource(child);
        table.report(out, format!("{} is read by {} of another folder", table.shown(), shown(child))).labels.extend(declared(child));
    }
}
