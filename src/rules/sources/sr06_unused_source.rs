use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{described_at, is_live};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SR06", name: "sources.unused" },
    aliases: &[
        "check-source-childs",
        "SO006",
        "check_source_min_downstream_models",
        "SO007",
        "check_source_not_orphaned",
        "fct_unused_sources",
    ],
    groups: &["project", "sources"],
    docs: include_str!("../../../rules/SR06.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SOURCE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), described_at(resource)) else { return };
    let Some(settings) = cx.settings(file) else { return };
    let options = &settings.rules.sr06;
    let have = cx.graph.children(id).len();
    if have < options.min as usize {
        let message = format!("the source table `{}` is read by {have} resources, fewer than {}", resource.name, options.min);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
