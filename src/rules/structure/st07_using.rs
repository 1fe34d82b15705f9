use crate::diagnostic::{Applicability, Level, RuleName};
use crate::dialect::Dialect;
use crate::jinja::RenderedEdit;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Path, Query, Source, identifiers, keyword, same_name};
use crate::syntax::{NodeId, SyntaxKind, TokenId};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "ST07", name: "structure.using" },
    aliases: &["L032"],
    groups: &["structure"],
    docs: include_str!("../../../rules/ST07.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Structure),
    check: Check::TolerantNode(&[SyntaxKind::JoinClause], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    let tree = cx.tree;
    // ClickHouse gives columns of USING another meaning than equal ones.
    let Some(using) = keyword(tree, node, "using").filter(|_| cx.dialect.id != Dialect::Clickhouse) else { return };
    let report = out.report(tree.token_range(using), "USING leaves open whose columns are meant");
    let select = tree.ancestors(node).find(|&above| tree.kind(above) == SyntaxKind::SelectStatement);
    let Some(query) = select.and_then(|select| cx.queries().of_node(select)) else { return };
    if let Some(condition) = condition(cx, query, node, using) {
        report.safe_fix("Write the condition", vec![condition]);
    }
}

/// Only with one table before the join is it clear whose columns they are; and a column that somebody names without its
/// table would be ambiguous afterwards.
fn condition(cx: &Cx<'_>, query: &Query, join: NodeId, using: TokenId) -> Option<RenderedEdit> {
    let tree = cx.tree;
    let tables = |source: &&Source| tree.parent(join).is_some_and(|from| tree.is_ancestor(from, source.element));
    let mut beside = query.sources.iter().filter(tables);
    let (left, right) = (beside.next()?, beside.next()?);
    if right.join != Some(join) {
        return None;
    }
    let (left, right) = (left.name(tree)?, right.name(tree)?);
    if !cx.is_literal(tree.token_range(left)) || !cx.is_literal(tree.token_range(right)) {
        return None;
    }
    let list = tree.children_of(join, SyntaxKind::Bracketed).find(|&list| tree.first_token(list) > Some(using))?;
    let columns: Vec<&str> = std::iter::once(list)
        .chain(tree.descendants(list))
        .flat_map(|below| identifiers(tree, below))
        .map(|token| tree.token_text(token))
        .collect();
    let named_plainly = query.references.iter().any(|reference| {
        let path = Path::of(tree, reference.node);
        path.first().is_some_and(|first| columns.iter().any(|column| same_name(column, first)))
    });
    if columns.is_empty() || named_plainly {
        return None;
    }
    let (left, right) = (tree.token_text(left), tree.token_text(right));
    let conditions: Vec<String> = columns.iter().map(|column| format!("{left}.{column} = {right}.{column}")).collect();
    let range = TextRange::new(tree.token_range(using).start(), tree.range(list).end());
    Some(RenderedEdit::replace(range, format!("ON {}", conditions.join(" AND "))))
}
