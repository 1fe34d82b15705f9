//! What the rules on batch separators share: a separator that ends nothing.

use super::{Cx, Sink};
use crate::jinja::RenderedEdit;
use crate::syntax::{SyntaxKind, TokenId, Tree};
use crate::text::TextRange;

/// Reports each separator (alone on its line) that follows another with nothing but white space and comments between.
pub fn check(cx: &Cx<'_>, is_separator: impl Fn(TokenId) -> bool, name: &str, out: &mut Sink<'_>) {
    let tree = cx.tree;
    // Nothing stands before the first.
    let mut after_separator = true;
    let mut count = None;
    for token in tree.all_tokens().filter(|&token| !tree.token_kind(token).is_trivia()) {
        if count == Some(token) {
            continue;
        }
        if !(is_separator(token) && stands_alone(tree, token)) {
            after_separator = false;
            continue;
        }
        count = repetitions(tree, token);
        if after_separator {
            let range = tree.token_range(token);
            let start = tree.previous_token(token).filter(|&before| tree.token_kind(before) == SyntaxKind::Newline);
            // With the line end before it; where there is none, with the one behind.
            let behind = tree.next_token(token).filter(|&next| tree.token_kind(next) == SyntaxKind::Newline && start.is_none());
            let gone = TextRange::new(
                start.map_or(range.start(), |newline| tree.token_range(newline).start()),
                behind.map_or(range.end(), |newline| tree.token_range(newline).end()),
            );
            let report = out.report(range, format!("`{name}` ends an empty batch"));
            if count.is_none() {
                report.safe_fix("Remove it", vec![RenderedEdit::delete(gone)]);
            }
        }
        after_separator = true;
    }
}

fn stands_alone(tree: &Tree, token: TokenId) -> bool {
    let blank = |token: &TokenId| tree.token_kind(*token) == SyntaxKind::Whitespace;
    let ends_line =
        |token: Option<TokenId>| token.is_none_or(|token| matches!(tree.token_kind(token), SyntaxKind::Newline | SyntaxKind::EndOfFile));
    let mut before = std::iter::successors(tree.previous_token(token), |&at| tree.previous_token(at)).skip_while(blank);
    let last = repetitions(tree, token).unwrap_or(token);
    ends_line(before.next()) && ends_line(tree.next_token(last))
}

/// The number behind `GO`.
fn repetitions(tree: &Tree, token: TokenId) -> Option<TokenId> {
    let space = tree.next_token(token).filter(|&next| tree.token_kind(next) == SyntaxKind::Whitespace)?;
    tree.next_token(space).filter(|&next| matches!(tree.token_kind(next), SyntaxKind::NumericLiteral | SyntaxKind::IntegerLiteral))
}
