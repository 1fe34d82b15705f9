use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{differs, is_live, place_of};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "NM03", name: "naming.model_file_pattern" },
    aliases: &["MO025", "check_model_file_name"],
    groups: &["project", "naming"],
    docs: include_str!("../../../rules/NM03.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), place_of(resource)) else { return };
    let Some(settings) = cx.settings(file) else { return };
    let name = resource.path.rsplit('/').next().unwrap_or_default();
    if let Some(want) = differs(cx, id, settings.rules.nm03.pattern.as_deref(), name) {
        let message = format!("the file `{name}` of a model is not named like `{want}`");
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
