use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, tags::TagPolicy};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV19", name: "governance.model_tags" },
    aliases: &["check-model-tags", "MO039", "check_model_has_tags"],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV19.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(subject) = Subject::described(cx, id) else { return };
    let options = &subject.settings.rules.gv19;
    let policy = TagPolicy { required: &options.required, criteria: options.criteria, allowed: &options.allowed };
    if let Some(fault) = policy.fault(&subject.resource.tags) {
        subject.report(out, format!("{} {fault}", subject.shown()));
    }
}
