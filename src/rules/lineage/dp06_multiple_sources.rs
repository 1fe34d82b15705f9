use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{is_live, place_of};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DP06", name: "lineage.multiple_sources" },
    aliases: &["MO029", "check_model_depends_on_multiple_sources", "fct_multiple_sources_joined"],
    groups: &["project", "lineage"],
    docs: include_str!("../../../rules/DP06.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), place_of(resource)) else { return };
    let Some(settings) = cx.settings(file) else { return };
    let options = &settings.rules.dp06;
    let sources = cx.graph.parents(id).iter().filter(|&&parent| cx.graph.resource(parent).resource_type == ResourceType::Source).count();
    if sources > options.max as usize {
        let message = format!("the model `{}` reads {sources} source tables, more than {}", resource.name, options.max);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
