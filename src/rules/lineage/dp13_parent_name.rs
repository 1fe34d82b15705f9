use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, declared, shown};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DP13", name: "lineage.parent_name" },
    aliases: &["check-model-parents-name-prefix"],
    groups: &["project", "lineage"],
    docs: include_str!("../../../rules/DP13.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let options = &model.settings.rules.dp13;
    let starts = |prefixes: &[String], name: &str| prefixes.iter().any(|prefix| name.starts_with(prefix.as_str()));
    let models =
        cx.graph.parents(id).iter().map(|&parent| cx.graph.resource(parent)).filter(|parent| parent.resource_type == ResourceType::Model);
    for parent in models {
        let fault = if starts(&options.deny, &parent.name) {
            "whose prefix is denied"
        } else if !options.allow.is_empty() && !starts(&options.allow, &parent.name) {
            "whose prefix is not among those allowed"
        } else {
            continue;
        };
        model.report(out, format!("{} reads {}, {fault}", model.shown(), shown(parent))).labels.extend(declared(parent));
    }
}
