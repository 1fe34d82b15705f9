use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DC08", name: "documentation.column_consistency" },
    aliases: &["check-column-desc-are-same", "MO019", "check_column_descriptions_are_consistent"],
    groups: &["project", "documentation"],
    docs: include_str!("../../../rules/DC08.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::described(cx, id) else { return };
    let options = &model.settings.rules.dc08;
    for column in model.resource.columns.iter().filter(|column| !options.ignore.contains(&column.name)) {
        let Some(text) = column.description.as_deref().filter(|text| !text.trim().is_empty()) else { continue };
        let common = cx.common_description(cx.graph.member_id(id), &column.name);
        if let Some(common) = common.filter(|&common| common != text) {
            let at = (column.name_place.file, column.name_place.range);
            let message = format!("the column `{}` of {} is described otherwise than elsewhere", column.name, model.shown());
            model.report_at(out, at, message).notes.push(format!("mostly it is: {common}"));
        }
    }
}
