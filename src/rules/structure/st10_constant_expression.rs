use crate::diagnostic::{Level, RuleName};
use crate::rules::select::comparisons;
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::tokens_equal;
use crate::syntax::{Element, NodeFlags, NodeId, SyntaxKind, Tree};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "ST10", name: "structure.constant_expression" },
    aliases: &[],
    groups: &["structure"],
    docs: include_str!("../../../rules/ST10.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::TolerantNode(&[SyntaxKind::ComparisonOperator], check),
};

fn check(cx: &Cx<'_>, operator: NodeId, out: &mut Sink<'_>) {
    let tree = cx.tree;
    // An expression is looked at once, for the first of its operators; few expressions compare anything.
    let Some(node) = tree.parent(operator).filter(|&parent| tree.kind(parent) == SyntaxKind::Expression) else { return };
    if tree.child(node, SyntaxKind::ComparisonOperator) != Some(operator) || tree.flags(node).contains(NodeFlags::HAS_ERROR) {
        return;
    }
    for part in comparisons(tree, node, &["and", "or", "not"]) {
        let [left, Element::Node(operator), right] = part else { continue };
        if tree.kind(operator) != SyntaxKind::ComparisonOperator || !["=", "!=", "<>"].contains(&tree.node_text(operator)) {
            continue;
        }
        let (left_text, right_text) = (text(tree, left), text(tree, right));
        let constant = match (literal(tree, left), literal(tree, right)) {
            (true, true) => !(tree.node_text(operator) == "=" && left_text == "1" && ["0", "1"].contains(&right_text)),
            _ => same(tree, left, right),
        };
        if constant && cx.is_literal(range(tree, left)) && cx.is_literal(range(tree, right)) {
            out.report(tree.range(operator), format!("`{left_text} {} {right_text}` is the same for every row", tree.node_text(operator)));
        }
    }
}

fn range(tree: &Tree, element: Element) -> TextRange {
    match element {
        Element::Node(node) => tree.range(node),
        Element::Token(token) => tree.token_range(token),
    }
}

fn text(tree: &Tree, element: Element) -> &str {
    &tree.text()[range(tree, element).span()]
}

fn literal(tree: &Tree, element: Element) -> bool {
    matches!(element, Element::Token(token) if matches!(
        tree.token_kind(token),
        SyntaxKind::NumericLiteral | SyntaxKind::IntegerLiteral | SyntaxKind::QuotedLiteral | SyntaxKind::BooleanLiteral
    ))
}

fn same(tree: &Tree, left: Element, right: Element) -> bool {
    match (left, right) {
        (Element::Node(left), Element::Node(right)) => tree.kind(left) == tree.kind(right) && tokens_equal(tree, left, right),
        _ => false,
    }
}
