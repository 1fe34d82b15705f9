use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{described_at, description_fault, is_live};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DC12", name: "documentation.source_table_description" },
    aliases: &["check-source-table-has-description", "SO001", "check_source_description_populated", "fct_undocumented_source_tables"],
    groups: &["project", "documentation"],
    docs: include_str!("../../../rules/DC12.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SOURCE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), described_at(resource)) else { return };
    let Some(settings) = cx.settings(file) else { return };
    let options = &settings.rules.dc12;
    if let Some(fault) = description_fault(resource.description.as_deref(), options.min_length) {
        let message = format!("the source table `{}` {fault}", resource.name);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
