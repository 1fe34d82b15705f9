use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, tests_of};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS19", name: "testing.source_tests_by_type" },
    aliases: &["check-source-has-tests-by-type"],
    groups: &["project", "testing"],
    docs: include_str!("../../../rules/TS19.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SOURCE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(subject) = Subject::described(cx, id) else { return };
    let options = &subject.settings.rules.ts19;
    if let Some(fault) = tests_of::lacking_kinds(cx.graph, &subject, options.generic, options.singular) {
        subject.report(out, format!("{} {fault}", subject.shown()));
    }
}
