use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, keys::KeyPolicy};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV16", name: "governance.column_meta" },
    aliases: &["check-model-columns-have-meta-keys", "MO014", "check_model_columns_have_meta_keys"],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV16.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::described(cx, id) else { return };
    let options = &model.settings.rules.gv16;
    let policy = KeyPolicy { keys: &options.keys, criteria: options.criteria, allow_extra: options.allow_extra };
    for column in &model.resource.columns {
        if let Some(fault) = policy.fault(&column.meta, "meta") {
            let at = (column.name_place.file, column.name_place.range);
            model.report_at(out, at, format!("the column `{}` of {} {fault}", column.name, model.shown()));
        }
    }
}
