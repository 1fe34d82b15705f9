use crate::diagnostic::RuleName;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::rules::project::tests_of;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS16", name: "testing.test_where" },
    aliases: &[],
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
        match (have, pattern) {
            (None, _) => test.report(out, "does not say by `where` which rows it looks at"),
            (Some(have), Some(want)) if cx.full_match(want, &have) == Some(false) => test.report(out, &format!("looks at the rows where `{have}`, which is not like `{want}`")),
            _ => {}
        }
    });
}
