use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{all_tests, described_at, is_live};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS05", name: "testing.model_uniqueness" },
    aliases: &["MO042", "check_model_has_unique_test"],
    groups: &["project", "testing"],
    docs: include_str!("../../../rules/TS05.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), described_at(resource)) else { return };
    let Some(settings) = cx.settings(file) else { return };
    let options = &settings.rules.ts05;
    let accepted = |name: &str| options.accepted.iter().any(|accepted| accepted == name || name.rsplit('.').next() == Some(accepted));
    if !all_tests(resource).any(|test| accepted(&test.macro_name)) {
        let message = format!("nothing tests that the rows of the model `{}` are unique", resource.name);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
