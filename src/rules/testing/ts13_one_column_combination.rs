use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS13", name: "testing.one_column_combination" },
    aliases: &["single_column_uniqueness_at_column_level"],
    groups: &["project", "testing"],
    docs: include_str!("../../../rules/TS13.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(
        ResourceKinds::MODEL.union(ResourceKinds::SEED).union(ResourceKinds::SNAPSHOT).union(ResourceKinds::SOURCE),
        check,
    ),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(subject) = Subject::described(cx, id) else { return };
    for test in subject.resource.tests.iter().filter(|test| test.macro_name.ends_with("unique_combination_of_columns")) {
        let columns = test.arguments.iter().find(|(name, _)| name == "combination_of_columns").map(|(_, value)| value.items());
        if let Some([only]) = columns {
            let name = only.to_text().unwrap_or_default();
            let message = format!("one column is no combination; `unique` on the column `{name}` of {} says the same", subject.shown());
            subject.report_at(out, (test.place.file, test.place.range), message);
        }
    }
}
