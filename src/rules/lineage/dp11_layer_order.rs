use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{declared, is_live, place_of};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DP11", name: "lineage.layer_order" },
    aliases: &["LI001", "check_lineage_permitted_upstream_models", "fct_staging_dependent_on_marts_or_intermediate"],
    groups: &["project", "lineage"],
    docs: include_str!("../../../rules/DP11.md"),
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
        if target.resource_type != ResourceType::Model {
            continue;
        }
        let Some(below) = cx.layer(parent).filter(|below| below.name != layer.name && !may_read.contains(&below.name)) else { continue };
        let message = format!("the layer `{}` does not read `{}`, but `{}` reads `{}`", layer.name, below.name, resource.name, target.name);
        let finding = out.report(file, range, message);
        finding.resource = Some(resource.unique_id.clone());
        finding.labels.extend(declared(target));
    }
}
