use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, listed};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV06", name: "governance.required_constraint_types" },
    aliases: &["check-model-has-generic-constraints", "MO017", "check_model_has_constraints"],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV06.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::described(cx, id) else { return };
    if !matches!(model.resource.materialized.as_deref(), Some("table" | "incremental")) {
        return;
    }
    let entry = model.resource.entry.as_ref();
    let own = entry.and_then(|entry| entry.get("constraints")).map(Node::items).unwrap_or_default();
    let columns = model.resource.columns.iter().flat_map(|column| column.entry.get("constraints").map(Node::items).unwrap_or_default());
    let have: Vec<&str> = own.iter().chain(columns).filter_map(|constraint| constraint.get("type")?.as_str()).collect();
    let missing: Vec<&String> = model.settings.rules.gv06.types.iter().filter(|want| !have.contains(&want.as_str())).collect();
    if !missing.is_empty() {
        model.report(out, format!("{} declares no constraint of the type {}", model.shown(), listed(&missing)));
    }
}
