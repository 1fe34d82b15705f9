use crate::diagnostic::{Level, RuleName};
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "MT05", name: "materialization.microbatch_inputs" },
    aliases: &[],
    groups: &["project", "materialization"],
    docs: include_str!("../../../rules/MT05.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let config = &model.resource.config;
    let incremental = model.resource.materialized.as_deref() == Some("incremental");
    if !incremental || config.text("incremental_strategy").as_deref() != Some("microbatch") {
        return;
    }
    let inputs = cx.graph.parents(id);
    let timed = inputs.iter().any(|&input| cx.graph.resource(input).config.setting("event_time").is_some());
    if !inputs.is_empty() && !timed {
        model.report(out, format!("nothing that {} reads has an `event_time`, so that every batch reads all of it", model.shown()));
    }
}
