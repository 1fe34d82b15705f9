use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::inner_query;
use crate::syntax::{Element, NodeId, SyntaxKind};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "CV07", name: "convention.statement_brackets" },
    aliases: &["L053"],
    groups: &["convention"],
    docs: include_str!("../../../rules/CV07.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Structure),
    check: Check::Node(&[SyntaxKind::Statement], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    let tree = cx.tree;
    let mut children = tree.solid_elements(node);
    let (Some(Element::Node(brackets)), None) = (children.next(), children.next()) else { return };
    if tree.kind(brackets) != SyntaxKind::Bracketed || inner_query(tree, brackets).is_none() {
        return;
    }
    let (Some(open), Some(close)) = (tree.first_token(brackets), tree.last_token(brackets)) else { return };
    let edits = vec![RenderedEdit::delete(tree.token_range(open)), RenderedEdit::delete(tree.token_range(close))];
    out.report(tree.range(brackets), "The whole statement stands in brackets").safe_fix("Remove the brackets", edits);
}
