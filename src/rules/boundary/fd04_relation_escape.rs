use crate::diagnostic::{Level, RuleName};
use crate::graph::Means;
use crate::rules::crossing::report_direct;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "FD04", name: "boundary.relation_escape" },
    aliases: &[],
    groups: &["project", "boundary"],
    docs: include_str!("../../../rules/FD04.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    report_direct(cx, Means::Method, out);
}
