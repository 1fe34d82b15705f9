use crate::diagnostic::{Applicability, Level, RuleName};
use crate::dialect::Dialect;
use crate::jinja::RenderedEdit;
use crate::rules::edits;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Cte, Path, unquote};
use crate::syntax::{NodeId, SyntaxKind, Tree};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "ST03", name: "structure.unused_cte" },
    aliases: &["L045"],
    groups: &["core", "structure"],
    docs: include_str!("../../../rules/ST03.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Unsafe, Change::Structure),
    check: Check::Nodes(&[SyntaxKind::WithCompoundStatement, SyntaxKind::TableReference, SyntaxKind::ObjectReference], check),
};

fn check(cx: &Cx<'_>, nodes: &[NodeId], out: &mut Sink<'_>) {
    let tree = cx.tree;
    for (node, behind) in nodes.iter().zip(1..) {
        if tree.kind(*node) == SyntaxKind::WithCompoundStatement {
            let inside = nodes[behind..].iter().copied().take_while(|&below| tree.is_ancestor(*node, below));
            check_with(cx, *node, inside.filter(|&below| tree.kind(below) != SyntaxKind::WithCompoundStatement), out);
        }
    }
}

/// Checks the CTEs of a WITH, given the names of tables inside.
fn check_with(cx: &Cx<'_>, node: NodeId, tables: impl Iterator<Item = NodeId>, out: &mut Sink<'_>) {
    let tree = cx.tree;
    // What could not be read, or a relation that is not known, may be the CTE.
    if !cx.is_certain(&RULE, node) {
        return;
    }
    // Without a query behind it, the rest was not read.
    if !tree.children(node).any(|child| tree.kind(child) != SyntaxKind::CommonTableExpression) {
        return;
    }
    // What is no query but an expression, or a statement that changes rows, does its work unread.
    let arrays = cx.dialect.id == Dialect::Bigquery;
    let queries = cx.queries();
    // A CTE is used where it is named, unless that is inside itself.
    let inside = queries.ctes_inside(tree, node);
    let mut used = vec![false; inside.len()];
    for table in tables {
        let path = Path::of(tree, table);
        let Some(name) = path.first().filter(|_| path.len() == 1 || arrays) else { continue };
        for (at, cte) in queries.ctes_called(tree, name).filter(|(_, cte)| cte.with == node) {
            used[at - inside.start] |= !tree.is_ancestor(cte.node, table);
        }
    }
    for (cte, is_used) in queries.ctes[inside].iter().zip(used).filter(|(cte, _)| cte.with == node && cte.body.is_some()) {
        if !is_used {
            let name = unquote(tree.token_text(cte.name));
            let report = out.report(tree.token_range(cte.name), format!("The CTE `{name}` is never used"));
            if let Some(edit) = removal(tree, cte) {
                report.unsafe_fix("Remove it", vec![edit]);
            }
        }
    }
}

/// The CTE up to the next, or with the comma before it. The only one of a WITH stays, and so does what a comment stands in.
fn removal(tree: &Tree, cte: &Cte) -> Option<RenderedEdit> {
    let ctes: Vec<NodeId> = tree.children_of(cte.with, SyntaxKind::CommonTableExpression).collect();
    let at = ctes.iter().position(|&other| other == cte.node)?;
    let range = match (ctes.get(at + 1), at.checked_sub(1).map(|before| ctes[before])) {
        (Some(&next), _) => TextRange::new(tree.range(cte.node).start(), tree.range(next).start()),
        (None, Some(before)) => TextRange::new(tree.range(before).end(), tree.range(cte.node).end()),
        (None, None) => return None,
    };
    (!edits::holds_comment(tree, range)).then(|| RenderedEdit::delete(range))
}
