use crate::dbt::Column;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, description_fault, listed};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DC07", name: "documentation.public_model" },
    aliases: &["CA007", "check_columns_are_documented_in_public_models", "fct_undocumented_public_models"],
    groups: &["project", "documentation"],
    docs: include_str!("../../../rules/DC07.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::described(cx, id).filter(|model| model.resource.access.as_deref() == Some("public")) else { return };
    let least = model.settings.rules.dc07.min_length;
    let undescribed = |column: &&Column| description_fault(column.description.as_deref(), least).is_some();
    let columns: Vec<&str> = model.resource.columns.iter().filter(undescribed).map(|column| column.name.as_str()).collect();
    let fault = if let Some(fault) = description_fault(model.resource.description.as_deref(), least) {
        fault
    } else if model.resource.columns.is_empty() {
        "declares no columns".to_owned()
    } else if columns.is_empty() {
        return;
    } else {
        format!("does not describe {}", listed(&columns))
    };
    model.report(out, format!("{} is public and {fault}", model.shown()));
}
