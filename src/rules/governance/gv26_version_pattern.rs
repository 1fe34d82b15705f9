use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV26", name: "governance.version_pattern" },
    aliases: &["MO046", "check_model_version_allowed"],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV26.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::described(cx, id) else { return };
    let (Some(want), Some(version)) = (model.settings.rules.gv26.pattern.as_deref(), model.resource.version.as_deref()) else { return };
    if cx.full_match(want, version) == Some(false) {
        model.report(out, format!("the version `{version}` of {} is not like `{want}`", model.shown()));
    }
}
