use crate::dbt::GenericTest;
use crate::diagnostic::{Label, RuleName};
use crate::graph::ResourceId;
use crate::rules::project::{Subject, folder_of, place_of};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "PL09", name: "placement.tests_beside_model" },
    aliases: &["fct_test_directories"],
    groups: &["project", "placement"],
    docs: include_str!("../../../rules/PL09.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let Some(declared_in) = model.resource.described_in.as_deref().filter(|path| folder_of(path) != folder_of(&model.resource.path)) else {
        return;
    };
    for test in GenericTest::of(model.resource).filter(|test| test.is_enabled(&cx.graph.member_of(id).project)) {
        let place = test.test.place;
        let message =
            format!("the test `{}` of {} stands in another folder than the model, in `{declared_in}`", test.name(), model.shown());
        let finding = out.report(place.file, place.range, message);
        finding.resource = Some(test.unique_id());
        finding.labels.extend(place_of(model.resource).map(|(file, range)| Label { file, range, message: model.shown() }));
    }
}
