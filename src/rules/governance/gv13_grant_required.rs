use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, listed};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV13", name: "governance.grant_required" },
    aliases: &["MO004", "check_model_grant_privilege_required"],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV13.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let nothing = serde_json::Map::new();
    let grants = model.resource.config.get("grants").and_then(serde_json::Value::as_object).unwrap_or(&nothing);
    let options = &model.settings.rules.gv13;
    let Some(want) = options.privilege.as_deref() else { return };
    let have: Vec<String> = grants
        .get(want)
        .map(|names| match names {
            serde_json::Value::Array(items) => items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect(),
            other => other.as_str().map(str::to_owned).into_iter().collect(),
        })
        .unwrap_or_default();
    let missing: Vec<&String> = options.grantees.iter().filter(|name| !have.contains(name)).collect();
    if !grants.contains_key(want) {
        model.report(out, format!("{} does not grant `{want}`", model.shown()));
    } else if !missing.is_empty() {
        model.report(out, format!("{} does not grant `{want}` to {}", model.shown(), listed(&missing)));
    }
}
