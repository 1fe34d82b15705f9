use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, listed};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS23", name: "testing.only_trivial_tests" },
    aliases: &[],
    groups: &["project", "testing"],
    docs: include_str!("../../../rules/TS23.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::described(cx, id) else { return };
    let trivial = &model.settings.rules.ts23.trivial;
    let tests = cx.graph.tests(id);
    let telling =
        tests.iter().any(|&link| cx.graph.generic_test(link).is_none_or(|test| !trivial.iter().any(|name| name == test.macro_name())));
    if !tests.is_empty() && !telling {
        model.report(out, format!("{} has only tests such as {}", model.shown(), listed(trivial)));
    }
}
