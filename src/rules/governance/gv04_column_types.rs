use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::is_live;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV04", name: "governance.column_types" },
    aliases: &["MO016", "check_model_columns_have_types"],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV04.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    if !is_live(cx.graph, id) {
        return;
    }
    let enforced = resource.config.get("contract").and_then(|contract| contract.get("enforced")).and_then(serde_json::Value::as_bool);
    for column in resource.columns.iter().filter(|column| column.data_type.is_none()) {
        let (file, range) = (column.name_place.file, column.name_place.range);
        let Some(settings) = cx.settings(file) else { return };
        if settings.rules.gv04.only_contracted && enforced != Some(true) {
            return;
        }
        let message = format!("the column `{}` of the model `{}` has no type", column.name, resource.name);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
