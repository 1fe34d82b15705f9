use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{description_fault, is_live, source_at};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DC11", name: "documentation.source_description" },
    aliases: &["check-source-has-description", "SO017", "check_source_top_level_description_populated", "fct_undocumented_sources"],
    groups: &["project", "documentation"],
    docs: include_str!("../../../rules/DC11.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SOURCE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range)), Some(entry)) = (is_live(cx.graph, id), source_at(resource), resource.source_entry.as_ref()) else {
        return;
    };
    let Some(settings) = cx.settings(file) else { return };
    let text = entry.get("description").and_then(Node::to_text);
    if let Some(fault) = description_fault(text.as_deref(), settings.rules.dc11.min_length) {
        let name = resource.source_name.as_deref().unwrap_or_default();
        let resource = format!("source.{}.{name}", resource.package_name);
        out.report(file, range, format!("the source `{name}` {fault}")).resource = Some(resource);
    }
}
