use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, counted};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DP02", name: "lineage.parent_count" },
    aliases: &["check-model-parents-and-childs", "MO035", "check_model_max_upstream_dependencies", "fct_too_many_joins"],
    groups: &["project", "lineage"],
    docs: include_str!("../../../rules/DP02.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let options = &model.settings.rules.dp02;
    let parents =
        |kind: ResourceType| cx.graph.parents(id).iter().filter(|&&parent| cx.graph.resource(parent).resource_type == kind).count();
    let (models, sources) = (parents(ResourceType::Model), parents(ResourceType::Source));
    if models < options.min_models as usize {
        model.report(out, format!("{} reads {}, fewer than {}", model.shown(), counted(models, "model"), options.min_models));
    }
    let macros = cx.graph.macros_called(id).count();
    for (have, most, what) in [
        (models, options.max_models, format!("reads {}", counted(models, "model"))),
        (sources, options.max_sources, format!("reads {}", counted(sources, "source table"))),
        (models + sources, options.max_parents, format!("reads {}", counted(models + sources, "model or source table"))),
        (macros, options.max_macros, format!("calls {}", counted(macros, "macro"))),
    ] {
        if let Some(most) = most.filter(|&most| have > most as usize) {
            model.report(out, format!("{} {what}, more than {most}", model.shown()));
        }
    }
}
