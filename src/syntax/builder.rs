//! Building a tree: nodes are pushed when they are complete, so in post-order, and permuted to pre-order once.

use std::sync::Arc;

use super::node::{Node, Nodes};
use super::{NodeFlags, SyntaxError, SyntaxKind, TokenId, Tokens, Tree};
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

/// A complete node: `first..end` are its tokens, `subtree` the number of nodes below it.
#[derive(Clone, Copy, Debug)]
struct Built {
    kind: SyntaxKind,
    first: u32,
    end: u32,
    subtree: u32,
}

/// Collects nodes over tokens that are already there. Knows no grammar.
#[derive(Debug, Default)]
pub struct TreeBuilder {
    nodes: Vec<Built>,
    errors: Vec<SyntaxError>,
}

impl TreeBuilder {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A builder with room for `nodes`.
    #[must_use]
    pub fn with_capacity(nodes: usize) -> Self {
        Self { nodes: Vec::with_capacity(nodes), errors: Vec::new() }
    }

    /// `token` is the index of the first token (not trivia) that the node would hold.
    #[must_use]
    pub fn mark(&self, token: TokenId) -> Mark {
        Mark { token: token.0, nodes: u32::try_from(self.nodes.len()).unwrap_or(u32::MAX) }
    }

    /// Completes a node over the tokens from the mark to `end` (exclusive, the index after its last solid token);
    /// every node completed since the mark becomes its descendant. The mark stays usable: completing it again wraps.
    pub fn complete(&mut self, mark: Mark, end: TokenId, kind: SyntaxKind) {
        // What was marked as missing before anything was consumed lies behind the trivia in front of the node.
        for node in self.nodes[mark.nodes as usize..].iter_mut().take_while(|node| node.first < mark.token) {
            (node.first, node.end) = (mark.token, node.end.max(mark.token));
        }
        let subtree = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX) - mark.nodes;
        self.nodes.push(Built { kind, first: mark.token, end: end.0.max(mark.token), subtree });
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
    pub fn finish(self, text: Arc<str>, mut tokens: Tokens) -> Tree {
        let count = self.nodes.len();
        assert!(count > 0 && self.nodes[count - 1].subtree as usize + 1 == count, "the root must hold every node");
        tokens.shrink();
        let mut nodes = to_pre_order(&self.nodes);
        set_flags(&mut nodes, &tokens);
        Tree::new(text, tokens, nodes, self.errors)
    }
}

/// One backwards pass: a node's place is known from its parent's end and its own subtree.
fn to_pre_order(post: &[Built]) -> Nodes {
    struct Open {
        pre: u32,
        /// One past the pre-order place of the child that comes next, from the right.
        end: u32,
    }
    let mut nodes = Nodes::new(post.len());
    let mut open: Vec<Open> = Vec::new();
    for &Built { kind, first, end, subtree } in post.iter().rev() {
        while open.last().is_some_and(|top| top.end == top.pre + 1) {
            open.pop();
        }
        let (pre, parent) = match open.last_mut() {
            None => (0, 0),
            Some(top) => {
                top.end -= subtree + 1;
                (top.end, top.pre)
            }
        };
        nodes.set(pre, Node { kind, first, end, subtree, parent });
        open.push(Open { pre, end: pre + subtree + 1 });
    }
    nodes.complete();
    nodes
}

fn set_flags(nodes: &mut Nodes, tokens: &Tokens) {
    let count = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
    let comments: Vec<u32> = (0u32..).zip(tokens.kinds()).filter(|(_, kind)| kind.is_comment()).map(|(token, _)| token).collect();
    let mut next_comment = 0;
    for id in 0..count {
        while comments.get(next_comment).is_some_and(|&comment| comment < nodes.first(id)) {
            next_comment += 1;
        }
        let Some(&comment) = comments.get(next_comment) else { break };
        if comment < nodes.end(id) {
            nodes.add_flags(id, NodeFlags::HAS_COMMENT);
        }
    }
    for id in (0..count).rev() {
        if nodes.kind(id) == SyntaxKind::Unparsable {
            nodes.add_flags(id, NodeFlags::HAS_ERROR);
        }
        if nodes.flags(id).contains(NodeFlags::HAS_ERROR) {
            nodes.add_flags(nodes.parent(id), NodeFlags::HAS_ERROR);
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
        let tokens = Tokens::new(kinds, &[0, 1, 2, 3, 4, 5]);
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
