use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::jinja;
use crate::rules::project::{Subject, templates::calls};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "MT03", name: "materialization.unused_is_incremental" },
    aliases: &["has_no_unused_is_incremental"],
    groups: &["project", "materialization"],
    docs: include_str!("../../../rules/MT03.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

/// Materializations that are built whole every time; of others nothing is known.
const WHOLE: &[&str] = &["view", "table", "ephemeral", "materialized_view"];

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let materialized = model.resource.materialized.as_deref().unwrap_or_default();
    let Some(place) = model.resource.defined_at.file.filter(|_| WHOLE.contains(&materialized)) else { return };
    let text = &cx.files.get(place.file).text;
    if model.resource.is_python() || !text.contains("is_incremental") {
        return;
    }
    let tree = jinja::parse(text);
    if let Some(call) = calls(&tree).find(|call| call.callee == ["is_incremental"]) {
        let message = format!("{} is built as `{materialized}`, where `is_incremental()` is always false", model.shown());
        model.report_at(out, (place.file, call.range), message);
    }
}
