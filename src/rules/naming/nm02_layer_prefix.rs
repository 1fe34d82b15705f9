use crate::diagnostic::{Level, RuleName};
use crate::graph::ResourceId;
use crate::rules::project::{is_live, place_of};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "NM02", name: "naming.layer_prefix" },
    aliases: &["fct_model_naming_conventions"],
    groups: &["project", "naming"],
    docs: include_str!("../../../rules/NM02.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), place_of(resource)) else { return };
    let Some(layer) = cx.layer(id) else { return };
    if layer.prefixes.is_empty() || layer.prefixes.iter().any(|prefix| resource.name.starts_with(prefix.as_str())) {
        return;
    }
    let prefixes = layer.prefixes.iter().map(|prefix| format!("`{prefix}`")).collect::<Vec<_>>().join(" or ");
    let message = format!("the model `{}` lies in the layer `{}`, where names begin with {prefixes}", resource.name, layer.name);
    out.report(file, range, message).resource = Some(resource.unique_id.clone());
}
