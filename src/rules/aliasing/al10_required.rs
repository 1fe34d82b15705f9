use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Query, QueryKind, Shape};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "AL10", name: "aliasing.required" },
    aliases: &[],
    groups: &["core", "aliasing"],
    docs: include_str!("../../../rules/AL10.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Query(check),
};

fn check(cx: &Cx<'_>, query: &Query, out: &mut Sink<'_>) {
    if query.kind != QueryKind::Select {
        return;
    }
    for source in &query.sources {
        if source.alias.is_none() && matches!(source.shape, Shape::Subquery(_)) {
            out.report(cx.tree.range(source.element), "A subquery in FROM has no alias");
        }
    }
}
