use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink, WordClass};
use crate::syntax::{SyntaxKind, TokenId, Tree};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "ST12", name: "structure.consecutive_semicolons" },
    aliases: &[],
    groups: &["structure"],
    docs: include_str!("../../../rules/ST12.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Structure),
    check: Check::File(check),
};

fn check(cx: &Cx<'_>, out: &mut Sink<'_>) {
    for word in cx.words().of_class(WordClass::TERMINATOR) {
        check_terminator(cx.tree, word.token, out);
    }
}

fn check_terminator(tree: &Tree, token: TokenId, out: &mut Sink<'_>) {
    let is_semicolon = |token: TokenId| tree.token_kind(token) == SyntaxKind::StatementTerminator && tree.token_text(token) == ";";
    let blank = |token: TokenId| matches!(tree.token_kind(token), SyntaxKind::Whitespace | SyntaxKind::Newline);
    if !is_semicolon(token) {
        return;
    }
    let mut before = tree.previous_token(token);
    while let Some(space) = before.filter(|&before| blank(before)) {
        before = tree.previous_token(space);
    }
    if before.is_some_and(is_semicolon) {
        return;
    }
    let mut extra = Vec::new();
    let mut at = tree.next_token(token);
    while let Some(next) = at.filter(|&next| blank(next) || is_semicolon(next)) {
        if is_semicolon(next) {
            extra.push(RenderedEdit::delete(tree.token_range(next)));
        }
        at = tree.next_token(next);
    }
    if !extra.is_empty() {
        out.report(tree.token_range(token), "Several semicolons follow each other").safe_fix("Keep one", extra);
    }
}
