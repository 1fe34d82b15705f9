//! Steps in and out, as marks on the tokens of a tree.

use rustc_hash::FxHashMap;

use crate::syntax::{Element, NodeId, SyntaxKind, TokenId, Tree};

use super::indent_table::{At, Names, Span, is_end_bracket, is_start_bracket};
use super::styles::Styles;

/// One step in or out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    In,
    /// A step that a line need not take.
    Implicit,
    Out,
}

/// Names of children, their kinds looked up.
#[derive(Clone, Debug)]
pub struct Named {
    kinds: Vec<SyntaxKind>,
    words: Names,
}

impl Named {
    #[must_use]
    pub fn new(names: Names) -> Self {
        Self { kinds: SyntaxKind::ALL.iter().copied().filter(|kind| names.contains(&kind.name())).collect(), words: names }
    }

    const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a child is of such a kind, or is such a word.
    fn has(&self, tree: &Tree, child: Element) -> bool {
        match child {
            Element::Node(node) => self.kinds.contains(&tree.kind(node)),
            Element::Token(token) => {
                let kind = tree.token_kind(token);
                let length = tree.token_range(token).len() as usize;
                let is = |word: &&str| word.len() == length && tree.token_is(token, word);
                self.kinds.contains(&kind) || kind != SyntaxKind::QuotedIdentifier && self.words.iter().any(is)
            }
        }
    }

    /// Whether a child is one of these, or begins with one.
    fn begins(&self, tree: &Tree, child: Element) -> bool {
        let mut child = child;
        while !self.is_empty() {
            if self.has(tree, child) {
                return true;
            }
            let Element::Node(node) = child else { return false };
            let Some(first) = tree.solid_elements(node).next() else { return false };
            child = first;
        }
        false
    }
}

/// Marks by the token they follow, in the order they take effect.
#[derive(Debug)]
pub struct Marks<'t> {
    tree: &'t Tree,
    found: Vec<(Key, Mark)>,
    children: Vec<Element>,
}

/// What marks are sorted by: the token they follow, what they are there, and the beginnings of nodes from the outside in.
type Key = (u32, Rank, u32);

/// What stands at one place, in the order in which it takes effect: ends of nodes; what stands between children, steps out, then
/// steps in, then those that hold nothing; beginnings of nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    Ends,
    Out,
    Between,
    Nothing,
    Begins,
}

impl<'t> Marks<'t> {
    #[must_use]
    pub fn new(tree: &'t Tree) -> Self {
        Self { tree, found: Vec::with_capacity(tree.node_count() / 2), children: Vec::new() }
    }

    /// Adds those of a node whose kind has steps.
    pub fn add_node(&mut self, node: NodeId, styles: &Styles) {
        let mut children = std::mem::take(&mut self.children);
        for span in styles.of(self.tree.kind(node)).spans.iter().filter(|span| leads(self.tree, node, span)) {
            if let (At::Start, At::End) = (&span.open, &span.close)
                && span.needs.is_empty()
                && span.unless.is_empty()
            {
                self.add_whole(node, span.implicit);
                continue;
            }
            if children.is_empty() {
                children.extend(self.tree.solid_elements(node));
            }
            self.add_span(node, &children, span);
        }
        children.clear();
        self.children = children;
    }

    /// Adds those of all brackets, given the brackets in order with the nodes they stand in, and the nodes that nothing could be
    /// made of.
    pub fn add_brackets(&mut self, brackets: impl Iterator<Item = (TokenId, NodeId)>, unparsable: &[NodeId]) {
        let tree = self.tree;
        // By node, where something without a word stands in it for what is missing.
        let missing: FxHashMap<Option<NodeId>, u32> = unparsable
            .iter()
            .filter(|&&node| tree.first_token(node).is_none())
            .map(|&node| (tree.parent(node), tree.range(node).start()))
            .collect();
        let mut open: Vec<(NodeId, TokenId)> = Vec::new();
        for (token, node) in brackets {
            if is_start_bracket(tree.token_kind(token)) {
                // Where something follows its brackets, a node has none of its own to speak of.
                if tree.last_token(node).is_some_and(|last| is_end_bracket(tree.token_kind(last))) {
                    open.push((node, token));
                }
                continue;
            }
            // What was left open deeper down is left open.
            while open.pop_if(|(above, _)| *above > node).is_some() {}
            let Some((_, start)) = open.pop_if(|(above, _)| *above == node) else { continue };
            let Some(inner) = solid_before(tree, token) else { continue };
            // Behind what is missing no step is taken back.
            if missing.get(&Some(node)).is_some_and(|&at| at >= tree.token_range(inner).end()) {
                self.found.push(((start.0, Rank::Between, 0), Mark::In));
                continue;
            }
            let (rank_in, rank_out) = ranks(inner == start);
            self.found.push(((start.0, rank_in, 0), Mark::In));
            self.found.push(((inner.0, rank_out, 1), Mark::Out));
        }
    }

    /// The marks as they were found, each with the token it follows.
    pub fn found(&self) -> impl Iterator<Item = (TokenId, Rank, Mark)> {
        self.found.iter().map(|&((after, rank, _), mark)| (TokenId(after), rank, mark))
    }

    /// The marks in the order in which they take effect, each with the token it follows.
    #[must_use]
    pub fn sorted(mut self) -> impl ExactSizeIterator<Item = (TokenId, Mark)> {
        self.found.sort_by_key(|(key, _)| *key);
        self.found.into_iter().map(|((after, ..), mark)| (TokenId(after), mark))
    }

    fn add_span(&mut self, node: NodeId, children: &[Element], span: &Span<Named>) {
        let tree = self.tree;
        let mut from = 0;
        while let Some(open) = boundary(tree, children, &span.open, from).filter(|&open| open < children.len()) {
            let found = boundary(tree, children, &span.close, open);
            let close = found.unwrap_or(children.len());
            let led = span.needs.is_empty() || children[..open].iter().any(|&child| span.needs.has(tree, child));
            if led && (found.is_some() || !span.closed) && !span.unless.begins(tree, children[open]) {
                self.add(node, children, (open, close), span.implicit);
            }
            from = close.max(open + 1);
            if !span.repeats {
                break;
            }
        }
    }

    /// All children stand one step in.
    fn add_whole(&mut self, node: NodeId, implicit: bool) {
        let (Some(first), Some(last)) = (self.tree.first_token(node), self.tree.last_token(node)) else { return };
        if let Some(before) = solid_before(self.tree, first) {
            self.found.push(((before.0, Rank::Begins, node.0), step_in(implicit)));
        }
        self.found.push(((last.0, Rank::Ends, 0), Mark::Out));
    }

    fn add(&mut self, node: NodeId, children: &[Element], (open, close): (usize, usize), implicit: bool) {
        if children.is_empty() || close < open {
            return;
        }
        let (rank_in, rank_out) = ranks(open == close);
        self.place(node, children, open, rank_in, step_in(implicit));
        self.place(node, children, close, rank_out, Mark::Out);
    }

    /// Before the child `at`, or at the node's end.
    fn place(&mut self, node: NodeId, children: &[Element], at: usize, rank: Rank, mark: Mark) {
        let key = if at == 0 {
            let before = self.tree.first_token(node).and_then(|first| solid_before(self.tree, first));
            before.map(|before| (before.0, Rank::Begins, node.0))
        } else {
            let last = match children[at - 1] {
                Element::Node(child) => self.tree.last_token(child),
                Element::Token(token) => Some(token),
            };
            last.map(|last| if at == children.len() { (last.0, Rank::Ends, 0) } else { (last.0, rank, u32::from(mark == Mark::Out)) })
        };
        self.found.extend(key.map(|key| (key, mark)));
    }
}

/// What a step in and one out between two children are.
const fn ranks(holds_nothing: bool) -> (Rank, Rank) {
    if holds_nothing { (Rank::Nothing, Rank::Nothing) } else { (Rank::Between, Rank::Out) }
}

const fn step_in(implicit: bool) -> Mark {
    if implicit { Mark::Implicit } else { Mark::In }
}

fn solid_before(tree: &Tree, token: TokenId) -> Option<TokenId> {
    std::iter::successors(tree.previous_token(token), |&token| tree.previous_token(token))
        .find(|&token| !tree.token_kind(token).is_trivia())
}

/// Whether the node stands where the span wants it.
fn leads(tree: &Tree, node: NodeId, span: &Span<Named>) -> bool {
    span.leads.is_none_or(|kind| {
        tree.parent(node).is_some_and(|parent| tree.kind(parent) == kind && tree.first_token(parent) == tree.first_token(node))
    })
}

/// The index of the child that stands right after a place.
fn boundary(tree: &Tree, children: &[Element], at: &At<Named>, from: usize) -> Option<usize> {
    let find = |names: &Named| (from..children.len()).find(|&child| names.has(tree, children[child]));
    let after = |names: &Named| find(names).map(|child| child + 1);
    match at {
        At::Start => (from == 0).then_some(0),
        At::End => Some(children.len()),
        At::First => (from == 0 && !children.is_empty()).then_some(1),
        At::After(names) => after(names),
        At::AfterOrStart(names) => after(names).or((from == 0).then_some(0)),
        At::AfterBoth(one, other) => {
            let one = after(one)?;
            let both = children.get(one).is_some_and(|&child| other.has(tree, child));
            Some(one + usize::from(both))
        }
        At::AfterLast(names) => children.iter().rposition(|&child| names.has(tree, child)).map(|child| child + 1),
        At::Before(names) => find(names),
    }
}
