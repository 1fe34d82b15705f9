use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::keyword;
use crate::syntax::{NodeId, SyntaxKind};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "AM01", name: "ambiguous.distinct" },
    aliases: &["L021"],
    groups: &["core", "ambiguous"],
    docs: include_str!("../../../rules/AM01.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Node(&[SyntaxKind::SelectStatement], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    let tree = cx.tree;
    if tree.child(node, SyntaxKind::GroupbyClause).is_none() {
        return;
    }
    let distinct = tree
        .child(node, SyntaxKind::SelectClause)
        .and_then(|clause| tree.child(clause, SyntaxKind::SelectClauseModifier))
        .and_then(|modifier| keyword(tree, modifier, "distinct"));
    if let Some(token) = distinct {
        out.report(tree.token_range(token), "DISTINCT and GROUP BY ask for the same twice");
    }
}
