use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{all_tests, described_at, is_live};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS01", name: "testing.model_tests" },
    aliases: &[],
    groups: &["project", "testing"],
    docs: include_str!("../../../rules/TS01.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), described_at(resource)) else { return };
    let Some(settings) = cx.settings(file) else { return };
    let options = &settings.rules.ts01;
    let singular = cx.graph.children(id).iter().filter(|&&child| cx.graph.resource(child).resource_type == ResourceType::Test).count();
    let have = all_tests(resource).count() + singular;
    if have < options.min as usize {
        let message = format!("the model `{}` has {have} tests, fewer than {}", resource.name, options.min);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
