use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{description_fault, is_live};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DC04", name: "documentation.column_description" },
    aliases: &["check-model-columns-have-desc", "MO054", "check_model_column_description_populated", "columns_have_description"],
    groups: &["project", "documentation"],
    docs: include_str!("../../../rules/DC04.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    if !is_live(cx.graph, id) {
        return;
    }
    for column in &resource.columns {
        let (file, range) = (column.name_place.file, column.name_place.range);
        let Some(settings) = cx.settings(file) else { return };
        if let Some(fault) = description_fault(column.description.as_deref(), settings.rules.dc04.min_length) {
            let message = format!("the column `{}` of the model `{}` {fault}", column.name, resource.name);
            out.report(file, range, message).resource = Some(resource.unique_id.clone());
        }
    }
}
