use crate::config::rule_options::JoinTypes;
use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::syntax::{Element, NodeId, SyntaxKind, TokenId, Tree};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "AM05", name: "ambiguous.join" },
    aliases: &["L051"],
    groups: &["ambiguous"],
    docs: include_str!("../../../rules/AM05.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Spelling),
    check: Check::TolerantNode(&[SyntaxKind::JoinClause], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    let tree = cx.tree;
    let mut words = tree.solid_elements(node).map_while(|element| match element {
        Element::Token(token) if tree.token_kind(token) == SyntaxKind::Keyword => Some(token),
        _ => None,
    });
    let (Some(first), second) = (words.next(), words.next()) else { return };
    let wanted = cx.settings.rules.am05.fully_qualify_join_types;
    let range = tree.token_range(first);
    if tree.token_is(first, "join") {
        if wanted != JoinTypes::Outer {
            let word = if is_lower(tree, first) { "inner " } else { "INNER " };
            out.report(range, "JOIN does not say which kind of join it is")
                .safe_fix("Write INNER JOIN", vec![RenderedEdit::insert(range.start(), word)]);
        }
        return;
    }
    let outer = ["left", "right", "full"].iter().any(|side| tree.token_is(first, side));
    if outer && wanted != JoinTypes::Inner && second.is_some_and(|token| tree.token_is(token, "join")) {
        let word = if is_lower(tree, first) { " outer" } else { " OUTER" };
        out.report(range, format!("`{} join` leaves out OUTER", tree.token_text(first)))
            .safe_fix("Write OUTER", vec![RenderedEdit::insert(range.end(), word)]);
    }
}

fn is_lower(tree: &Tree, word: TokenId) -> bool {
    tree.token_text(word).contains(char::is_lowercase)
}
