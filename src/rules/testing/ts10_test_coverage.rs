use crate::diagnostic::RuleName;
use crate::rules::project::coverage;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS10", name: "testing.model_coverage" },
    aliases: &["MO044", "check_model_test_coverage", "fct_test_coverage"],
    groups: &["project", "testing"],
    docs: include_str!("../../../rules/TS10.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let tested = |id| !cx.graph.tests(id).is_empty();
    coverage::check(cx, out, "a test", |settings| (settings.rules.ts10.min, settings.rules.ts10.by), |id, _| tested(id));
}
