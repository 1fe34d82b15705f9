use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{declared, is_live, place_of};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DP09", name: "lineage.layer_source" },
    aliases: &["LI003", "check_lineage_source_cannot_be_used", "fct_marts_or_intermediate_dependent_on_source"],
    groups: &["project", "lineage"],
    docs: include_str!("../../../rules/DP09.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range)), Some(layer)) = (is_live(cx.graph, id), place_of(resource), cx.layer(id)) else { return };
    let Some(may_read) = &layer.may_read else { return };
    for &parent in cx.graph.parents(id) {
        let target = cx.graph.resource(parent);
        if target.resource_type != ResourceType::Source || may_read.iter().any(|name| name == "source") {
            continue;
        }
        let message = format!("the layer `{}` reads no source tables, but `{}` reads `{}`", layer.name, resource.name, target.name);
        let finding = out.report(file, range, message);
        finding.resource = Some(resource.unique_id.clone());
        finding.labels.extend(declared(target));
    }
}
