use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, counted};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DP17", name: "lineage.materialization_by_use" },
    aliases: &["check-model-materialization-by-childs", "MO032", "check_model_materialization_by_fanout"],
    groups: &["project", "lineage"],
    docs: include_str!("../../../rules/DP17.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let options = &model.settings.rules.dp17;
    let is_model = |&&child: &&ResourceId| cx.graph.resource(child).resource_type == ResourceType::Model;
    let readers = cx.graph.children(id).iter().filter(is_model).count();
    let materialized = model.resource.materialized.as_deref().unwrap_or("view");
    let open = matches!(materialized, "view" | "ephemeral");
    if readers >= options.threshold as usize && open {
        model.report(out, format!("{} is read by {}, but is materialized as {materialized}", model.shown(), counted(readers, "model")));
    } else if options.two_sided && readers < options.threshold as usize && !open {
        model
            .report(out, format!("{} is read by {} only, but is materialized as {materialized}", model.shown(), counted(readers, "model")));
    }
}
