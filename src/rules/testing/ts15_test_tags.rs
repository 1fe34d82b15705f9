use crate::diagnostic::RuleName;
use crate::rules::project::{tags::TagPolicy, tests_of};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS15", name: "testing.test_tags" },
    aliases: &["check-test-tags", "TE002", "check_test_has_tags"],
    groups: &["project", "testing"],
    docs: include_str!("../../../rules/TS15.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    tests_of::each(cx, |test, settings| {
        let options = &settings.rules.ts15;
        let policy = TagPolicy { required: &options.required, criteria: options.criteria, allowed: &options.allowed };
        let fault = policy.fault(&test.config().tags());
        if let Some(fault) = fault {
            test.report(out, &fault);
        }
    });
}
