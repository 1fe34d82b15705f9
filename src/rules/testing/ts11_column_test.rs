use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS11", name: "testing.column_test" },
    aliases: &["CA011", "check_column_has_specified_test", "MO053", "check_model_column_has_specified_test"],
    groups: &["project", "testing"],
    docs: include_str!("../../../rules/TS11.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::described(cx, id) else { return };
    let options = &model.settings.rules.ts11;
    let (Some(pattern), Some(test)) = (options.pattern.as_deref(), options.test.as_deref()) else { return };
    let bare = test.rsplit('.').next().unwrap_or(test);
    for column in model.resource.columns.iter().filter(|column| cx.full_match(pattern, &column.name) == Some(true)) {
        if !column.tests.iter().any(|have| have.macro_name.rsplit('.').next() == Some(bare)) {
            let at = (column.name_place.file, column.name_place.range);
            model.report_at(out, at, format!("the column `{}` of {} has no `{test}` test", column.name, model.shown()));
        }
    }
}
