use crate::config::Place;
use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "FD25", name: "boundary.expired_exception" },
    aliases: &[],
    groups: &["project", "boundary"],
    docs: include_str!("../../../rules/FD25.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let policy = cx.graph.policy();
    for exception in policy.exceptions.iter().filter(|exception| policy.is_expired(exception)) {
        let (Some(origin), Some(until)) = (&exception.origin, exception.until) else { continue };
        let Place::File(path) = &origin.place else { continue };
        let Some(file) = cx.files.find(path) else { continue };
        let ends = format!("`{}` to `{}`", exception.from.text(), exception.to.text());
        let finding = out.report(file, origin.range, format!("the exception from {ends} ended on {until}"));
        finding.notes.extend(exception.owner.iter().map(|owner| format!("owner: {owner}")));
        finding.notes.extend(exception.reason.iter().map(|reason| format!("reason: {reason}")));
    }
}
