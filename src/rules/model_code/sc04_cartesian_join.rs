use crate::diagnostic::RuleName;
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Clause, Path, Query, QueryKind, Shape, Source, function_name, keyword, previous_solid};
use crate::syntax::{NodeId, SyntaxKind};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SC04", name: "model_code.cartesian_join" },
    aliases: &["MO052", "check_model_does_not_use_cartesian_join"],
    groups: &["model_code"],
    docs: include_str!("../../../rules/SC04.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Query(check),
};

/// Joins that have their condition elsewhere.
const OTHERWISE_JOINED: [&str; 5] = ["natural", "positional", "apply", "asof", "using"];

/// Functions over many rows that give one.
const AGGREGATES: [&str; 8] = ["max", "min", "sum", "count", "avg", "any_value", "count_if", "array_agg"];

/// Names followed through common table expressions: no further.
const DEEPEST: u32 = 32;

fn check(cx: &Cx<'_>, query: &Query, out: &mut Sink<'_>) {
    if query.kind != QueryKind::Select {
        return;
    }
    let mut many = false;
    for (at, source) in query.sources.iter().enumerate() {
        if is_lateral(cx, query, source, at) {
            continue;
        }
        let one_row = has_one_row(cx, source, 0);
        if many && !one_row {
            report(cx, query, source, out);
        }
        many |= !one_row;
    }
}

fn report(cx: &Cx<'_>, query: &Query, source: &Source, out: &mut Sink<'_>) {
    let tree = cx.tree;
    let name = source.name_text(tree).map_or_else(|| "this subquery".to_owned(), |name| format!("`{name}`"));
    let Some(join) = source.join else {
        if !is_linked(cx, query, source) {
            let comma = tree.first_token(source.element).and_then(|first| previous_solid(tree, first));
            let start = comma.map_or(tree.range(source.element).start(), |comma| tree.token_range(comma).start());
            let range = TextRange::new(start, tree.range(source.element).end());
            out.report(range, format!("nothing links {name} with the tables before the comma: every row meets every row"));
        }
        return;
    };
    if OTHERWISE_JOINED.iter().any(|word| keyword(tree, join, word).is_some()) || tree.child(join, SyntaxKind::JoinClause).is_some() {
        return;
    }
    let joined = TextRange::new(tree.range(join).start(), tree.range(source.element).end());
    if keyword(tree, join, "cross").is_some() {
        if !cx.settings.rules.sc04.allow_explicit {
            out.report(joined, format!("`cross join` makes every row meet every row of {name}"));
        }
    } else if let Some(on) = tree.child(join, SyntaxKind::JoinOnCondition) {
        if is_always_true(cx, on) {
            out.report(tree.range(on), format!("the condition holds for every row of {name}: every row meets every row"));
        }
    } else if !is_linked(cx, query, source) {
        out.report(joined, format!("{name} is joined without a condition: every row meets every row"));
    }
}

/// A source that reads what stands before it, or that is made of values of its rows: those are meant to multiply.
fn is_lateral(cx: &Cx<'_>, query: &Query, source: &Source, at: usize) -> bool {
    let tree = cx.tree;
    match source.shape {
        Shape::Function(_) | Shape::LateralView | Shape::Other | Shape::Values(_) => true,
        Shape::Subquery(_) => tree
            .tokens(source.element)
            .chain(source.join.into_iter().flat_map(|join| tree.tokens(join).take(8)))
            .any(|token| tree.token_is(token, "lateral")),
        Shape::Table(reference) => {
            let path = Path::of(tree, reference);
            path.len() > 1 && path.first().is_some_and(|first| query.sources[..at].iter().any(|before| before.is_called(tree, first)))
        }
    }
}

/// Whether a condition may link a source with others: only conditions of which all names are qualified, none of them by its name, do not.
fn is_linked(cx: &Cx<'_>, query: &Query, source: &Source) -> bool {
    let tree = cx.tree;
    let Some(condition) = tree.child(query.node, SyntaxKind::WhereClause) else {
        return query.references.iter().any(|named| named.clause == Clause::On && names(cx, named.node, source));
    };
    !cx.is_certain(&RULE, condition)
        || cx.queries().inside(tree, query).any(|inner| inner.place == Clause::Where)
        || query
            .references
            .iter()
            .any(|named| matches!(named.clause, Clause::Where | Clause::On) && (named.parts < 2 || names(cx, named.node, source)))
}

fn names(cx: &Cx<'_>, reference: NodeId, source: &Source) -> bool {
    let path = Path::of(cx.tree, reference);
    path.iter().rev().nth(1).is_none_or(|qualifier| source.is_called(cx.tree, qualifier))
}

/// `on true`, `on 1 = 1`.
fn is_always_true(cx: &Cx<'_>, on: NodeId) -> bool {
    let text: String =
        cx.tree.node_text(on).chars().filter(|character| !character.is_whitespace() && !matches!(character, '(' | ')')).collect();
    let condition = text.get(2..).unwrap_or_default().to_ascii_lowercase();
    matches!(condition.as_str(), "true" | "1=1" | "true=true") && cx.is_literal(cx.tree.range(on))
}

/// Whether a subquery or a common table expression gives one row: an aggregate over everything, constants, `limit 1`.
fn has_one_row(cx: &Cx<'_>, source: &Source, depth: u32) -> bool {
    let tree = cx.tree;
    let body = match source.shape {
        Shape::Subquery(query) => Some(query),
        Shape::Table(reference) => cx.queries().cte_of(tree, reference).and_then(|cte| cte.body),
        _ => None,
    };
    let Some(query) = body.and_then(|body| cx.queries().of_node(body)).filter(|query| query.kind == QueryKind::Select) else {
        return false;
    };
    if tree.child(query.node, SyntaxKind::GroupbyClause).is_some() {
        return false;
    }
    let limited = tree
        .child(query.node, SyntaxKind::LimitClause)
        .is_some_and(|limit| tree.solid_tokens(limit).nth(1).is_some_and(|number| tree.token_text(number) == "1"));
    let only = match query.sources.as_slice() {
        [] => true,
        [only] => depth < DEEPEST && has_one_row(cx, only, depth + 1),
        _ => false,
    };
    limited || only || query.targets.iter().any(|target| aggregates(cx, target.node))
}

/// Whether an expression is made of an aggregate over all rows.
fn aggregates(cx: &Cx<'_>, target: NodeId) -> bool {
    let tree = cx.tree;
    tree.descendants(target).filter(|&node| tree.kind(node) == SyntaxKind::Function).any(|function| {
        let named = function_name(tree, function).is_some_and(|name| AGGREGATES.iter().any(|known| tree.token_is(name, known)));
        named && !tree.children(function).any(|child| tree.kind(child) == SyntaxKind::OverClause)
    })
}
