use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV25", name: "governance.latest_version" },
    aliases: &[],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV25.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::described(cx, id) else { return };
    let entry = model.resource.entry.as_ref();
    let versioned = model.resource.version.is_some();
    let said = entry.and_then(|entry| entry.get("latest_version")).is_some_and(|latest| !latest.is_null());
    if !said && (versioned || !model.settings.rules.gv25.only_versioned) {
        model.report(out, format!("{} does not say its latest version", model.shown()));
    }
}
