use crate::diagnostic::{Level, RuleName};
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::project::listed;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SP02", name: "snapshots.strategy" },
    aliases: &["SN006", "snapshot_has_strategy"],
    groups: &["project", "snapshots"],
    docs: include_str!("../../../rules/SP02.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SNAPSHOT, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(snapshot) = Subject::described(cx, id) else { return };
    let config = &snapshot.resource.config;
    let allowed = &snapshot.settings.rules.sp02.allowed;
    let Some(setting) = config.setting("strategy").filter(|setting| !setting.value.is_null()) else {
        // A value that only the warehouse or a missing package knows is there all the same.
        if config.setting("strategy").is_none() {
            snapshot.report(out, format!("{} has no strategy", snapshot.shown()));
        }
        return;
    };
    let Some(strategy) = setting.value.as_str() else { return };
    let companion = match strategy {
        "timestamp" => Some("updated_at"),
        "check" => Some("check_cols"),
        _ => None,
    };
    if !allowed.is_empty() && !allowed.iter().any(|name| name == strategy) {
        snapshot.report(out, format!("{} has the strategy `{strategy}`, not one of {}", snapshot.shown(), listed(allowed)));
    } else if let Some(key) = companion.filter(|key| config.setting(key).is_none()) {
        snapshot.report(out, format!("{} has the strategy `{strategy}` and no `{key}`", snapshot.shown()));
    }
}
