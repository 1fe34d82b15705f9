use crate::diagnostic::RuleName;
use crate::rules::project::{keys::KeyPolicy, tests_of};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS14", name: "testing.test_meta" },
    aliases: &["check-test-has-meta-keys", "TE001", "check_test_has_meta_keys"],
    groups: &["project", "testing"],
    docs: include_str!("../../../rules/TS14.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    tests_of::each(cx, |test, settings| {
        let options = &settings.rules.ts14;
        let policy = KeyPolicy { keys: &options.keys, criteria: options.criteria, allow_extra: options.allow_extra };
        let fault = policy.fault(test.config().get("meta").unwrap_or(&serde_json::Value::Null), "meta");
        if let Some(fault) = fault {
            test.report(out, &fault);
        }
    });
}
