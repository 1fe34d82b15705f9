use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{Subject, counted};
use crate::dbt::ResourceType;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DP16", name: "lineage.chained_views" },
    aliases: &[],
    groups: &["project", "lineage"],
    docs: include_str!("../../../rules/DP16.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let options = &model.settings.rules.dp16;
    let chain = longest(cx, id, &options.materializations, &mut Vec::new());
    if chain.len() > options.max as usize {
        let names: Vec<&str> = chain.iter().rev().map(|&id| cx.graph.resource(id).name.as_str()).collect();
        let message = format!("{} stands on a chain of {} that are not materialized, more than {}", model.shown(), counted(chain.len(), "model"), options.max);
        model.report(out, message).notes.push(format!("the chain: {}", names.join(" → ")));
    }
}

/// The longest chain of unmaterialized models above one, nearest first. `path` guards against circles.
fn longest(cx: &ProjectCx<'_>, id: ResourceId, materializations: &[String], path: &mut Vec<ResourceId>) -> Vec<ResourceId> {
    let mut best = Vec::new();
    path.push(id);
    for &parent in cx.graph.parents(id) {
        let resource = cx.graph.resource(parent);
        let open = resource.materialized.as_ref().is_some_and(|have| materializations.contains(have));
        if resource.resource_type == ResourceType::Model && open && !path.contains(&parent) {
            let mut chain = longest(cx, parent, materializations, path);
            chain.insert(0, parent);
            if chain.len() > best.len() {
                best = chain;
            }
        }
    }
    path.pop();
    best
}
