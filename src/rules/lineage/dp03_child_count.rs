use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{is_live, place_of};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DP03", name: "lineage.child_count" },
    aliases: &["check-model-parents-and-childs", "MO034", "check_model_max_fanout"],
    groups: &["project", "lineage"],
    docs: include_str!("../../../rules/DP03.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), place_of(resource)) else { return };
    let Some(settings) = cx.settings(file) else { return };
    let options = &settings.rules.dp03;
    let models = cx.graph.children(id).iter().filter(|&&child| cx.graph.resource(child).resource_type == ResourceType::Model).count();
    if models > options.max as usize {
        let message = format!("the model `{}` is read by {models} models, more than {}", resource.name, options.max);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
