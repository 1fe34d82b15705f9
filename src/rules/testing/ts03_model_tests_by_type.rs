use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, tests_of};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS03", name: "testing.model_tests_by_type" },
    aliases: &["check-model-has-tests-by-type", "MO041", "check_model_has_tests_by_type"],
    groups: &["project", "testing"],
    docs: include_str!("../../../rules/TS03.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(subject) = Subject::described(cx, id) else { return };
    let options = &subject.settings.rules.ts03;
    if let Some(fault) = tests_of::lacking_kinds(cx.graph, &subject, options.generic, options.singular) {
        subject.report(out, format!("{} {fault}", subject.shown()));
    }
}
