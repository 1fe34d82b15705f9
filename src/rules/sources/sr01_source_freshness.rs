use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, listed, source_says};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SR01", name: "sources.freshness" },
    aliases: &["check-source-has-freshness", "SO004", "check_source_freshness_populated", "fct_sources_without_freshness"],
    groups: &["project", "sources"],
    docs: include_str!("../../../rules/SR01.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SOURCE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(table) = Subject::described(cx, id) else { return };
    let options = &table.settings.rules.sr01;
    let freshness = source_says(table.resource, "freshness");
    let has = |limit: &str| freshness.and_then(|freshness| freshness.get(limit)).is_some_and(|limit| !limit.is_null());
    let missing: Vec<&String> = options.require.iter().filter(|limit| !has(limit)).collect();
    let measured = ["loaded_at_field", "loaded_at_query"].iter().any(|key| source_says(table.resource, key).is_some_and(|value| !value.is_null()));
    if !has("warn_after") && !has("error_after") {
        table.report(out, format!("{} says nothing of its freshness", table.shown()));
    } else if !missing.is_empty() {
        table.report(out, format!("the freshness of {} has no {}", table.shown(), listed(&missing)));
    } else if options.require_loaded_at && !measured {
        table.report(out, format!("{} does not say by what its freshness is measured: no `loaded_at_field`", table.shown()));
    }
}
