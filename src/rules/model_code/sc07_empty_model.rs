use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, text::has_code};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SC07", name: "model_code.empty_model" },
    aliases: &[],
    groups: &["project", "model_code"],
    docs: include_str!("../../../rules/SC07.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let Some(place) = model.resource.defined_at.file.filter(|_| !model.resource.is_python()) else { return };
    if !has_code(cx.files.get(place.file).slice(place.range), &[' ', '\n', '\r', '\t', ';']) {
        model.report(out, format!("{} holds no statement", model.shown()));
    }
}
