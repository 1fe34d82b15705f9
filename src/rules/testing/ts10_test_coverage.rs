use crate::diagnostic::RuleName;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::rules::project::all_tests;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS10", name: "testing.model_coverage" },
    aliases: &[],
    groups: &["project", "testing"],
    docs: include_str!("../../../rules/TS10.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (member, file, range) in cx.projects() {
        let Some(settings) = cx.settings(file) else { continue };
        let want = settings.rules.ts10.min;
        let models: Vec<_> = cx.models(member).collect();
        let tested = models.iter().filter(|model| all_tests(model).next().is_some()).count();
        if tested * 100 < models.len() * want as usize {
            out.report(file, range, format!("{tested} of {} models have a test, fewer than {want} %", models.len()));
        }
    }
}
