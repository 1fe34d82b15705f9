use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, counted};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "UN01", name: "unit_tests.model_unit_tests" },
    aliases: &["MO043", "check_model_has_unit_tests"],
    groups: &["project", "unit_tests"],
    docs: include_str!("../../../rules/UN01.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(subject) = Subject::described(cx, id) else { return };
    let is_unit_test = |&&child: &&ResourceId| cx.graph.resource(child).resource_type == ResourceType::UnitTest;
    let have = cx.graph.children(id).iter().filter(is_unit_test).filter(|&&child| cx.graph.tested_model(child) == Some(id)).count();
    let least = subject.settings.rules.un01.min;
    if have < least as usize {
        subject.report(out, format!("{} has {}, fewer than {least}", subject.shown(), counted(have, "unit test")));
    }
}
