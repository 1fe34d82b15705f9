use crate::diagnostic::{Applicability, Level, RuleName};
use crate::rules::edits;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::only_child;
use crate::syntax::{NodeId, SyntaxKind};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "ST01", name: "structure.else_null" },
    aliases: &["L035"],
    groups: &["structure"],
    docs: include_str!("../../../rules/ST01.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Structure),
    check: Check::Node(&[SyntaxKind::ElseClause], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    let tree = cx.tree;
    let mut tokens = tree.solid_tokens(node).skip(1);
    let (Some(null), None) = (tokens.next(), tokens.next()) else { return };
    if tree.token_kind(null) != SyntaxKind::NullLiteral
        || only_child(tree, node).is_some_and(|child| tree.kind(child) == SyntaxKind::Bracketed)
    {
        return;
    }
    let Some(case) = tree.parent(node) else { return };
    let report = out.report(tree.range(case), "`else null` says what CASE does anyway");
    if !edits::has_comment(tree, node) {
        report.safe_fix("Remove it", vec![edits::remove_node(tree, node)]);
    }
}
