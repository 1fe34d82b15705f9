use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, tags::TagPolicy};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV24", name: "governance.snapshot_tags" },
    aliases: &["SN003", "check_snapshot_has_tags"],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV24.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SNAPSHOT, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(subject) = Subject::described(cx, id) else { return };
    let options = &subject.settings.rules.gv24;
    let policy = TagPolicy { required: &options.required, criteria: options.criteria, allowed: &options.allowed };
    if let Some(fault) = policy.fault(&subject.resource.tags) {
        subject.report(out, format!("{} {fault}", subject.shown()));
    }
}
