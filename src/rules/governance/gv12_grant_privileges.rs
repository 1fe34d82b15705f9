use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV12", name: "governance.grant_privileges" },
    aliases: &["MO003", "check_model_grant_privilege"],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV12.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let nothing = serde_json::Map::new();
    let grants = model.resource.config.get("grants").and_then(serde_json::Value::as_object).unwrap_or(&nothing);
    let Some(want) = model.settings.rules.gv12.pattern.as_deref() else { return };
    for privilege in grants.keys().filter(|privilege| cx.full_match(want, privilege) == Some(false)) {
        model.report(out, format!("{} grants `{privilege}`, which is not like `{want}`", model.shown()));
    }
}
