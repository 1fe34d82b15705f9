//! Edits that several rules ask for.

use crate::jinja::RenderedEdit;
use crate::semantic::space_before;
use crate::syntax::{NodeId, Tree};
use crate::text::TextRange;

/// Removes a node and the white space before it.
pub fn remove_node(tree: &Tree, node: NodeId) -> RenderedEdit {
    let range = tree.range(node);
    let start = tree.first_token(node).map_or(range.start(), |first| space_before(tree, first));
    RenderedEdit::delete(TextRange::new(start, range.end()))
}

/// Whether a comment begins in a range.
pub fn holds_comment(tree: &Tree, range: TextRange) -> bool {
    tree.tokens_in(range).any(|token| tree.token_kind(token).is_comment())
}
