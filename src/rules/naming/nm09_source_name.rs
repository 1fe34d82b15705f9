use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{described_at, differs, is_live};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "NM09", name: "naming.source_table_pattern" },
    aliases: &["SO014", "check_source_names"],
    groups: &["project", "naming"],
    docs: include_str!("../../../rules/NM09.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SOURCE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), described_at(resource)) else { return };
    let Some(settings) = cx.settings(file) else { return };
    if let Some(want) = differs(cx, id, settings.rules.nm09.pattern.as_deref(), &resource.name) {
        let message = format!("the source table `{}` is not named like `{want}`", resource.name);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
