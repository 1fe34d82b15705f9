use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::syntax::{Element, NodeId, SyntaxKind, TokenId};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "AM03", name: "ambiguous.order_by" },
    aliases: &["L037"],
    groups: &["ambiguous"],
    docs: include_str!("../../../rules/AM03.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Spelling),
    check: Check::Node(&[SyntaxKind::OrderbyClause], check),
};

/// One column to order by: where its direction would stand, and what it is.
struct Term {
    end: u32,
    direction: Option<TokenId>,
}

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    let tree = cx.tree;
    let mut terms: Vec<Term> = Vec::new();
    let mut open = true;
    // What an expression is ordered by is seen from the expression; only columns are compared.
    let mut plain = false;
    for element in tree.solid_elements(node) {
        match element {
            Element::Token(token) if tree.token_kind(token) == SyntaxKind::Comma => open = true,
            Element::Token(token) if tree.token_is(token, "asc") || tree.token_is(token, "desc") => {
                if let Some(term) = terms.last_mut().filter(|_| plain) {
                    term.direction = Some(token);
                }
            }
            Element::Token(token) if tree.token_kind(token) == SyntaxKind::Keyword => {}
            Element::Node(child) if open => {
                plain = tree.kind(child) == SyntaxKind::ColumnReference;
                if plain {
                    terms.push(Term { end: tree.range(child).end(), direction: None });
                }
                open = false;
            }
            Element::Node(_) | Element::Token(_) => open = false,
        }
    }
    // All or none: only a mixture makes readers wonder. `a asc, b` says less than it seems, but no other direction is meant.
    let told = terms.iter().filter(|term| term.direction.is_some()).count();
    if told == 0 || told == terms.len() {
        return;
    }
    let edits = terms.iter().filter(|term| term.direction.is_none()).map(|term| RenderedEdit::insert(term.end, " ASC")).collect();
    out.report(tree.range(node), "ORDER BY gives a direction for some columns only").safe_fix("Write ASC", edits);
}
