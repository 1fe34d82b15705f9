use crate::diagnostic::{Level, RuleName};
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::project::listed;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use serde_json::Value;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "MT04", name: "materialization.microbatch_config" },
    aliases: &[],
    groups: &["project", "materialization"],
    docs: include_str!("../../../rules/MT04.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

const SIZES: &[&str] = &["hour", "day", "month", "year"];

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let config = &model.resource.config;
    let incremental = model.resource.materialized.as_deref() == Some("incremental");
    if !incremental || config.text("incremental_strategy").as_deref() != Some("microbatch") {
        return;
    }
    let missing: Vec<&str> = ["event_time", "begin", "batch_size"].into_iter().filter(|key| config.setting(key).is_none()).collect();
    if !missing.is_empty() {
        model.report(out, format!("{} is built in batches of time and has no {}", model.shown(), listed(&missing)));
    }
    if let Some(Value::String(size)) = config.get("batch_size")
        && !SIZES.contains(&size.as_str())
    {
        model.report(out, format!("the batches of {} are of `{size}`; dbt knows {}", model.shown(), listed(SIZES)));
    }
    if let Some(lookback) = config.get("lookback")
        && !lookback.is_null()
        && !lookback.is_u64()
    {
        model.report(out, format!("the `lookback` of {} is no whole number of batches", model.shown()));
    }
}
