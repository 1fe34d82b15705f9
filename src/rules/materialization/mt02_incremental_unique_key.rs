use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "MT02", name: "materialization.incremental_unique_key" },
    aliases: &["MO011", "check_model_incremental_has_unique_key"],
    groups: &["project", "materialization"],
    docs: include_str!("../../../rules/MT02.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let config = &model.resource.config;
    let strategy = config.text("incremental_strategy").unwrap_or_default();
    let exempt = model.settings.rules.mt02.exempt_strategies.contains(&strategy);
    let keyed = config.get("unique_key").is_some_and(|key| match key {
        serde_json::Value::Null => false,
        serde_json::Value::String(text) => !text.trim().is_empty(),
        serde_json::Value::Array(items) => !items.is_empty(),
        _ => true,
    });
    if model.resource.materialized.as_deref() == Some("incremental") && !exempt && !keyed {
        model.report(out, format!("{} is incremental and has no unique key", model.shown()));
    }
}
