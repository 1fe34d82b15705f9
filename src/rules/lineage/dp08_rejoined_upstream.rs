use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, declared, shown};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DP08", name: "lineage.rejoined_upstream" },
    aliases: &["MO049", "check_model_does_not_rejoin_upstream_concepts", "fct_rejoining_of_upstream_concepts"],
    groups: &["project", "lineage"],
    docs: include_str!("../../../rules/DP08.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let parents = cx.graph.parents(id);
    let is_model = |id: ResourceId| cx.graph.resource(id).resource_type == ResourceType::Model;
    let only_here = |between: ResourceId| cx.graph.children(between).iter().filter(|&&child| is_model(child)).all(|&child| child == id);
    for &between in parents.iter().filter(|&&parent| is_model(parent) && only_here(parent)) {
        if let Some(&both) = cx.graph.parents(between).iter().find(|above| parents.contains(above)) {
            let (between, both) = (cx.graph.resource(between), cx.graph.resource(both));
            let message = format!("{} reads {} and also {}, which nothing else reads through", model.shown(), shown(both), shown(between));
            model.report(out, message).labels.extend(declared(between));
        }
    }
}
