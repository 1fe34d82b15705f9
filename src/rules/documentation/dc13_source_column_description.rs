use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{description_fault, is_live};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DC13", name: "documentation.source_column_description" },
    aliases: &["check-source-columns-have-desc"],
    groups: &["project", "documentation"],
    docs: include_str!("../../../rules/DC13.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SOURCE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    if !is_live(cx.graph, id) {
        return;
    }
    for column in &resource.columns {
        let (file, range) = (column.name_place.file, column.name_place.range);
        let Some(settings) = cx.settings(file) else { return };
        if let Some(fault) = description_fault(column.description.as_deref(), settings.rules.dc13.min_length) {
            let message = format!("the column `{}` of the source table `{}` {fault}", column.name, resource.name);
            out.report(file, range, message).resource = Some(resource.unique_id.clone());
        }
    }
}
