use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{described_at, is_live};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SR07", name: "sources.fanout" },
    aliases: &["check-source-childs", "SO009", "check_source_used_by_only_one_model", "fct_source_fanout"],
    groups: &["project", "sources"],
    docs: include_str!("../../../rules/SR07.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SOURCE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), described_at(resource)) else { return };
    let Some(settings) = cx.settings(file) else { return };
    let options = &settings.rules.sr07;
    let models = cx.graph.children(id).iter().filter(|&&child| cx.graph.resource(child).resource_type == ResourceType::Model).count();
    if models > options.max as usize {
        let message = format!("the source table `{}` is read by {models} models, more than {}", resource.name, options.max);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
