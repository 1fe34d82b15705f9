//! Layer 4: facts of every file, merged into the graph of the workspace, and the borders in it.
//!
//! Knows no trees and no texts: facts are all it sees.

/// A resource of the workspace, by its place in the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ResourceId(pub u32);

/// Every project's resources and the edges between them.
#[derive(Debug, Default)]
pub struct Graph;
