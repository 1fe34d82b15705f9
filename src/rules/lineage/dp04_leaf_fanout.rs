use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, counted};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DP04", name: "lineage.leaf_fanout" },
    aliases: &["fct_model_fanout"],
    groups: &["project", "lineage"],
    docs: include_str!("../../../rules/DP04.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let is_model = |&&child: &&ResourceId| cx.graph.resource(child).resource_type == ResourceType::Model;
    let is_leaf = |&&child: &&ResourceId| !cx.graph.children(child).iter().any(|child| is_model(&child));
    let leaves = cx.graph.children(id).iter().filter(is_model).filter(is_leaf).count();
    let threshold = model.settings.rules.dp04.threshold as usize;
    if leaves >= threshold {
        model.report(out, format!("{} feeds {} that nothing reads", model.shown(), counted(leaves, "model")));
    }
}
