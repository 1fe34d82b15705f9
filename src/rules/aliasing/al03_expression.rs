use crate::diagnostic::{Level, RuleName};
use crate::dialect::Dialect;
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Query, QueryKind, TargetKind, inner_query, is_function_named, keyword, only_child};
use crate::syntax::{Element, NodeId, SyntaxKind, Tree};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "AL03", name: "aliasing.expression" },
    aliases: &["L013"],
    groups: &["core", "aliasing"],
    docs: include_str!("../../../rules/AL03.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Query(check),
};

fn check(cx: &Cx<'_>, query: &Query, out: &mut Sink<'_>) {
    if query.kind != QueryKind::Select || (cx.settings.rules.al03.allow_scalar && query.targets.len() == 1) {
        return;
    }
    for target in &query.targets {
        if target.alias.is_none() && target.kind == TargetKind::Expression && is_nameless(cx, target.node) {
            out.report(cx.tree.range(target.node), "An expression in a select list has no name of its own");
        }
    }
}

/// Whether the warehouse would have to make up a name: casts and brackets around a column leave it its name.
fn is_nameless(cx: &Cx<'_>, element: NodeId) -> bool {
    let tree = cx.tree;
    // T-SQL sets variables in a select list.
    if tree.first_token(element).is_some_and(|first| tree.token_text(first).starts_with('@')) && cx.dialect.id == Dialect::Tsql {
        return tree.solid_tokens(element).nth(1).is_none_or(|operator| !tree.token_text(operator).ends_with('='));
    }
    let mut at = element;
    loop {
        let first = tree
            .solid_elements(at)
            .find(|element| !matches!(element, Element::Token(token) if tree.token_kind(*token) == SyntaxKind::StartBracket));
        let Some(Element::Node(child)) = first else {
            // A bare literal; T-SQL's `@variable = value` and clauses of other dialects begin with other tokens.
            return !matches!(first, Some(Element::Token(token)) if at == element && tree.token_kind(token) == SyntaxKind::Parameter);
        };
        if let Some(named) = keeps_a_name(tree, child) {
            return !named;
        }
        match tree.kind(child) {
            SyntaxKind::Expression | SyntaxKind::Bracketed | SyntaxKind::CastExpression if !has_operands(tree, child) => at = child,
            SyntaxKind::ColumnReference => return tree.kind(at) == SyntaxKind::Expression && has_operands(tree, at),
            SyntaxKind::SelectVariableAssignment | SyntaxKind::WildcardExpression => return false,
            SyntaxKind::Function => {
                return keyword(tree, child, "emits").is_none()
                    && !tree.descendants(child).any(|below| is_function_named(tree, below, "columns"))
                    && !is_function_named(tree, child, "columns");
            }
            _ => return true,
        }
    }
}

/// Whether an expression is left its name: one in brackets is, and so is one that casts, unless what is cast is a call.
/// Nothing for other expressions.
fn keeps_a_name(tree: &Tree, node: NodeId) -> Option<bool> {
    let cast = match tree.kind(node) {
        SyntaxKind::CastExpression => node,
        SyntaxKind::Bracketed => return inner_query(tree, node).is_none().then_some(true),
        SyntaxKind::Expression => match tree.child(node, SyntaxKind::CastExpression) {
            Some(cast) => cast,
            None => return keeps_a_name(tree, only_child(tree, node).filter(|&only| tree.kind(only) == SyntaxKind::Bracketed)?),
        },
        _ => return None,
    };
    Some(!tree.children(cast).next().is_some_and(|operand| tree.kind(operand) == SyntaxKind::Function))
}

/// Whether an expression is more than its first operand.
fn has_operands(tree: &Tree, node: NodeId) -> bool {
    match tree.kind(node) {
        SyntaxKind::Expression => tree.solid_elements(node).count() > 1,
        _ => false,
    }
}
