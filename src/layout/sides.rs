//! What elements ask for at their sides, and the nodes around them, found in one walk over the tree.
//!
//! An element asks by itself, else by the outermost node that begins or ends with it.

use crate::syntax::{NodeId, SyntaxKind, TokenId, Tree};

use super::build::NONE;
use super::elements::{Element, Role, TagRole};
use super::styles::{Ask, Room, Styles};

/// What the tree says of one element.
#[derive(Clone, Copy, Debug)]
pub struct Sides {
    pub before: Ask,
    pub after: Ask,
    /// The deepest node that holds its first token.
    pub parent: NodeId,
    /// The deepest node that also holds the token in front of that, and this token. White space is none.
    pub common: NodeId,
    pub previous: Option<TokenId>,
}

/// Those of all elements, given the element of each token.
pub fn find(tree: &Tree, styles: &Styles, elements: &[Element], by_token: &[u32]) -> Vec<Sides> {
    let mut all: Vec<Sides> = elements.iter().map(|element| without_token(element, styles)).collect();
    let mut walk = Walk { tree, styles, deepest: tree.root(), next: NodeId(0) };
    let mut previous = None;
    for (token, &at) in (0..).map(TokenId).zip(by_token) {
        if at == NONE {
            continue;
        }
        let (sides, element) = (&mut all[at as usize], &elements[at as usize]);
        let common = walk.leave(token);
        let before = walk.enter(token);
        if element.token == Some(token) {
            (sides.parent, sides.common, sides.previous) = (walk.deepest, common, previous);
        }
        if !element.is_comment() {
            let kind = tree.token_kind(token);
            if element.token == Some(token) {
                let usual = if element.kind == SyntaxKind::StartAngleBracket { Room::Touch } else { Room::Single };
                sides.before = styles.before(kind).or(before).unwrap_or(Ask::plain(usual));
            }
            if element.last == Some(token) {
                sides.after = styles.after(kind).or_else(|| walk.asked_behind(token)).unwrap_or(Ask::plain(Room::Single));
            }
        }
        previous = Some(token);
    }
    all
}

/// What an element asks for as long as nothing is known of its token.
fn without_token(element: &Element, styles: &Styles) -> Sides {
    let free = matches!(element.role, Role::Tag(role) if role != TagRole::Skipped) || element.is_comment();
    let ask = |said: Option<Ask>| if free { Ask::plain(Room::Any) } else { said.unwrap_or(Ask::plain(Room::Single)) };
    let (before, after) = (ask(styles.before(element.kind)), ask(styles.after(element.kind)));
    Sides { before, after, parent: NodeId(0), common: NodeId(0), previous: None }
}

/// Goes from token to token in the order of the text, and knows the deepest node.
struct Walk<'w> {
    tree: &'w Tree,
    styles: &'w Styles,
    deepest: NodeId,
    /// The first node that was not looked at yet.
    next: NodeId,
}

impl Walk<'_> {
    /// Leaves the nodes that end before a token; the deepest that is left.
    fn leave(&mut self, token: TokenId) -> NodeId {
        while self.tree.last_token(self.deepest).is_none_or(|last| last < token) {
            let Some(above) = self.tree.parent(self.deepest) else { break };
            self.deepest = above;
        }
        self.deepest
    }

    /// Enters the nodes that begin with a token; what the outermost of those that ask asks for in front of it.
    fn enter(&mut self, token: TokenId) -> Option<Ask> {
        let mut asked = None;
        while (self.next.0 as usize) < self.tree.node_count() {
            let node = self.next;
            // Nodes without a token are nowhere.
            if let Some((first, last)) = self.tree.first_token(node).zip(self.tree.last_token(node)) {
                if first > token {
                    break;
                }
                if last >= token {
                    self.deepest = node;
                    asked = if first == token { asked.or_else(|| self.styles.before(self.tree.kind(node))) } else { asked };
                }
            }
            self.next = NodeId(node.0 + 1);
        }
        asked
    }

    /// What the outermost of the nodes that end with a token, and ask, asks for behind it.
    fn asked_behind(&self, token: TokenId) -> Option<Ask> {
        let mut asked = None;
        let mut node = self.deepest;
        while self.tree.last_token(node) == Some(token) {
            asked = self.styles.after(self.tree.kind(node)).or(asked);
            let Some(above) = self.tree.parent(node) else { break };
            node = above;
        }
        asked
    }
}
