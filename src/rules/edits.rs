//! Edits that several rules ask for.

use crate::jinja::RenderedEdit;
use crate::semantic::space_before;
use crate::syntax::{NodeFlags, NodeId, Tree};
use crate::text::TextRange;

/// Removes a node and the white space before it.
pub fn remove_node(tree: &Tree, node: NodeId) -> RenderedEdit {
    let range = tree.range(node);
    let start = tree.first_token(node).map_or(range.start(), |first| space_before(tree, first));
    // Alone on its line behind a line comment, it goes with the line.
    let text = tree.text();
    let line = text[..range.start() as usize].trim_end_matches([' ', '\t']);
    let alone = start == range.start()
        && line.ends_with('\n')
        && text[range.end() as usize..].trim_start_matches([' ', '\t']).starts_with(['\n', '\r']);
    let start = if alone { u32::try_from(line.trim_end_matches(['\n', '\r']).len()).unwrap_or(start) } else { start };
    RenderedEdit::delete(TextRange::new(start, range.end()))
}

/// Whether a comment stands in a node.
pub fn has_comment(tree: &Tree, node: NodeId) -> bool {
    tree.flags(node).contains(NodeFlags::HAS_COMMENT)
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
