use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV08", name: "governance.key_of_one_column" },
    aliases: &["single_pk_defined_at_column_level"],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV08.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::described(cx, id) else { return };
    let Some(place) = model.resource.defined_at.entry else { return };
    let own = model.resource.entry.as_ref().and_then(|entry| entry.get("constraints")).map(Node::items).unwrap_or_default();
    for constraint in own.iter().filter(|constraint| constraint.get("type").and_then(Node::as_str) == Some("primary_key")) {
        if let Some([only]) = constraint.get("columns").map(Node::items) {
            let column = only.to_text().unwrap_or_default();
            let message = format!("{} has a key of one column; it can be declared with the column `{column}`", model.shown());
            model.report_at(out, (place.file, constraint.range), message);
        }
    }
}
