use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SR02", name: "sources.loader" },
    aliases: &["check-source-has-loader", "SO010", "check_source_loader_populated"],
    groups: &["project", "sources"],
    docs: include_str!("../../../rules/SR02.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SOURCE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(table) = Subject::described(cx, id) else { return };
    let said = |entry: Option<&Node>| entry.and_then(|entry| entry.get("loader")).is_some_and(|loader| !loader.is_null());
    if !said(table.resource.entry.as_ref()) && !said(table.resource.source_entry.as_ref()) {
        table.report(out, format!("{} does not say what loads it", table.shown()));
    }
}
