use crate::diagnostic::{Level, RuleName};
use crate::graph::Means;
use crate::rules::crossing::report_direct;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "FD01", name: "boundary.ref" },
    aliases: &[],
    groups: &["project", "boundary"],
    docs: include_str!("../../../rules/FD01.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    report_direct(cx, Means::Ref, out);
    report_direct(cx, Means::Group, out);
    report_direct(cx, Means::Exposure, out);
}
