use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV05", name: "governance.required_constraints" },
    aliases: &["check-model-has-constraints"],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV05.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::described(cx, id) else { return };
    if !matches!(model.resource.materialized.as_deref(), Some("table" | "incremental")) {
        return;
    }
    let entry = model.resource.entry.as_ref();
    let own = entry.and_then(|entry| entry.get("constraints")).map(Node::items).unwrap_or_default();
    let texts = |node: &Node| -> Vec<String> {
        if node.as_sequence().is_some() {
            node.items().iter().filter_map(Node::to_text).collect()
        } else {
            node.to_text().into_iter().collect()
        }
    };
    for want in &model.settings.rules.gv05.constraints.0 {
        let fits = |have: &Node| want.iter().all(|(key, values)| have.get(key).is_some_and(|value| texts(value) == *values));
        if !own.iter().any(fits) {
            let shown: Vec<String> = want.iter().map(|(key, values)| format!("{key} {}", values.join(", "))).collect();
            model.report(out, format!("{} declares no constraint with {}", model.shown(), shown.join(" and ")));
        }
    }
}
