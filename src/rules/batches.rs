//! What the rules on batch separators share: a separator that ends nothing.

use super::{Cx, Sink};
use crate::jinja::RenderedEdit;
use crate::syntax::{SyntaxKind, TokenId, Tree};
use crate::text::TextRange;

/// Reports each separator (alone on its line) that follows another with nothing but white space and comments between.
pub fn check(cx: &Cx<'_>, is_separator: impl Fn(TokenId) -> bool, name: &str, out: &mut Sink<'_>) {
    let tree = cx.tree;
    let mut after_separator = false;
    for token in tree.all_tokens().filter(|&token| !tree.token_kind(token).is_trivia()) {
        if !(is_separator(token) && stands_alone(tree, token)) {
            after_separator = false;
            continue;
        }
        if after_separator {
            let range = tree.token_range(token);
            let start = tree.previous_token(token).filter(|&before| tree.token_kind(before) == SyntaxKind::Newline);
            let start = start.map_or(range.start(), |newline| tree.token_range(newline).start());
            out.report(range, format!("`{name}` ends an empty batch"))
                .safe_fix("Remove it", vec![RenderedEdit::delete(TextRange::new(start, range.end()))]);
        }
        after_separator = true;
    }
}

fn stands_alone(tree: &Tree, token: TokenId) -> bool {
    let ends_line =
        |token: Option<TokenId>| token.is_none_or(|token| matches!(tree.token_kind(token), SyntaxKind::Newline | SyntaxKind::EndOfFile));
    ends_line(tree.previous_token(token)) && ends_line(tree.next_token(token))
}
