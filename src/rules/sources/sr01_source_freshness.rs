use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{described_at, is_live};
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SR01", name: "sources.freshness" },
    aliases: &[],
    groups: &["project", "sources"],
    docs: include_str!("../../../rules/SR01.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SOURCE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), described_at(resource)) else { return };
    let said = |entry: Option<&Node>| {
        let entry = entry?;
        entry.get("freshness").or_else(|| entry.get("config").and_then(|config| config.get("freshness"))).cloned()
    };
    let freshness = said(resource.entry.as_ref()).or_else(|| said(resource.source_entry.as_ref()));
    let limited = |node: &Node| ["warn_after", "error_after"].iter().any(|key| node.get(key).is_some_and(|limit| !limit.is_null()));
    if !freshness.as_ref().is_some_and(limited) {
        let message = format!("the source table `{}` says nothing of its freshness", resource.name);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
