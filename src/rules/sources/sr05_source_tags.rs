use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, tags::TagPolicy};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SR05", name: "sources.source_tags" },
    aliases: &["check-source-tags", "SO015", "check_source_has_tags"],
    groups: &["project", "sources"],
    docs: include_str!("../../../rules/SR05.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SOURCE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(subject) = Subject::described(cx, id) else { return };
    let options = &subject.settings.rules.sr05;
    let policy = TagPolicy { required: &options.required, criteria: options.criteria, allowed: &options.allowed };
    if let Some(fault) = policy.fault(&subject.resource.tags) {
        subject.report(out, format!("{} {fault}", subject.shown()));
    }
}
