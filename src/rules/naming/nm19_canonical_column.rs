use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "NM19", name: "naming.canonical_column" },
    aliases: &[],
    groups: &["project", "naming"],
    docs: include_str!("../../../rules/NM19.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL.union(ResourceKinds::SEED).union(ResourceKinds::SNAPSHOT), check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(subject) = Subject::described(cx, id) else { return };
    for column in &subject.resource.columns {
        if let Some(want) = subject.settings.rules.nm19.canonical.canonical(&column.name) {
            let at = (column.name_place.file, column.name_place.range);
            subject.report_at(out, at, format!("the column `{}` of {} is called `{want}` elsewhere", column.name, subject.shown()));
        }
    }
}
