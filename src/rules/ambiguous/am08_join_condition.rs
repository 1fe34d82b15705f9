use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Source, keyword};
use crate::syntax::{NodeId, SyntaxKind};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "AM08", name: "ambiguous.join_condition" },
    aliases: &[],
    groups: &["ambiguous"],
    docs: include_str!("../../../rules/AM08.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Node(&[SyntaxKind::JoinClause], check),
};

/// Joins that take no condition, or have theirs elsewhere.
const UNCONDITIONAL: [&str; 6] = ["cross", "natural", "positional", "apply", "asof", "using"];

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    let tree = cx.tree;
    let Some(element) = tree.child(node, SyntaxKind::FromExpressionElement) else { return };
    if tree.child(node, SyntaxKind::JoinOnCondition).is_some() || UNCONDITIONAL.iter().any(|word| keyword(tree, node, word).is_some()) {
        return;
    }
    // `a join b join c on .. on ..` nests.
    if tree.child(node, SyntaxKind::JoinClause).is_some() || Source::of_element(tree, element).is_value_table(tree) {
        return;
    }
    let select = tree
        .ancestors(node)
        .find(|&above| matches!(tree.kind(above), SyntaxKind::SelectStatement | SyntaxKind::DeleteStatement | SyntaxKind::UpdateStatement));
    // A condition in WHERE is CV12's concern.
    let Some(select) = select.filter(|&select| tree.kind(select) == SyntaxKind::SelectStatement) else { return };
    if tree.child(select, SyntaxKind::WhereClause).is_some() {
        return;
    }
    let Some(first) = tree.first_token(node) else { return };
    out.report(tree.range(node), format!("`{}` without a condition joins everything with everything", tree.token_text(first)))
        .note("Say CROSS JOIN if that is meant.");
}
