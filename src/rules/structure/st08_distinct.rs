use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{inner_query, previous_solid};
use crate::syntax::{Element, NodeId, SyntaxKind, TokenId, Tree};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "ST08", name: "structure.distinct" },
    aliases: &["L015"],
    groups: &["core", "structure"],
    docs: include_str!("../../../rules/ST08.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Structure),
    check: Check::TolerantNode(&[SyntaxKind::Bracketed], check),
};

fn check(cx: &Cx<'_>, brackets: NodeId, out: &mut Sink<'_>) {
    let tree = cx.tree;
    let Some(open) = own_start(tree, brackets) else { return };
    let distinct =
        previous_solid(tree, open).filter(|&before| tree.token_kind(before) == SyntaxKind::Keyword && tree.token_is(before, "distinct"));
    let Some(token) = distinct.filter(|_| inner_query(tree, brackets).is_none()) else { return };
    let touches = tree.next_token(token) == Some(open);
    let (open_range, range) = (tree.token_range(open), tree.range(brackets));
    let in_select = tree.kind(tree.token_parent(token)) == SyntaxKind::SelectClauseModifier;
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

/// The bracket that a node begins with.
fn own_start(tree: &Tree, brackets: NodeId) -> Option<TokenId> {
    let open = tree.first_token(brackets).filter(|&first| tree.token_kind(first) == SyntaxKind::StartBracket)?;
    let begins_inside = tree.children(brackets).next().is_some_and(|child| tree.first_token(child) == Some(open));
    (!begins_inside).then_some(open)
}

/// Whether the brackets are all there is, an alias aside.
fn is_whole_expression(tree: &Tree, brackets: NodeId) -> bool {
    let Some(parent) = tree.parent(brackets) else { return false };
    match tree.kind(parent) {
        SyntaxKind::Expression => tree.solid_elements(parent).count() == 1,
        _ => true,
    }
}
