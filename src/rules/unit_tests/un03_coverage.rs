use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::coverage;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "UN03", name: "unit_tests.coverage" },
    aliases: &["UT001", "check_unit_test_coverage"],
    groups: &["project", "unit_tests"],
    docs: include_str!("../../../rules/UN03.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let covered =
        |id: ResourceId| cx.graph.children(id).iter().any(|&child| cx.graph.resource(child).resource_type == ResourceType::UnitTest);
    coverage::check(cx, out, "a unit test", |settings| (settings.rules.un03.min, settings.rules.un03.by), |id, _| covered(id));
}
