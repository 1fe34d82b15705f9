use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{is_live, place_of};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DP05", name: "lineage.unused_model" },
    aliases: &["check-model-parents-and-childs", "MO050", "check_model_min_downstream_models"],
    groups: &["project", "lineage"],
    docs: include_str!("../../../rules/DP05.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), place_of(resource)) else { return };
    let Some(settings) = cx.settings(file) else { return };
    let options = &settings.rules.dp05;
    let reads = |child: &&ResourceId| {
        let kind = cx.graph.resource(**child).resource_type;
        !matches!(kind, ResourceType::Test | ResourceType::UnitTest | ResourceType::Analysis | ResourceType::Operation)
    };
    let have = cx.graph.children(id).iter().filter(reads).count();
    if have < options.min as usize {
        let message = format!("the model `{}` is read by {have} resources, fewer than {}", resource.name, options.min);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
