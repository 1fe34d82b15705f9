use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{is_live, source_at};
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SR02", name: "sources.loader" },
    aliases: &[],
    groups: &["project", "sources"],
    docs: include_str!("../../../rules/SR02.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SOURCE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), source_at(resource)) else { return };
    let said = |entry: Option<&Node>| entry.and_then(|entry| entry.get("loader")).is_some_and(|loader| !loader.is_null());
    if !said(resource.entry.as_ref()) && !said(resource.source_entry.as_ref()) {
        let name = resource.source_name.as_deref().unwrap_or_default();
        let message = format!("the source `{name}` does not say what loads it");
        out.report(file, range, message).resource = Some(format!("source.{}.{name}", resource.package_name));
    }
}
