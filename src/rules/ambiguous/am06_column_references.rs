//! Whether GROUP BY and ORDER BY name columns or count them.

use crate::config::rule_options::ColumnReferenceBy;
use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{arguments, is_function_named};
use crate::syntax::{Element, NodeId, SyntaxKind, TokenId, Tree};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "AM06", name: "ambiguous.column_references" },
    aliases: &["L054"],
    groups: &["core", "ambiguous"],
    docs: include_str!("../../../rules/AM06.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Nodes(&[SyntaxKind::GroupbyClause, SyntaxKind::GroupingExpressionList, SyntaxKind::OrderbyClause], check),
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Position,
    Name,
}

fn check(cx: &Cx<'_>, nodes: &[NodeId], out: &mut Sink<'_>) {
    let tree = cx.tree;
    let mut want = match cx.settings.rules.am06.group_by_and_order_by_style {
        ColumnReferenceBy::Consistent => None,
        ColumnReferenceBy::Implicit => Some(Style::Position),
        ColumnReferenceBy::Explicit => Some(Style::Name),
    };
    let consistent = want.is_none();
    for &node in nodes {
        let grouping = match tree.kind(node) {
            // What stands in ROLLUP, CUBE and the like is a list of its own.
            SyntaxKind::GroupbyClause | SyntaxKind::GroupingExpressionList => true,
            SyntaxKind::OrderbyClause if belongs_to_query(tree, node) => false,
            _ => continue,
        };
        let (position, name) = styles(tree, node);
        let have = match (position, name) {
            (false, false) => continue,
            (true, true) => None,
            (true, false) => Some(Style::Position),
            (false, true) => Some(Style::Name),
        };
        let clause = if grouping { "GROUP BY" } else { "ORDER BY" };
        match (have, want) {
            (None, _) if consistent => {
                out.report(tree.range(node), format!("{clause} mixes positions and names"));
            }
            (Some(have), None) => want = Some(have),
            (have, Some(wanted)) if have != Some(wanted) => {
                let message = match wanted {
                    Style::Position => format!("{clause} names columns where positions are wanted"),
                    Style::Name => format!("{clause} counts columns where names are wanted"),
                };
                out.report(tree.range(node), message);
            }
            _ => {}
        }
    }
}

/// Not the order of a window or of an aggregate.
fn belongs_to_query(tree: &Tree, node: NodeId) -> bool {
    tree.parent(node).is_some_and(|parent| {
        matches!(
            tree.kind(parent),
            SyntaxKind::SelectStatement | SyntaxKind::SetExpression | SyntaxKind::WithCompoundStatement | SyntaxKind::Bracketed
        )
    }) && !tree.ancestors(node).take(2).any(|above| {
        matches!(tree.kind(above), SyntaxKind::WithingroupClause | SyntaxKind::WindowSpecification | SyntaxKind::AggregateOrderBy)
    })
}

/// Whether positions and names occur among what a clause lists.
fn styles(tree: &Tree, clause: NodeId) -> (bool, bool) {
    let mut found = (false, false);
    for element in tree.solid_elements(clause) {
        match element {
            Element::Token(token) => found.0 |= is_number(tree, token),
            Element::Node(child) => match tree.kind(child) {
                SyntaxKind::Bracketed => {
                    let (position, name) = styles(tree, child);
                    found = (found.0 || position, found.1 || name);
                }
                SyntaxKind::FunctionName => {}
                // Some dialects read `ROLLUP (...)` as any other call.
                SyntaxKind::Function if ["rollup", "cube"].iter().any(|name| is_function_named(tree, child, name)) => {
                    if let Some(list) = arguments(tree, child) {
                        let (position, name) = styles(tree, list);
                        found = (found.0 || position, found.1 || name);
                    }
                }
                SyntaxKind::NumericLiteral | SyntaxKind::Expression | SyntaxKind::ColumnReference | SyntaxKind::Function => {
                    let mut tokens = tree.solid_tokens(child);
                    let (first, second) = (tokens.next(), tokens.next());
                    let number = second.is_none() && first.is_some_and(|token| is_number(tree, token));
                    found.0 |= number;
                    found.1 |= !number;
                }
                _ => {}
            },
        }
    }
    found
}

fn is_number(tree: &Tree, token: TokenId) -> bool {
    matches!(tree.token_kind(token), SyntaxKind::NumericLiteral | SyntaxKind::IntegerLiteral)
}
