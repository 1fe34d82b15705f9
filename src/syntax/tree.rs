use std::sync::{Arc, OnceLock};

use super::node::Nodes;
use super::{NodeFlags, SyntaxKind, TokenId, Tokens};
use crate::text::TextRange;

/// A node of one tree, by its place in pre-order. The root is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// What stands directly under a node, in text order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Element {
    Node(NodeId),
    Token(TokenId),
}

/// Something the grammar could not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub range: TextRange,
    pub message: String,
}

/// A lossless tree. Immutable, `Send` and `Sync`; identifiers are valid for the tree they came from only.
#[derive(Debug)]
pub struct Tree {
    text: Arc<str>,
    tokens: Tokens,
    nodes: Nodes,
    errors: Vec<SyntaxError>,
    token_parents: OnceLock<Vec<u32>>,
}

impl Tree {
    pub(super) fn new(text: Arc<str>, tokens: Tokens, nodes: Nodes, errors: Vec<SyntaxError>) -> Self {
        Self { text, tokens, nodes, errors, token_parents: OnceLock::new() }
    }

    #[inline]
    #[must_use]
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    #[inline]
    #[must_use]
    pub fn errors(&self) -> &[SyntaxError] {
        &self.errors
    }

    #[must_use]
    pub const fn root(&self) -> NodeId {
        NodeId(0)
    }

    #[inline]
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// Every node in pre-order.
    #[inline]
    pub fn nodes(&self) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        (0..u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)).map(NodeId)
    }

    /// Every token, trivia included.
    #[inline]
    pub fn all_tokens(&self) -> impl DoubleEndedIterator<Item = TokenId> + use<> {
        (0..u32::try_from(self.tokens.len()).unwrap_or(u32::MAX)).map(TokenId)
    }

    #[inline]
    #[must_use]
    pub fn kind(&self, node: NodeId) -> SyntaxKind {
        self.nodes.kind(node.0)
    }

    #[inline]
    #[must_use]
    pub fn flags(&self, node: NodeId) -> NodeFlags {
        self.nodes.flags(node.0)
    }

    /// The text a node spans; from its first token that is not trivia to its last. Empty for a node without tokens.
    #[inline]
    #[must_use]
    pub fn range(&self, node: NodeId) -> TextRange {
        TextRange::new(self.tokens.start(TokenId(self.nodes.first(node.0))), self.tokens.start(TokenId(self.nodes.end(node.0))))
    }

    #[inline]
    #[must_use]
    pub fn node_text(&self, node: NodeId) -> &str {
        &self.text[self.range(node).span()]
    }

    #[inline]
    #[must_use]
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        (node.0 != 0).then(|| NodeId(self.nodes.parent(node.0)))
    }

    /// The node that follows the last one below; one past the end for the root.
    #[inline]
    #[must_use]
    pub fn behind(&self, node: NodeId) -> NodeId {
        NodeId(self.nodes.behind(node.0))
    }

    /// The node's parent, its parent's parent and so on to the root; not the node itself.
    #[inline]
    pub fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(node), |&at| self.parent(at))
    }

    /// The nodes directly below.
    #[inline]
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.nodes.behind(node.0);
        let mut next = node.0 + 1;
        std::iter::from_fn(move || {
            (next < end).then(|| {
                let child = NodeId(next);
                next = self.nodes.behind(next);
                child
            })
        })
    }

    /// The nodes below, at any depth, in pre-order.
    #[inline]
    pub fn descendants(&self, node: NodeId) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        (node.0 + 1..self.nodes.behind(node.0)).map(NodeId)
    }

    #[inline]
    #[must_use]
    pub fn is_ancestor(&self, above: NodeId, below: NodeId) -> bool {
        above.0 < below.0 && below.0 < self.nodes.behind(above.0)
    }

    #[inline]
    #[must_use]
    pub fn child(&self, node: NodeId, kind: SyntaxKind) -> Option<NodeId> {
        self.children(node).find(|&child| self.kind(child) == kind)
    }

    #[inline]
    pub fn children_of(&self, node: NodeId, kind: SyntaxKind) -> impl Iterator<Item = NodeId> + '_ {
        self.children(node).filter(move |&child| self.kind(child) == kind)
    }

    /// Child nodes and the node's own tokens, trivia included, in text order.
    #[inline]
    pub fn elements(&self, node: NodeId) -> impl Iterator<Item = Element> + '_ {
        let (first, end) = (self.nodes.first(node.0), self.nodes.end(node.0));
        let mut token = first;
        let mut children = self.children(node).peekable();
        std::iter::from_fn(move || {
            if let Some(&child) = children.peek()
                && self.nodes.first(child.0) <= token
            {
                children.next();
                token = token.max(self.nodes.end(child.0));
                return Some(Element::Node(child));
            }
            (token < end).then(|| {
                token += 1;
                Element::Token(TokenId(token - 1))
            })
        })
    }

    /// Like [`Tree::elements`], without trivia.
    #[inline]
    pub fn solid_elements(&self, node: NodeId) -> impl Iterator<Item = Element> + '_ {
        self.elements(node).filter(|&element| !matches!(element, Element::Token(token) if self.token_kind(token).is_trivia()))
    }

    /// The node's own tokens, trivia included: those of the nodes below are left out.
    #[inline]
    pub fn own_tokens(&self, node: NodeId) -> impl Iterator<Item = TokenId> + '_ {
        let (mut token, end) = (self.nodes.first(node.0), self.nodes.end(node.0));
        let (mut child, behind) = (node.0 + 1, self.nodes.behind(node.0));
        std::iter::from_fn(move || {
            while child < behind && self.nodes.first(child) <= token {
                token = token.max(self.nodes.end(child));
                child = self.nodes.behind(child);
            }
            (token < end).then(|| {
                token += 1;
                TokenId(token - 1)
            })
        })
    }

    /// What stands behind a node under the same parent, trivia left out.
    #[must_use]
    pub fn element_after(&self, node: NodeId) -> Option<Element> {
        let parent = self.parent(node)?;
        let behind = self.nodes.end(node.0)..self.nodes.end(parent.0);
        let token = behind.map(TokenId).find(|&token| !self.token_kind(token).is_trivia())?;
        let next = self.nodes.behind(node.0);
        let is_node = next < self.nodes.behind(parent.0) && self.nodes.first(next) <= token.0;
        Some(if is_node { Element::Node(NodeId(next)) } else { Element::Token(token) })
    }

    /// All tokens of a node at any depth, trivia included.
    #[inline]
    pub fn tokens(&self, node: NodeId) -> impl DoubleEndedIterator<Item = TokenId> + use<> {
        let (first, end) = (self.nodes.first(node.0), self.nodes.end(node.0));
        (first..end).map(TokenId)
    }

    /// All tokens of a node at any depth that are not trivia.
    #[inline]
    pub fn solid_tokens(&self, node: NodeId) -> impl DoubleEndedIterator<Item = TokenId> + '_ {
        self.tokens(node).filter(|&token| !self.token_kind(token).is_trivia())
    }

    #[inline]
    #[must_use]
    pub fn first_token(&self, node: NodeId) -> Option<TokenId> {
        let (first, end) = (self.nodes.first(node.0), self.nodes.end(node.0));
        (first < end).then_some(TokenId(first))
    }

    #[inline]
    #[must_use]
    pub fn last_token(&self, node: NodeId) -> Option<TokenId> {
        let (first, end) = (self.nodes.first(node.0), self.nodes.end(node.0));
        (first < end).then(|| TokenId(end - 1))
    }

    #[inline]
    #[must_use]
    pub fn token_count(&self) -> usize {
        self.tokens.len()
    }

    #[inline]
    #[must_use]
    pub fn token_kind(&self, token: TokenId) -> SyntaxKind {
        self.tokens.kind(token)
    }

    #[inline]
    #[must_use]
    pub fn token_range(&self, token: TokenId) -> TextRange {
        self.tokens.range(token)
    }

    #[inline]
    #[must_use]
    pub fn token_text(&self, token: TokenId) -> &str {
        &self.text[self.tokens.range(token).span()]
    }

    /// Whether the token reads `word`, in any case.
    #[inline]
    #[must_use]
    pub fn token_is(&self, token: TokenId, word: &str) -> bool {
        let range = self.tokens.range(token);
        range.len() as usize == word.len() && self.text.as_bytes()[range.span()].eq_ignore_ascii_case(word.as_bytes())
    }

    /// The token that holds the byte at `offset`; none at the end of the text.
    #[must_use]
    pub fn token_at(&self, offset: u32) -> Option<TokenId> {
        self.tokens.at(offset)
    }

    #[inline]
    #[must_use]
    pub fn next_token(&self, token: TokenId) -> Option<TokenId> {
        ((token.0 as usize) + 1 < self.tokens.len()).then_some(TokenId(token.0 + 1))
    }

    #[inline]
    #[must_use]
    pub fn previous_token(&self, token: TokenId) -> Option<TokenId> {
        token.0.checked_sub(1).map(TokenId)
    }

    /// For finding the deepest node of one token after another, in text order.
    #[must_use]
    pub fn holders(&self) -> Holders<'_> {
        let count = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let next_first = if count > 1 { self.nodes.first(1) } else { u32::MAX };
        Holders { nodes: &self.nodes, count, deepest: 0, deepest_end: u32::MAX, next: 1, next_first }
    }

    /// The deepest node that holds the token.
    #[must_use]
    #[inline]
    pub fn token_parent(&self, token: TokenId) -> NodeId {
        let parents = self.token_parents.get_or_init(|| {
            let mut holders = self.holders();
            self.all_tokens().map(|token| holders.of(token).0).collect()
        });
        NodeId(parents[token.0 as usize])
    }

    /// The memory that the tree holds besides its text.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        let token_parents = self.token_parents.get().map_or(0, Vec::capacity);
        self.tokens.heap_bytes()
            + self.nodes.heap_bytes()
            + token_parents * size_of::<u32>()
            + self.errors.capacity() * size_of::<SyntaxError>()
    }
}

/// Finds the deepest node of tokens that are asked for in text order, in time that the tree's size bounds.
#[derive(Debug)]
pub struct Holders<'t> {
    nodes: &'t Nodes,
    count: u32,
    deepest: u32,
    /// Where the deepest node ends; the root holds whatever others do not.
    deepest_end: u32,
    /// The first node that was not yet looked at.
    next: u32,
    /// Where that one begins. Most tokens stand before it and before the end of the deepest, and no node need be looked at for them.
    next_first: u32,
}

impl Holders<'_> {
    /// The deepest node that holds the token. It must not stand before one that was asked for earlier.
    #[inline]
    pub fn of(&mut self, TokenId(token): TokenId) -> NodeId {
        while self.deepest_end <= token {
            self.deepest = self.nodes.parent(self.deepest);
            self.deepest_end = if self.deepest == 0 { u32::MAX } else { self.nodes.end(self.deepest) };
        }
        while self.next_first <= token {
            let end = self.nodes.end(self.next);
            if end > token {
                (self.deepest, self.deepest_end) = (self.next, end);
            }
            self.next += 1;
            self.next_first = if self.next < self.count { self.nodes.first(self.next) } else { u32::MAX };
        }
        NodeId(self.deepest)
    }
}
