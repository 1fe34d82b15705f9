use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{described_at, is_live};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DC01", name: "documentation.model_description" },
    aliases: &["check-model-has-description", "MO021", "check_model_description_populated", "fct_undocumented_models", "has_description"],
    groups: &["project", "documentation"],
    docs: include_str!("../../../rules/DC01.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), described_at(resource)) else { return };
    let Some(settings) = cx.settings(file) else { return };
    let options = &settings.rules.dc01;
    let text = resource.description.as_deref().unwrap_or_default().trim();
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let message = if text.is_empty() {
        format!("the model `{}` has no description", resource.name)
    } else if options.placeholders.iter().any(|placeholder| placeholder.eq_ignore_ascii_case(text)) {
        format!("the description of the model `{}` is a placeholder: `{text}`", resource.name)
    } else if length < options.min_length {
        format!("the description of the model `{}` has {length} characters, fewer than {}", resource.name, options.min_length)
    } else {
        return;
    };
    out.report(file, range, message).resource = Some(resource.unique_id.clone());
}
