use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Columns, Width, is_query};
use crate::syntax::{NodeId, SyntaxKind, Tree};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "AM04", name: "ambiguous.column_count" },
    aliases: &["L044"],
    groups: &["ambiguous"],
    docs: include_str!("../../../rules/AM04.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::TolerantNode(&[SyntaxKind::Statement], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    let tree = cx.tree;
    let queries = cx.queries();
    let columns = Columns::new(tree, queries);
    for query in outermost_queries(tree, node) {
        if !cx.is_certain(&RULE, query) {
            continue;
        }
        if let Width::Unknown(Some(wildcard)) = columns.of_node(query) {
            let star = tree.solid_tokens(wildcard).find(|&token| tree.token_kind(token) == SyntaxKind::Star);
            let place = star.map_or_else(|| tree.range(wildcard), |star| tree.token_range(star));
            out.report(place, "How many columns this gives depends on tables that may change");
        }
    }
}

/// The query of a statement: the statement itself, or what CREATE and INSERT take their rows from.
fn outermost_queries(tree: &Tree, statement: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    tree.children(statement).filter_map(move |child| {
        if is_query(tree.kind(child)) {
            return Some(child);
        }
        tree.children(child).find_map(|below| crate::semantic::inner_query(tree, below))
    })
}
