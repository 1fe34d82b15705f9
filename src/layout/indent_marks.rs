//! Steps in and out, as marks on the tokens of a tree.

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

/// Marks by the token they follow, in the order they take effect.
#[derive(Debug, Default)]
pub struct Marks {
    found: Vec<Placed>,
}

#[derive(Debug)]
struct Placed {
    after: u32,
    /// Ends of nodes from the inside out, then what stands between children, then beginnings from the outside in.
    order: (u8, i64),
    mark: Mark,
}

impl Marks {
    /// Works out the marks of a whole tree.
    #[must_use]
    pub fn of(tree: &Tree, styles: &Styles) -> Self {
        let mut marks = Self::default();
        let mut children = Vec::new();
        for node in tree.nodes() {
            let spans = &styles.of(tree.kind(node)).spans;
            let bracketed = has_bracket(tree, node);
            if spans.is_empty() && !bracketed {
                continue;
            }
            children.clear();
            children.extend(tree.solid_elements(node));
            for span in spans.iter().filter(|span| leads(tree, node, span)) {
                marks.add_span(tree, node, &children, span);
            }
            if bracketed {
                marks.add_brackets(tree, node, &children);
            }
        }
        marks.found.sort_by_key(|placed| (placed.after, placed.order));
        marks
    }

    /// The marks, each with the token it follows.
    pub fn iter(&self) -> impl Iterator<Item = (TokenId, Mark)> + '_ {
        self.found.iter().map(|placed| (TokenId(placed.after), placed.mark))
    }

    fn add_span(&mut self, tree: &Tree, node: NodeId, children: &[Element], span: &Span) {
        let mut from = 0;
        while let Some(open) = boundary(tree, children, span.open, from).filter(|&open| open < children.len()) {
            let found = boundary(tree, children, span.close, open);
            let close = found.unwrap_or(children.len());
            let led = span.needs.is_empty() || children[..open].iter().any(|&child| goes_by(tree, child, span.needs));
            if led && (found.is_some() || !span.closed) && !begins_with(tree, children[open], span.unless) {
                self.add(tree, node, children, (open, close), span.implicit);
            }
            from = close.max(open + 1);
            if !span.repeats {
                break;
            }
        }
    }

    fn add_brackets(&mut self, tree: &Tree, node: NodeId, children: &[Element]) {
        let mut open = Vec::new();
        for (at, child) in children.iter().enumerate() {
            let Element::Token(token) = *child else { continue };
            if is_start_bracket(tree.token_kind(token)) {
                open.push(at + 1);
            } else if is_end_bracket(tree.token_kind(token))
                && let Some(start) = open.pop()
            {
                self.add(tree, node, children, (start, at), false);
            }
        }
    }

    fn add(&mut self, tree: &Tree, node: NodeId, children: &[Element], (open, close): (usize, usize), implicit: bool) {
        if children.is_empty() || close < open {
            return;
        }
        let opening = if implicit { Mark::Implicit } else { Mark::In };
        let same = open == close;
        self.place(tree, node, children, open, if same { 2 } else { 1 }, opening);
        self.place(tree, node, children, close, if same { 3 } else { 0 }, Mark::Out);
    }

    /// Before the child `at`, or at the node's end.
    fn place(&mut self, tree: &Tree, node: NodeId, children: &[Element], at: usize, rank: i64, mark: Mark) {
        let (token, order) = if at == 0 {
            let Some(first) = tree.first_token(node) else { return };
            let before = std::iter::successors(tree.previous_token(first), |&token| tree.previous_token(token))
                .find(|&token| !tree.token_kind(token).is_trivia());
            let Some(before) = before else { return };
            (before, (2, i64::from(node.0)))
        } else {
            let last = match children[at - 1] {
                Element::Node(child) => tree.last_token(child),
                Element::Token(token) => Some(token),
            };
            let Some(last) = last else { return };
            (last, if at == children.len() { (0, -i64::from(node.0)) } else { (1, rank) })
        };
        self.found.push(Placed { after: token.0, order, mark });
    }
}

/// Whether the node stands where the span wants it.
fn leads(tree: &Tree, node: NodeId, span: &Span) -> bool {
    span.leads.is_none_or(|kind| {
        tree.parent(node).is_some_and(|parent| tree.kind(parent).name() == kind && tree.first_token(parent) == tree.first_token(node))
    })
}

fn has_bracket(tree: &Tree, node: NodeId) -> bool {
    let ends = tree.last_token(node).is_some_and(|token| is_end_bracket(tree.token_kind(token)));
    ends && tree.elements(node).any(|child| matches!(child, Element::Token(token) if is_start_bracket(tree.token_kind(token))))
}

/// The index of the child that stands right after a place.
fn boundary(tree: &Tree, children: &[Element], at: At, from: usize) -> Option<usize> {
    let find = |names: &[&str]| (from..children.len()).find(|&child| goes_by(tree, children[child], names));
    let after = |names: &[&str]| find(names).map(|child| child + 1);
    match at {
        At::Start => (from == 0).then_some(0),
        At::End => Some(children.len()),
        At::First => (from == 0 && !children.is_empty()).then_some(1),
        At::After(names) => after(names),
        At::AfterOrStart(names) => after(names).or((from == 0).then_some(0)),
        At::AfterBoth(one, other) => {
            let one = after(&[one])?;
            let both = children.get(one).is_some_and(|&child| goes_by(tree, child, &[other]));
            Some(one + usize::from(both))
        }
        At::AfterLast(names) => children.iter().rposition(|&child| goes_by(tree, child, names)).map(|child| child + 1),
        At::Before(names) => find(names),
    }
}

/// Whether a child is of such a kind, or is such a word.
fn goes_by(tree: &Tree, child: Element, names: &[&str]) -> bool {
    match child {
        Element::Node(node) => names.contains(&tree.kind(node).name()),
        Element::Token(token) => {
            let kind = tree.token_kind(token);
            let text = if kind == SyntaxKind::QuotedIdentifier { "" } else { tree.token_text(token) };
            names.iter().any(|name| *name == kind.name() || text.eq_ignore_ascii_case(name))
        }
    }
}

/// Whether a child is one of these, or begins with one.
fn begins_with(tree: &Tree, child: Element, names: Names) -> bool {
    let mut child = child;
    while !names.is_empty() {
        if goes_by(tree, child, names) {
            return true;
        }
        let Element::Node(node) = child else { return false };
        let Some(first) = tree.solid_elements(node).next() else { return false };
        child = first;
    }
    false
}
