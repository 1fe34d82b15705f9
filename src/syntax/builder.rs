//! Building a tree: nodes are pushed when they are complete, so in post-order, and permuted to pre-order once.

use std::sync::Arc;

use super::tree::{Node, NodeFlags};
use super::{SyntaxError, SyntaxKind, TokenId, Tokens, Tree};
use crate::text::TextRange;

/// Where a node may begin: completing it later adopts everything pushed since.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    token: u32,
    nodes: u32,
}

impl Mark {
    /// The token the node would begin with.
    #[must_use]
    pub const fn token(self) -> TokenId {
        TokenId(self.token)
    }
}

/// Collects nodes over tokens that are already there. Knows no grammar.
#[derive(Debug, Default)]
pub struct TreeBuilder {
    nodes: Vec<Node>,
    errors: Vec<SyntaxError>,
}

impl TreeBuilder {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// `token` is the index of the first token (not trivia) that the node would hold.
    #[must_use]
    pub fn mark(&self, token: TokenId) -> Mark {
        Mark { token: token.0, nodes: u32::try_from(self.nodes.len()).unwrap_or(u32::MAX) }
    }

    /// Completes a node over the tokens from the mark to `end` (exclusive, the index after its last solid token);
    /// every node completed since the mark becomes its descendant. The mark stays usable: completing it again wraps.
    pub fn complete(&mut self, mark: Mark, end: TokenId, kind: SyntaxKind) {
        let subtree = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX) - mark.nodes;
        self.nodes.push(Node { kind, flags: NodeFlags::empty(), first: mark.token, end: end.0.max(mark.token), subtree });
    }

    /// Forgets every node completed since the mark, for a grammar that tries one reading and then another.
    pub fn rewind(&mut self, mark: Mark) {
        self.nodes.truncate(mark.nodes as usize);
    }

    pub fn error(&mut self, range: TextRange, message: impl Into<String>) {
        self.errors.push(SyntaxError { range, message: message.into() });
    }

    #[must_use]
    pub fn error_count(&self) -> usize {
        self.errors.len()
    }

    /// The message of the error recorded at `place`, counted from 0.
    #[must_use]
    pub fn error_message(&self, place: usize) -> Option<&str> {
        self.errors.get(place).map(|error| error.message.as_str())
    }

    pub fn truncate_errors(&mut self, count: usize) {
        self.errors.truncate(count);
    }

    /// Ends the building. The last node completed must be the root and hold all others.
    ///
    /// # Panics
    /// If it does not: a defect of the grammar.
    #[must_use]
    pub fn finish(self, text: Arc<str>, tokens: Tokens) -> Tree {
        let count = self.nodes.len();
        assert!(count > 0 && self.nodes[count - 1].subtree as usize + 1 == count, "the root must hold every node");
        let (nodes, parents) = to_pre_order(&self.nodes, &tokens);
        Tree::new(text, tokens, nodes, parents, self.errors)
    }
}

/// One backwards pass: a node's place is known from its parent's end and its own subtree.
fn to_pre_order(post: &[Node], tokens: &Tokens) -> (Vec<Node>, Vec<u32>) {
    struct Open {
        pre: u32,
        /// One past the pre-order place of the child that comes next, from the right.
        end: u32,
    }
    let count = post.len();
    let mut nodes = vec![post[count - 1]; count];
    let mut parents = vec![0; count];
    let mut open: Vec<Open> = Vec::new();
    for node in post.iter().rev() {
        while open.last().is_some_and(|top| top.end == top.pre + 1) {
            open.pop();
        }
        let (pre, parent) = match open.last_mut() {
            None => (0, 0),
            Some(top) => {
                let pre = top.end - node.subtree - 1;
                top.end = pre;
                (pre, top.pre)
            }
        };
        nodes[pre as usize] = *node;
        parents[pre as usize] = parent;
        open.push(Open { pre, end: pre + node.subtree + 1 });
    }
    set_flags(&mut nodes, &parents, tokens);
    (nodes, parents)
}

fn set_flags(nodes: &mut [Node], parents: &[u32], tokens: &Tokens) {
    let comments: Vec<u32> =
        (0..u32::try_from(tokens.len()).unwrap_or(u32::MAX)).filter(|&token| tokens.kind(TokenId(token)).is_comment()).collect();
    for id in (0..nodes.len()).rev() {
        let Node { kind, first, end, .. } = nodes[id];
        if kind == SyntaxKind::Unparsable {
            nodes[id].flags |= NodeFlags::HAS_ERROR;
        }
        if comments.get(comments.partition_point(|&comment| comment < first)).is_some_and(|&comment| comment < end) {
            nodes[id].flags |= NodeFlags::HAS_COMMENT;
        }
        if id > 0 && nodes[id].flags.contains(NodeFlags::HAS_ERROR) {
            nodes[parents[id] as usize].flags |= NodeFlags::HAS_ERROR;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{Element, NodeId};

    /// `a(b c)d`: the root holds a node over the first two words, which holds one over the second.
    #[test]
    fn permutes_to_pre_order() {
        let kinds = vec![SyntaxKind::Word, SyntaxKind::Whitespace, SyntaxKind::Word, SyntaxKind::Whitespace, SyntaxKind::Word];
        let tokens = Tokens::new(kinds, vec![0, 1, 2, 3, 4, 5]);
        let mut builder = TreeBuilder::new();
        let file = builder.mark(TokenId(0));
        let outer = builder.mark(TokenId(0));
        let inner = builder.mark(TokenId(2));
        builder.complete(inner, TokenId(3), SyntaxKind::ColumnReference);
        builder.complete(outer, TokenId(3), SyntaxKind::Expression);
        let second = builder.mark(TokenId(4));
        builder.complete(second, TokenId(5), SyntaxKind::Unparsable);
        builder.complete(file, TokenId(5), SyntaxKind::File);
        let tree = builder.finish("a b d".into(), tokens);
        let kinds: Vec<_> = tree.nodes().map(|node| tree.kind(node)).collect();
        assert_eq!(kinds, [SyntaxKind::File, SyntaxKind::Expression, SyntaxKind::ColumnReference, SyntaxKind::Unparsable]);
        assert_eq!(tree.children(tree.root()).count(), 2);
        assert_eq!(tree.node_text(NodeId(1)), "a b");
        assert_eq!(tree.parent(NodeId(2)), Some(NodeId(1)));
        assert!(tree.flags(tree.root()).contains(NodeFlags::HAS_ERROR));
        assert!(!tree.flags(NodeId(1)).contains(NodeFlags::HAS_ERROR));
        let under_root: Vec<_> = tree.solid_elements(tree.root()).collect();
        assert_eq!(under_root, [Element::Node(NodeId(1)), Element::Node(NodeId(3))]);
        assert_eq!(tree.token_parent(TokenId(2)), NodeId(2));
        assert_eq!(tree.token_parent(TokenId(3)), NodeId(0));
    }
}
