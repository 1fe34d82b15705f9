use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, declared, shown};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DP15", name: "lineage.parent_database" },
    aliases: &["check-model-parents-database"],
    groups: &["project", "lineage"],
    docs: include_str!("../../../rules/DP15.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let options = &model.settings.rules.dp15;
    for parent in cx.graph.parents(id).iter().map(|&parent| cx.graph.resource(parent)) {
        let counts = options.seeds || parent.resource_type != ResourceType::Seed;
        let Some(have) = parent.database.as_ref().filter(|_| counts) else { continue };
        let denied = options.deny.contains(have) || !options.allow.is_empty() && !options.allow.contains(have);
        if denied {
            let message = format!("{} reads {} from the database `{have}`, which is not allowed", model.shown(), shown(parent));
            model.report(out, message).labels.extend(declared(parent));
        }
    }
}
