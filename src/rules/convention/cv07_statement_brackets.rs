use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::inner_query;
use crate::syntax::{Element, NodeId, SyntaxKind, TokenId, Tree};
use crate::text::TextRange;

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
    // A line that held nothing but the bracket goes with it.
    let open_end = tree.next_token(open).filter(|&next| tree.token_kind(next) == SyntaxKind::Newline).unwrap_or(open);
    let close_start = match tree.previous_token(close).filter(|&before| tree.token_kind(before) == SyntaxKind::Newline) {
        Some(newline) if ends_line(tree, close) => tree.token_range(newline).start(),
        _ => tree.token_range(close).start(),
    };
    let edits = vec![
        RenderedEdit::delete(TextRange::new(tree.token_range(open).start(), tree.token_range(open_end).end())),
        RenderedEdit::delete(TextRange::new(close_start, tree.token_range(close).end())),
    ];
    out.report(tree.range(brackets), "The whole statement stands in brackets").safe_fix("Remove the brackets", edits);
}

fn ends_line(tree: &Tree, token: TokenId) -> bool {
    tree.next_token(token).is_none_or(|next| matches!(tree.token_kind(next), SyntaxKind::Newline | SyntaxKind::EndOfFile))
}
