use crate::diagnostic::RuleName;
use crate::rules::project::tests_of;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS16", name: "testing.test_where" },
    aliases: &["TE003", "check_test_has_where_config"],
    groups: &["project", "testing"],
    docs: include_str!("../../../rules/TS16.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    tests_of::each(cx, |test, settings| {
        let have = test.config().text("where").filter(|text| !text.trim().is_empty());
        let pattern = settings.rules.ts16.pattern.as_deref();
        if let (Some(have), Some(want)) = (&have, pattern)
            && cx.full_match(want, have) == Some(false)
        {
            test.report(out, &format!("looks at the rows where `{have}`, which is not like `{want}`"));
        }
        if have.is_none() {
            test.report(out, "does not say by `where` which rows it looks at");
        }
    });
}
