use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "PL07", name: "placement.source_file_name" },
    aliases: &["SO002", "check_source_file_name"],
    groups: &["project", "placement"],
    docs: include_str!("../../../rules/PL07.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SOURCE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(table) = Subject::described(cx, id) else { return };
    let Some(want) = table.settings.rules.pl07.pattern.as_deref() else { return };
    let name = table.resource.described_in.as_deref().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
    if cx.full_match(want, name) == Some(false) {
        table.report(out, format!("the file `{name}` of {} is not named like `{want}`", table.shown()));
    }
}
