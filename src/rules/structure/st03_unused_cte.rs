use rustc_hash::FxHashMap;

use crate::diagnostic::{Applicability, Level, RuleName};
use crate::dialect::Dialect;
use crate::jinja::RenderedEdit;
use crate::rules::edits;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{AnyCase, Cte, Path, unquote};
use crate::syntax::{NodeId, SyntaxKind, Tree};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "ST03", name: "structure.unused_cte" },
    aliases: &["L045"],
    groups: &["core", "structure"],
    docs: include_str!("../../../rules/ST03.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Unsafe, Change::Structure),
    check: Check::TolerantNode(&[SyntaxKind::WithCompoundStatement], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
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
    // The first and the last place where a name is used: a CTE that nobody but itself names holds both.
    let mut used: FxHashMap<AnyCase<'_>, (NodeId, NodeId)> = FxHashMap::default();
    for below in
        tree.descendants(node).filter(|&below| matches!(tree.kind(below), SyntaxKind::TableReference | SyntaxKind::ObjectReference))
    {
        let path = Path::of(tree, below);
        if let Some(name) = path.first().filter(|_| path.len() == 1 || arrays) {
            used.entry(AnyCase::of(name)).and_modify(|(_, last)| *last = below).or_insert((below, below));
        }
    }
    for cte in cx.queries().ctes_of(tree, node).filter(|cte| cte.body.is_some()) {
        let name = unquote(tree.token_text(cte.name));
        let places = used.get(&AnyCase::of(name));
        let is_used = places.is_some_and(|&(first, last)| !tree.is_ancestor(cte.node, first) || !tree.is_ancestor(cte.node, last));
        if !is_used {
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
