use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::syntax::{NodeId, SyntaxKind, Tree};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "CV13", name: "convention.last_select_star" },
    aliases: &[],
    groups: &["convention"],
    docs: include_str!("../../../rules/CV13.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::File(check),
};

fn check(cx: &Cx<'_>, out: &mut Sink<'_>) {
    if !cx.settings.rules.cv13.force_enable {
        return;
    }
    let tree = cx.tree;
    let statements = tree.nodes().filter(|&node| tree.kind(node) == SyntaxKind::Statement);
    let Some(last) = statements.last() else { return };
    let Some(with) = tree.child(last, SyntaxKind::WithCompoundStatement) else { return };
    let Some(query) = tree.children(with).find(|&child| tree.kind(child) != SyntaxKind::CommonTableExpression) else { return };
    if !is_plain_star(tree, query) {
        let place = if tree.kind(query) == SyntaxKind::SelectStatement { query } else { with };
        out.report(tree.range(place), "The last query does more than select all columns of the last CTE");
    }
}

/// `select * from cte`, and nothing else.
fn is_plain_star(tree: &Tree, query: NodeId) -> bool {
    if tree.kind(query) != SyntaxKind::SelectStatement {
        return false;
    }
    let mut clauses = tree.children(query);
    let (Some(select), Some(from), None) = (clauses.next(), clauses.next(), clauses.next()) else { return false };
    let mut items = tree.children(select);
    let (Some(item), None) = (items.next(), items.next()) else { return false };
    let mut parts = tree.children(item);
    let (Some(wildcard), None) = (parts.next(), parts.next()) else { return false };
    tree.kind(from) == SyntaxKind::FromClause && tree.kind(wildcard) == SyntaxKind::WildcardExpression
}
