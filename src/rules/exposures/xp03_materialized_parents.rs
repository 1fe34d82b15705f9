use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, declared, shown};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "XP03", name: "exposures.materialized_parents" },
    aliases: &["EX003", "check_exposure_based_on_view", "fct_exposure_parents_materializations"],
    groups: &["project", "exposures"],
    docs: include_str!("../../../rules/XP03.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::EXPOSURE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(exposure) = Subject::described(cx, id) else { return };
    let open = &exposure.settings.rules.xp03.materializations;
    for parent in cx.graph.parents(id).iter().map(|&parent| cx.graph.resource(parent)) {
        let how = match parent.resource_type {
            ResourceType::Source => "a source".to_owned(),
            _ => match parent.materialized.as_ref().filter(|have| open.contains(have)) {
                Some(have) => format!("materialized as {have}"),
                None => continue,
            },
        };
        exposure.report(out, format!("{} depends on {}, which is {how}", exposure.shown(), shown(parent))).labels.extend(declared(parent));
    }
}
