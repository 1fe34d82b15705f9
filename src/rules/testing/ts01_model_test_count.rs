use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, counted, tests_of};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS01", name: "testing.model_tests" },
    aliases: &["check-model-has-tests"],
    groups: &["project", "testing"],
    docs: include_str!("../../../rules/TS01.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::described(cx, id) else { return };
    let options = &model.settings.rules.ts01;
    let have = tests_of::counting(cx.graph, &model, &options.kinds).count();
    if have < options.min as usize {
        model.report(out, format!("{} has {}, fewer than {}", model.shown(), counted(have, "test"), options.min));
    }
}
