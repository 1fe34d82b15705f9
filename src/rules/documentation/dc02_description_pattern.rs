use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{described_at, differs, is_live};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DC02", name: "documentation.model_description_pattern" },
    aliases: &["MO020", "check_model_description_contains_regexp_pattern"],
    groups: &["project", "documentation"],
    docs: include_str!("../../../rules/DC02.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), described_at(resource)) else { return };
    let Some(settings) = cx.settings(file) else { return };
    let options = &settings.rules.dc02;
    let text = resource.description.as_deref().unwrap_or_default().trim();
    if let Some(want) = differs(cx, id, options.pattern.as_deref(), text) {
        let message = format!("the description of the model `{}` does not match `{want}`", resource.name);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
