use crate::config::rule_options::FirstTable;
use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::select::comparisons;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Path, Query, QueryKind};
use crate::syntax::{Element, NodeId, SyntaxKind, Tree};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "ST09", name: "structure.join_condition_order" },
    aliases: &[],
    groups: &["structure"],
    docs: include_str!("../../../rules/ST09.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Structure),
    check: Check::Query(check),
};

fn check(cx: &Cx<'_>, query: &Query, out: &mut Sink<'_>) {
    let tree = cx.tree;
    if query.kind != QueryKind::Select || query.sources.len() < 2 {
        return;
    }
    let mut swaps = Vec::new();
    let mut place = None;
    // Sources that one join brings in stand next to each other.
    let mut last = None;
    let joins = query.sources.iter().filter_map(|source| source.join).filter(|&join| last.replace(join) != Some(join));
    for on in joins.flat_map(|join| tree.children_of(join, SyntaxKind::JoinOnCondition)) {
        for expression in conditions(tree, on) {
            for (left, operator, right) in column_comparisons(tree, expression) {
                if !is_misplaced(cx, query, left, right) {
                    continue;
                }
                let Some(flipped) = flip(tree.node_text(operator)) else { continue };
                place.get_or_insert_with(|| tree.range(left).cover(tree.range(right)));
                swaps.push(RenderedEdit::replace(tree.range(left), tree.node_text(right)));
                if flipped != tree.node_text(operator) {
                    swaps.push(RenderedEdit::replace(tree.range(operator), flipped));
                }
                swaps.push(RenderedEdit::replace(tree.range(right), tree.node_text(left)));
            }
        }
    }
    if let Some(range) = place {
        let first = match cx.settings.rules.st09.preferred_first_table_in_join_clause {
            FirstTable::Earlier => "earlier",
            FirstTable::Later => "later",
        };
        out.report(range, format!("The {first} table does not come first in the join conditions")).safe_fix("Swap the sides", swaps);
    }
}

/// The expression behind ON, and those in brackets of it.
fn conditions(tree: &Tree, on: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    let (mut next, end) = (NodeId(on.0 + 1), tree.behind(on));
    std::iter::from_fn(move || {
        while next < end {
            let at = next;
            let kind = tree.kind(at);
            let looks_inside = matches!(kind, SyntaxKind::Expression | SyntaxKind::Bracketed);
            next = if looks_inside { NodeId(at.0 + 1) } else { tree.behind(at) };
            if kind == SyntaxKind::Expression {
                return Some(at);
            }
        }
        None
    })
}

/// The conditions joined by AND and OR that compare one column with another, and do nothing else.
fn column_comparisons(tree: &Tree, expression: NodeId) -> impl Iterator<Item = (NodeId, NodeId, NodeId)> + '_ {
    let kind_is = |element: Element, kind| match element {
        Element::Node(node) if tree.kind(node) == kind => Some(node),
        _ => None,
    };
    comparisons(tree, expression, &["and", "or"]).filter_map(move |[left, operator, right]| {
        Some((
            kind_is(left, SyntaxKind::ColumnReference)?,
            kind_is(operator, SyntaxKind::ComparisonOperator)?,
            kind_is(right, SyntaxKind::ColumnReference)?,
        ))
    })
}

fn is_misplaced(cx: &Cx<'_>, query: &Query, left: NodeId, right: NodeId) -> bool {
    let index = |node| {
        let path = Path::of(cx.tree, node);
        let &[table, _] = &path[..] else { return None };
        query.source_called(cx.tree, table).map(|(at, _)| at)
    };
    let (Some(left), Some(right)) = (index(left), index(right)) else { return false };
    match cx.settings.rules.st09.preferred_first_table_in_join_clause {
        FirstTable::Earlier => left > right,
        FirstTable::Later => left < right,
    }
}

/// The operator that says the same with its sides swapped.
fn flip(operator: &str) -> Option<&'static str> {
    Some(match operator {
        "=" => "=",
        "<>" => "<>",
        "!=" => "!=",
        "<=>" => "<=>",
        "<" => ">",
        ">" => "<",
        "<=" => ">=",
        ">=" => "<=",
        _ => return None,
    })
}
