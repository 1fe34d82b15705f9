use crate::config::Criteria;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, keys::KeyPolicy};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SR04", name: "sources.source_labels" },
    aliases: &["check-source-has-labels-keys", "SO011", "check_source_has_labels_keys"],
    groups: &["project", "sources"],
    docs: include_str!("../../../rules/SR04.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SOURCE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(subject) = Subject::described(cx, id) else { return };
    let config = &subject.resource.config;
    let labels = config.get("labels").or_else(|| subject.resource.meta.get("labels"));
    let policy = KeyPolicy { keys: &subject.settings.rules.sr04.keys, criteria: Criteria::All, allow_extra: true };
    if let Some(fault) = policy.fault(labels.unwrap_or(&serde_json::Value::Null), "labels") {
        subject.report(out, format!("{} {fault}", subject.shown()));
    }
}
