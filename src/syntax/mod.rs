//! Layer 1: kinds, tokens and the flat lossless tree, for SQL and for Jinja alike.
//!
//! Knows no grammar and no dialect. A tree's tokens tile its text, white space and comments included; its nodes are a
//! pre-order array, so a subtree is a slice and a whole-file scan is one loop. Nodes never begin or end with trivia.

mod builder;
mod kind;
mod node;
mod tokens;
mod tree;

pub use builder::{Mark, TreeBuilder};
pub use kind::SyntaxKind;
pub use node::NodeFlags;
pub use tokens::{TokenId, Tokens};
pub use tree::{Element, NodeId, SyntaxError, Tree};
