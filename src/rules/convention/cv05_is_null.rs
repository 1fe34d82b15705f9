use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::syntax::{Element, NodeId, SyntaxKind};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "CV05", name: "convention.is_null" },
    aliases: &["L049"],
    groups: &["core", "convention"],
    docs: include_str!("../../../rules/CV05.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Customary, Change::Structure),
    check: Check::TolerantNode(&[SyntaxKind::ComparisonOperator], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    let tree = cx.tree;
    // `set a = null`, options, arguments by name and the like assign.
    let Some(parent) = tree.parent(node).filter(|&parent| tree.kind(parent) == SyntaxKind::Expression) else { return };
    let mut operator = tree.solid_tokens(node);
    let negated = match (operator.next().map(|token| tree.token_text(token)), operator.next().map(|token| tree.token_text(token))) {
        (Some("="), None) => false,
        (Some("<>" | "!="), None) | (Some("<"), Some(">")) | (Some("!"), Some("=")) => true,
        _ => return,
    };
    let Some(Element::Token(null)) = tree.element_after(node) else { return };
    // T-SQL sets variables in a select list.
    let sets_variable = tree.first_token(parent).is_some_and(|first| tree.token_text(first).starts_with('@'))
        && tree.parent(parent).is_some_and(|above| tree.kind(above) == SyntaxKind::SelectClauseElement);
    if sets_variable {
        return;
    }
    if tree.token_kind(null) != SyntaxKind::NullLiteral {
        return;
    }
    let upper = tree.token_text(null).starts_with('N');
    let word = match (negated, upper) {
        (false, true) => "IS",
        (false, false) => "is",
        (true, true) => "IS NOT",
        (true, false) => "is not",
    };
    let range = tree.range(node);
    let spaced = |touches: bool| if touches { " " } else { "" };
    let before =
        tree.first_token(node).and_then(|first| tree.previous_token(first)).is_some_and(|token| !tree.token_kind(token).is_trivia());
    let after = tree.last_token(node).and_then(|last| tree.next_token(last)) == Some(null);
    out.report(range, format!("`{} NULL` is never true", tree.node_text(node))).customary_fix(
        format!("Write {word} NULL"),
        vec![RenderedEdit::replace(range, format!("{}{word}{}", spaced(before), spaced(after)))],
    );
}
