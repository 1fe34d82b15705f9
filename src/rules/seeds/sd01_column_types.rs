use crate::dbt::Column;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SD01", name: "seeds.column_types" },
    aliases: &["SE002", "check_seed_columns_have_types"],
    groups: &["project", "seeds"],
    docs: include_str!("../../../rules/SD01.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SEED, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(seed) = Subject::described(cx, id) else { return };
    let typed = seed.resource.config.get("column_types").and_then(serde_json::Value::as_object);
    let is_typed = |column: &Column| {
        column.data_type.is_some() || typed.is_some_and(|types| types.keys().any(|name| name.eq_ignore_ascii_case(&column.name)))
    };
    for column in seed.resource.columns.iter().filter(|column| !is_typed(column)) {
        let at = (column.name_place.file, column.name_place.range);
        seed.report_at(out, at, format!("the column `{}` of {} has no type", column.name, seed.shown()));
    }
}
