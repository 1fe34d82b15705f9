use crate::dbt::DataTest;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS12", name: "testing.relationship_test" },
    aliases: &["MO015", "check_model_columns_have_relationship_tests"],
    groups: &["project", "testing"],
    docs: include_str!("../../../rules/TS12.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::described(cx, id) else { return };
    let options = &model.settings.rules.ts12;
    let Some(pattern) = options.pattern.as_deref() else { return };
    let fits = |pattern: Option<&str>, text: Option<&str>| {
        pattern.is_none_or(|want| text.is_some_and(|text| cx.full_match(want, text) == Some(true)))
    };
    let points = |test: &DataTest| {
        let field = test.arguments.iter().find(|(name, _)| name == "field").and_then(|(_, value)| value.to_text());
        let model = test.calls.refs.first().map(|call| call.name.as_str());
        test.macro_name.rsplit('.').next() == Some("relationships")
            && fits(options.target_column.as_deref(), field.as_deref())
            && fits(options.target_model.as_deref(), model)
    };
    for column in model.resource.columns.iter().filter(|column| cx.full_match(pattern, &column.name) == Some(true)) {
        if !column.tests.iter().any(points) {
            let at = (column.name_place.file, column.name_place.range);
            model.report_at(out, at, format!("no relationships test says where the column `{}` of {} points", column.name, model.shown()));
        }
    }
}
