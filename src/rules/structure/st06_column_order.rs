use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::edits;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Cte, Queries, Query, QueryKind, Target, TargetKind, is_function_named, last_identifier, same_name};
use crate::syntax::{Element, NodeId, SyntaxKind, Tree};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "ST06", name: "structure.column_order" },
    aliases: &["L034"],
    groups: &["structure"],
    docs: include_str!("../../../rules/ST06.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Structure),
    check: Check::Query(check),
};

fn check(cx: &Cx<'_>, query: &Query, out: &mut Sink<'_>) {
    if query.kind != QueryKind::Select || query.targets.len() < 2 {
        return;
    }
    let tree = cx.tree;
    let bands = || query.targets.iter().map(|target| band(tree, target));
    if bands().is_sorted() || order_matters(tree, cx.queries(), query.node, 0) {
        return;
    }
    let Some(clause) = tree.child(query.node, SyntaxKind::SelectClause) else { return };
    let report = out.report(tree.range(clause), "Wildcards come first, then plain columns, then calculations");
    if counts_columns(tree, query.node) || edits::has_comment(tree, clause) {
        return;
    }
    let bands: Vec<u8> = bands().collect();
    let mut order: Vec<usize> = (0..bands.len()).collect();
    order.sort_by_key(|&index| bands[index]);
    let edits = order
        .iter()
        .enumerate()
        .filter(|&(place, &from)| place != from)
        .map(|(place, &from)| RenderedEdit::replace(tree.range(query.targets[place].node), tree.node_text(query.targets[from].node)))
        .collect();
    report.safe_fix("Put them in order", edits);
}

/// Wildcards, then columns and literals (also cast), then the rest.
fn band(tree: &Tree, target: &Target) -> u8 {
    match target.kind {
        TargetKind::Wildcard(_) => 0,
        TargetKind::Column(_) => 1,
        TargetKind::Expression => {
            let Some(child) = target.value else {
                // `current_date` is calculated, a literal is not.
                let calculated = tree.first_token(target.node).is_some_and(|first| tree.token_kind(first) == SyntaxKind::BareFunction);
                return if calculated { 2 } else { 1 };
            };
            let simple = match tree.kind(child) {
                SyntaxKind::Function => is_function_named(tree, child, "cast"),
                SyntaxKind::Expression => is_plain_cast(tree, child),
                SyntaxKind::CastExpression => is_cast_of_plain(tree, child),
                _ => false,
            };
            if simple { 1 } else { 2 }
        }
    }
}

fn is_plain_cast(tree: &Tree, expression: NodeId) -> bool {
    let mut elements = tree.solid_elements(expression);
    matches!((elements.next(), elements.next()), (Some(Element::Node(cast)), None) if tree.kind(cast) == SyntaxKind::CastExpression && is_cast_of_plain(tree, cast))
}

/// `column::type` and `'literal'::type`
fn is_cast_of_plain(tree: &Tree, cast: NodeId) -> bool {
    match tree.solid_elements(cast).next() {
        Some(Element::Node(operand)) => tree.kind(operand) == SyntaxKind::ColumnReference,
        Some(Element::Token(_)) => true,
        None => false,
    }
}

const DEEPEST: usize = 32;

/// Whether others count on the order of the columns: an INSERT, a set operation, a list of names, or a wildcard over any of these.
fn order_matters(tree: &Tree, queries: &Queries, select: NodeId, depth: usize) -> bool {
    let mut below = select;
    for above in tree.ancestors(select) {
        match tree.kind(above) {
            SyntaxKind::SetExpression
            | SyntaxKind::InsertStatement
            | SyntaxKind::MergeStatement
            | SyntaxKind::CreateTableStatement
            | SyntaxKind::CreateTableAsStatement => return true,
            SyntaxKind::CommonTableExpression => {
                let Some(cte) = queries.ctes.iter().find(|cte| cte.node == above) else { return false };
                return cte.columns.is_some() || (depth < DEEPEST && star_over_matters(tree, queries, cte, depth));
            }
            SyntaxKind::SelectStatement => {
                let starred = queries.of_node(above).is_some_and(has_star);
                if !starred || !in_from(tree, above, below) {
                    return false;
                }
            }
            SyntaxKind::Statement => return false,
            kind if kind.name().starts_with("create_") => return names_columns(tree, above, below),
            _ => {}
        }
        if tree.kind(above) != SyntaxKind::Bracketed {
            below = above;
        }
    }
    false
}

fn has_star(query: &Query) -> bool {
    query.targets.iter().any(|target| matches!(target.kind, TargetKind::Wildcard(_)))
}

fn in_from(tree: &Tree, select: NodeId, inside: NodeId) -> bool {
    tree.kind(inside) == SyntaxKind::FromClause && tree.parent(inside) == Some(select)
}

/// Whether some query takes all columns of the CTE to a place where their order matters.
fn star_over_matters(tree: &Tree, queries: &Queries, cte: &Cte, depth: usize) -> bool {
    queries.all.iter().filter(|query| query.kind == QueryKind::Select && has_star(query)).any(|query| {
        let reads = query
            .sources
            .iter()
            .filter_map(crate::semantic::Source::table)
            .filter(|&table| last_identifier(tree, table).is_some_and(|last| same_name(tree.token_text(last), tree.token_text(cte.name))))
            .any(|table| queries.cte_of(tree, table).is_some_and(|found| found.node == cte.node));
        reads && order_matters(tree, queries, query.node, depth + 1)
    })
}

/// Whether a CREATE lists its columns before the query.
fn names_columns(tree: &Tree, create: NodeId, query: NodeId) -> bool {
    tree.children(create).take_while(|&child| child != query).any(|child| {
        tree.kind(child) == SyntaxKind::Bracketed || tree.kind(child).name().contains("column") || tree.node_text(child).starts_with('(')
    })
}

/// Whether GROUP BY or ORDER BY name columns by their places.
fn counts_columns(tree: &Tree, select: NodeId) -> bool {
    tree.children(select)
        .filter(|&clause| matches!(tree.kind(clause), SyntaxKind::GroupbyClause | SyntaxKind::OrderbyClause))
        .flat_map(|clause| tree.solid_tokens(clause))
        .any(|token| matches!(tree.token_kind(token), SyntaxKind::NumericLiteral | SyntaxKind::IntegerLiteral))
}
