use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, declared, shown};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "XP02", name: "exposures.public_models" },
    aliases: &["EX002", "check_exposure_based_on_non_public_models", "fct_exposures_dependent_on_private_models"],
    groups: &["project", "exposures"],
    docs: include_str!("../../../rules/XP02.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::EXPOSURE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(exposure) = Subject::described(cx, id) else { return };
    for parent in cx.graph.parents(id).iter().map(|&parent| cx.graph.resource(parent)) {
        let have = match parent.resource_type {
            ResourceType::Model => parent.access.as_deref().unwrap_or("protected"),
            ResourceType::Source if exposure.settings.rules.xp02.sources => "no model",
            _ => continue,
        };
        if have != "public" {
            let finding = exposure.report(out, format!("{} depends on {}, which is {have}", exposure.shown(), shown(parent)));
            finding.labels.extend(declared(parent));
        }
    }
}
