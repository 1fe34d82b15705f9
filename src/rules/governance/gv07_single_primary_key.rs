use crate::dbt::Column;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, listed};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV07", name: "governance.single_primary_key" },
    aliases: &["MO018", "check_model_single_primary_key"],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV07.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::described(cx, id) else { return };
    let is_primary = |constraint: &Node| constraint.get("type").and_then(Node::as_str) == Some("primary_key");
    let keyed = |column: &&Column| column.entry.get("constraints").map(Node::items).unwrap_or_default().iter().any(is_primary);
    let keys: Vec<&str> = model.resource.columns.iter().filter(keyed).map(|column| column.name.as_str()).collect();
    if keys.len() > 1 {
        model.report(out, format!("{} declares {} columns its primary key: {}", model.shown(), keys.len(), listed(&keys)));
    }
}
