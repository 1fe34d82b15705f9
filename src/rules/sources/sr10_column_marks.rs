use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SR10", name: "sources.column_marks" },
    aliases: &["SO013", "check_source_pii_meta"],
    groups: &["project", "sources"],
    docs: include_str!("../../../rules/SR10.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SOURCE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(table) = Subject::described(cx, id) else { return };
    let options = &table.settings.rules.sr10;
    let Some(pattern) = options.pattern.as_deref() else { return };
    for column in table.resource.columns.iter().filter(|column| cx.full_match(pattern, &column.name) == Some(true)) {
        if column.meta.get(&options.key).is_none_or(serde_json::Value::is_null) {
            let at = (column.name_place.file, column.name_place.range);
            table.report_at(out, at, format!("the column `{}` of {} has no `{}` in its meta", column.name, table.shown(), options.key));
        }
    }
}
