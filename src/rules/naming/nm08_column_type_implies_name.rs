use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "NM08", name: "naming.column_type_implies_name" },
    aliases: &[
        "check-column-name-contract",
        "CA010",
        "check_column_type_complies_to_column_name",
        "MO056",
        "check_model_column_type_complies_to_column_name",
    ],
    groups: &["project", "naming"],
    docs: include_str!("../../../rules/NM08.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL.union(ResourceKinds::SEED).union(ResourceKinds::SNAPSHOT), check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(subject) = Subject::described(cx, id) else { return };
    let options = &subject.settings.rules.nm08;
    for column in &subject.resource.columns {
        let Some(data_type) = column.data_type.as_deref() else { continue };
        let Some(pattern) = options.pattern.as_deref() else { return };
        let named = cx.full_match(pattern, &column.name) == Some(true);
        let listed = options.types.iter().any(|have| have.eq_ignore_ascii_case(data_type));
        let typed = listed || options.type_pattern.as_deref().is_some_and(|types| cx.full_match(types, data_type) == Some(true));
        if typed && !named {
            let at = (column.name_place.file, column.name_place.range);
            let message = format!(
                "the column `{}` of {} is of the type `{data_type}`, but is not named like `{pattern}`",
                column.name,
                subject.shown()
            );
            subject.report_at(out, at, message);
        }
    }
}
