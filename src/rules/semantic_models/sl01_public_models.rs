use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, declared, shown};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SL01", name: "semantic_models.public_models" },
    aliases: &["SM001", "check_semantic_model_based_on_non_public_models"],
    groups: &["project", "semantic_models"],
    docs: include_str!("../../../rules/SL01.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SEMANTIC_MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(semantic) = Subject::described(cx, id) else { return };
    for parent in
        cx.graph.parents(id).iter().map(|&parent| cx.graph.resource(parent)).filter(|parent| parent.resource_type == ResourceType::Model)
    {
        let have = parent.access.as_deref().unwrap_or("protected");
        if have != "public" {
            semantic
                .report(out, format!("{} stands on {}, which is {have}", semantic.shown(), shown(parent)))
                .labels
                .extend(declared(parent));
        }
    }
}
