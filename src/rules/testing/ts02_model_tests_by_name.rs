use crate::config::TestKind;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, tests_of};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS02", name: "testing.model_tests_by_name" },
    aliases: &["check-model-has-tests-by-name", "MO040", "check_model_has_tests_by_name"],
    groups: &["project", "testing"],
    docs: include_str!("../../../rules/TS02.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(subject) = Subject::described(cx, id) else { return };
    let names = tests_of::macro_names(cx.graph, &subject, &[TestKind::Attached]);
    if let Some(fault) = tests_of::lacking_names(&names, &subject.settings.rules.ts02.tests) {
        subject.report(out, format!("{} {fault}", subject.shown()));
    }
}
