use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{described_at, description_fault, is_live};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DC15", name: "documentation.seed_description" },
    aliases: &["SE003", "check_seed_description_populated", "seed_has_description"],
    groups: &["project", "documentation"],
    docs: include_str!("../../../rules/DC15.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SEED, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), described_at(resource)) else { return };
    let Some(settings) = cx.settings(file) else { return };
    let options = &settings.rules.dc15;
    if let Some(fault) = description_fault(resource.description.as_deref(), options.min_length) {
        let message = format!("the seed `{}` {fault}", resource.name);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
