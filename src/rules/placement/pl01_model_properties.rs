use crate::dbt::{PropertyKind, Resource};
use crate::diagnostic::{Applicability, RuleName};
use crate::graph::{MemberId, ResourceId};
use crate::rules::project::{folder_of, is_live, place_of};
use crate::rules::{Change, Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::text::{FileId, TextEdit};
use crate::yaml::edit::{Piece, append_item};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "PL01", name: "placement.model_properties" },
    aliases: &["check-model-has-properties-file", "MO051", "check_model_has_properties_file"],
    groups: &["project", "placement"],
    docs: include_str!("../../../rules/PL01.md"),
    default: None,
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Spacing),
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), place_of(resource)) else { return };
    if resource.entry.is_none() {
        let message = format!("no properties file declares the model `{}`", resource.name);
        let finding = out.report(file, range, message);
        finding.resource = Some(resource.unique_id.clone());
        finding.safe_fix("Add an entry", entry_beside(cx, cx.graph.member_id(id), resource));
    }
}

/// An entry for the model in the properties file of its folder that has the most models; nothing where none has any.
fn entry_beside(cx: &ProjectCx<'_>, member: MemberId, model: &Resource) -> Option<(FileId, TextEdit)> {
    let beside = cx.properties().filter(|(of, file)| *of == member && folder_of(&file.path) == folder_of(&model.path));
    let (_, file) = beside.min_by_key(|(_, file)| (std::cmp::Reverse(file.entries(PropertyKind::Model).len()), file.path.clone()))?;
    let text = &cx.files.get(file.file).text;
    let entry = Piece::entry("name", Piece::text(&model.name));
    Some((file.file, append_item(text, file.document.root.get("models")?, &entry)?))
}
