use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::syntax::{NodeId, SyntaxKind};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "AM09", name: "ambiguous.order_by_limit" },
    aliases: &[],
    groups: &["ambiguous"],
    docs: include_str!("../../../rules/AM09.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Node(&[SyntaxKind::SelectStatement], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    let tree = cx.tree;
    let limit = tree.children(node).find(|&child| matches!(tree.kind(child), SyntaxKind::LimitClause | SyntaxKind::OffsetClause));
    if let Some(limit) = limit
        && tree.child(node, SyntaxKind::OrderbyClause).is_none()
    {
        out.report(tree.range(limit), "LIMIT without ORDER BY takes whichever rows come first");
    }
}
