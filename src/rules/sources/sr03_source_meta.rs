use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, keys::KeyPolicy};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SR03", name: "sources.source_meta" },
    aliases: &["check-source-has-meta-keys", "SO012", "check_source_has_meta_keys"],
    groups: &["project", "sources"],
    docs: include_str!("../../../rules/SR03.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SOURCE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(subject) = Subject::described(cx, id) else { return };
    let options = &subject.settings.rules.sr03;
    let policy = KeyPolicy { keys: &options.keys, criteria: options.criteria, allow_extra: options.allow_extra };
    if let Some(fault) = policy.fault(&subject.resource.meta, "meta") {
        subject.report(out, format!("{} {fault}", subject.shown()));
    }
}
