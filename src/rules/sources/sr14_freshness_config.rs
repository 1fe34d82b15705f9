use crate::diagnostic::{Level, RuleName};
use crate::graph::ResourceId;
use crate::rules::project::{Subject, source_says};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SR14", name: "sources.freshness_config" },
    aliases: &[],
    groups: &["project", "sources"],
    docs: include_str!("../../../rules/SR14.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SOURCE, check),
};

/// Adapters that cannot ask the warehouse when a table was last changed.
const WITHOUT_METADATA: &[&str] = &["postgres", "duckdb", "sqlite", "mysql", "sqlserver", "synapse", "fabric", "trino", "athena", "spark"];

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(table) = Subject::described(cx, id) else { return };
    let said = |key| source_says(table.resource, key).filter(|value| !value.is_null());
    let (field, query) = (said("loaded_at_field"), said("loaded_at_query"));
    if field.is_some() && query.is_some() {
        table.report(out, format!("{} has a `loaded_at_field` and a `loaded_at_query`; dbt takes one", table.shown()));
    }
    let Some(freshness) = said("freshness") else { return };
    let thresholds: Vec<(&str, &Node)> = ["warn_after", "error_after"]
        .into_iter()
        .filter_map(|key| Some((key, freshness.get(key).filter(|value| !value.is_null())?)))
        .collect();
    for (key, threshold) in &thresholds {
        if let Some(fault) = fault(threshold) {
            table.report(out, format!("`{key}` of {} {fault}", table.shown()));
        }
    }
    let adapter = &cx.graph.member_of(id).project.target.adapter;
    if !thresholds.is_empty() && field.is_none() && query.is_none() && WITHOUT_METADATA.contains(&adapter.as_str()) {
        table.report(out, format!("{} has thresholds and nothing to measure by: {adapter} needs a `loaded_at_field`", table.shown()));
    }
}

fn fault(threshold: &Node) -> Option<String> {
    let jinja = |node: &Node| node.as_str().is_some_and(|text| text.contains("{{"));
    if jinja(threshold) {
        return None;
    }
    if threshold.as_mapping().is_none() {
        return Some("takes `count` and `period`".to_owned());
    }
    let given = |key: &str| threshold.get(key).filter(|value| !value.is_null());
    match (given("count"), given("period")) {
        (None, None) => None,
        (None, Some(_)) => Some("has no `count`".to_owned()),
        (Some(_), None) => Some("has no `period`".to_owned()),
        (Some(count), _) if !jinja(count) && count.to_text().is_none_or(|text| text.parse::<u64>().is_err()) => {
            Some("takes a whole number as its `count`".to_owned())
        }
        (_, Some(period)) if !jinja(period) && !period.as_str().is_some_and(|text| ["minute", "hour", "day"].contains(&text)) => {
            let shown = period.to_text().unwrap_or_default();
            Some(format!("takes `minute`, `hour` or `day` as its `period`, not `{shown}`"))
        }
        _ => None,
    }
}
