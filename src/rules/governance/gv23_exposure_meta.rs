use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, keys::KeyPolicy};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV23", name: "governance.exposure_meta" },
    aliases: &["check-exposure-has-meta-keys", "EX005", "check_exposure_has_meta_keys"],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV23.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::EXPOSURE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(subject) = Subject::described(cx, id) else { return };
    let options = &subject.settings.rules.gv23;
    let policy = KeyPolicy { keys: &options.keys, criteria: options.criteria, allow_extra: options.allow_extra };
    if let Some(fault) = policy.fault(&subject.resource.meta, "meta") {
        subject.report(out, format!("{} {fault}", subject.shown()));
    }
}
