//! Edits that several rules ask for.

use crate::jinja::RenderedEdit;
use crate::semantic::space_before;
use crate::syntax::{NodeId, TokenId, Tree};
use crate::text::TextRange;

/// Removes a node and the white space before it.
pub fn remove_node(tree: &Tree, node: NodeId) -> RenderedEdit {
    let range = tree.range(node);
    let start = tree.first_token(node).map_or(range.start(), |first| space_before(tree, first));
    RenderedEdit::delete(TextRange::new(start, range.end()))
}

/// Removes a token and the white space before it.
pub fn remove_token(tree: &Tree, token: TokenId) -> RenderedEdit {
    RenderedEdit::delete(TextRange::new(space_before(tree, token), tree.token_range(token).end()))
}

/// Whether a comment begins in a range.
pub fn holds_comment(tree: &Tree, range: TextRange) -> bool {
    let mut at = tree.token_at(range.start());
    while let Some(token) = at.filter(|&token| tree.token_range(token).start() < range.end()) {
        if tree.token_kind(token).is_comment() {
            return true;
        }
        at = tree.next_token(token);
    }
    false
}
