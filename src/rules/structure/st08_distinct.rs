use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink, Word};
use crate::semantic::inner_query;
use crate::syntax::{Element, NodeId, SyntaxKind, Tree};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "ST08", name: "structure.distinct" },
    aliases: &["L015"],
    groups: &["core", "structure"],
    docs: include_str!("../../../rules/ST08.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Structure),
    check: Check::Word(&[SyntaxKind::Keyword], check),
};

fn check(cx: &Cx<'_>, word: &Word, out: &mut Sink<'_>) {
    let token = word.token;
    let tree = cx.tree;
    if !tree.token_is(token, "distinct") {
        return;
    }
    let mut next = tree.next_token(token);
    while let Some(trivia) = next.filter(|&next| tree.token_kind(next).is_trivia()) {
        next = tree.next_token(trivia);
    }
    let Some(open) = next.filter(|&next| tree.token_kind(next) == SyntaxKind::StartBracket) else { return };
    let brackets = tree.token_parent(open);
    if tree.kind(brackets) != SyntaxKind::Bracketed || inner_query(tree, brackets).is_some() {
        return;
    }
    let touches = tree.next_token(token) == Some(open);
    let (open_range, range) = (tree.token_range(open), tree.range(brackets));
    let in_select = tree.kind(word.parent) == SyntaxKind::SelectClauseModifier;
    let whole = is_whole_expression(tree, brackets);
    let place = if in_select && whole { range } else { tree.token_range(token) };
    if whole {
        let several = tree
            .solid_elements(brackets)
            .any(|element| matches!(element, Element::Token(token) if tree.token_kind(token) == SyntaxKind::Comma));
        if several {
            return;
        }
        let inside = tree.next_token(open).map_or(open_range.end(), |after| {
            if tree.token_kind(after) == SyntaxKind::Whitespace { tree.token_range(after).end() } else { open_range.end() }
        });
        let edits = vec![
            RenderedEdit::replace(TextRange::new(open_range.start(), inside), if touches { " " } else { "" }),
            RenderedEdit::delete(TextRange::new(range.end() - 1, range.end())),
        ];
        out.report(place, "DISTINCT is no function: the brackets say nothing").safe_fix("Remove the brackets", edits);
    } else if touches {
        out.report(place, "DISTINCT is no function: it does not apply to the brackets alone")
            .safe_fix("Set the two apart", vec![RenderedEdit::insert(open_range.start(), " ")]);
    }
}

/// Whether the brackets are all there is, an alias aside.
fn is_whole_expression(tree: &Tree, brackets: NodeId) -> bool {
    let Some(parent) = tree.parent(brackets) else { return false };
    match tree.kind(parent) {
        SyntaxKind::Expression => tree.solid_elements(parent).count() == 1,
        _ => true,
    }
}
