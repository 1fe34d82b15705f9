use crate::dbt::GenericTest;
use crate::diagnostic::Label;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS22", name: "testing.duplicate_test" },
    aliases: &[],
    groups: &["project", "testing"],
    docs: include_str!("../../../rules/TS22.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(
        ResourceKinds::MODEL.union(ResourceKinds::SEED).union(ResourceKinds::SNAPSHOT).union(ResourceKinds::SOURCE),
        check,
    ),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(subject) = Subject::described(cx, id) else { return };
    let mut seen: Vec<(String, crate::dbt::Place)> = Vec::new();
    for test in GenericTest::of(subject.resource) {
        let name = test.unique_id();
        let place = test.test.place;
        match seen.iter().find(|(known, _)| *known == name) {
            Some((_, first)) => {
                let message = format!("{} has this test already", subject.shown());
                let label = Label { file: first.file, range: first.range, message: "the first one".to_owned() };
                subject.report_at(out, (place.file, place.range), message).labels.push(label);
            }
            None => seen.push((name, place)),
        }
    }
}
