use crate::config::Criteria;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, keys::KeyPolicy};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV17", name: "governance.model_labels" },
    aliases: &["check-model-has-labels-keys", "MO036", "check_model_has_labels_keys"],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV17.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(subject) = Subject::described(cx, id) else { return };
    let options = &subject.settings.rules.gv17;
    let policy = KeyPolicy { keys: &options.keys, criteria: Criteria::All, allow_extra: options.allow_extra };
    if let Some(fault) = policy.fault(subject.resource.config.get("labels").unwrap_or(&serde_json::Value::Null), "labels") {
        subject.report(out, format!("{} {fault}", subject.shown()));
    }
}
