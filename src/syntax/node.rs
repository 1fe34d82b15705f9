//! The nodes of a tree as they are kept: twelve bytes each and one for the flags.
//!
//! Nearly every node spans few tokens, holds few nodes and lies near its parent, so these three numbers have 16 bits; where one does
//! not fit, the node's numbers stand in a list aside.

use bitflags::bitflags;

use super::SyntaxKind;

bitflags! {
    /// What a reader must know before it trusts a node.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
    pub struct NodeFlags: u8 {
        /// An unparsable region lies inside.
        const HAS_ERROR = 1;
        /// A comment lies inside.
        const HAS_COMMENT = 1 << 1;
    }
}

/// A node in full: `first..end` are its tokens, `subtree` the number of nodes below it, `parent` its parent's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub kind: SyntaxKind,
    pub first: u32,
    pub end: u32,
    pub subtree: u32,
    pub parent: u32,
}

/// Stands where a number does not fit: the node is one of [`Nodes::far`].
const FAR: u16 = u16::MAX;

#[derive(Clone, Copy, Debug)]
struct Near {
    first: u32,
    kind: SyntaxKind,
    tokens: u16,
    subtree: u16,
    /// How many places before the node its parent stands.
    up: u16,
}

/// All nodes of a tree in pre-order.
#[derive(Debug)]
pub(super) struct Nodes {
    near: Vec<Near>,
    /// The nodes of which a number does not fit, with their places, in order.
    far: Vec<(u32, Node)>,
    flags: Vec<NodeFlags>,
}

impl Nodes {
    /// Room for `count` nodes, which are then [set](Self::set) in any order.
    pub fn new(count: usize) -> Self {
        let empty = Near { first: 0, kind: SyntaxKind::File, tokens: 0, subtree: 0, up: 0 };
        Self { near: vec![empty; count], far: Vec::new(), flags: vec![NodeFlags::empty(); count] }
    }

    /// Writes a node.
    pub fn set(&mut self, place: u32, node: Node) {
        let Node { kind, first, end, subtree, parent } = node;
        let small = |number: u32| u16::try_from(number).ok().filter(|&number| number != FAR);
        let near = match (small(end - first), small(subtree), small(place - parent)) {
            (Some(tokens), Some(subtree), Some(up)) => Near { first, kind, tokens, subtree, up },
            (tokens, subtree, up) => {
                self.far.push((place, node));
                Near { first, kind, tokens: tokens.unwrap_or(FAR), subtree: subtree.unwrap_or(FAR), up: up.unwrap_or(FAR) }
            }
        };
        self.near[place as usize] = near;
    }

    /// All nodes are there.
    pub fn complete(&mut self) {
        self.far.sort_unstable_by_key(|&(place, _)| place);
        self.far.shrink_to_fit();
    }

    #[inline]
    pub fn len(&self) -> usize {
        self.near.len()
    }

    #[inline]
    pub fn kind(&self, place: u32) -> SyntaxKind {
        self.near[place as usize].kind
    }

    #[inline]
    pub fn first(&self, place: u32) -> u32 {
        self.near[place as usize].first
    }

    /// The place behind the node's last token.
    #[inline]
    pub fn end(&self, place: u32) -> u32 {
        let near = &self.near[place as usize];
        if near.tokens == FAR { self.far(place).end } else { near.first + u32::from(near.tokens) }
    }

    /// The place behind the node's last descendant.
    #[inline]
    pub fn behind(&self, place: u32) -> u32 {
        let near = &self.near[place as usize];
        place + 1 + if near.subtree == FAR { self.far(place).subtree } else { u32::from(near.subtree) }
    }

    /// The place of the node's parent; the root's own for the root.
    #[inline]
    pub fn parent(&self, place: u32) -> u32 {
        let near = &self.near[place as usize];
        if near.up == FAR { self.far(place).parent } else { place - u32::from(near.up) }
    }

    #[inline]
    pub fn flags(&self, place: u32) -> NodeFlags {
        self.flags[place as usize]
    }

    pub fn add_flags(&mut self, place: u32, flags: NodeFlags) {
        self.flags[place as usize] |= flags;
    }

    /// The memory that the nodes hold.
    pub fn heap_bytes(&self) -> usize {
        self.near.capacity() * size_of::<Near>() + self.far.capacity() * size_of::<(u32, Node)>() + self.flags.capacity()
    }

    #[cold]
    fn far(&self, place: u32) -> &Node {
        &self.far[self.far.partition_point(|&(other, _)| other < place)].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_any_size_come_back() {
        let numbers = [0, 1, 65_534, 65_535, 65_536, 1_000_000];
        let mut want = Vec::new();
        for tokens in numbers {
            for subtree in numbers {
                for up in numbers {
                    let place = 1_000_000 + u32::try_from(want.len()).unwrap();
                    let node = Node { kind: SyntaxKind::Expression, first: 7, end: 7 + tokens, subtree, parent: place - up };
                    want.push((place, node));
                }
            }
        }
        let mut nodes = Nodes::new(1_000_000 + want.len());
        for &(place, node) in want.iter().rev() {
            nodes.set(place, node);
        }
        nodes.complete();
        for (place, node) in want {
            let have = (nodes.kind(place), nodes.first(place), nodes.end(place), nodes.behind(place) - place - 1, nodes.parent(place));
            assert_eq!(have, (node.kind, node.first, node.end, node.subtree, node.parent));
        }
    }
}
