use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{all_tests, described_at, is_live};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS17", name: "testing.source_tests" },
    aliases: &["check-source-has-tests", "SO016", "check_source_has_tests"],
    groups: &["project", "testing"],
    docs: include_str!("../../../rules/TS17.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SOURCE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), described_at(resource)) else { return };
    let Some(settings) = cx.settings(file) else { return };
    let options = &settings.rules.ts17;
    let have = all_tests(resource).count();
    if have < options.min as usize {
        let message = format!("the source table `{}` has {have} tests, fewer than {}", resource.name, options.min);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
