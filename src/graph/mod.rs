//! Layer 4: facts of every file, merged into the graph of the workspace, and the borders in it.
//!
//! Facts are taken from trees once, file by file; from then on nothing here sees a tree or a text.

mod boundary;
mod collect;
mod condition;
mod cycles;
mod drawing;
mod edges;
mod facts;
mod landscape;
mod members;
mod pattern;
mod relation;
mod scan;
mod tests_of;
mod workspace;

pub use boundary::{Judgement, Place, Policy, PolicyProblem, Refusal};
pub use edges::{Edge, Means, Target};
pub use facts::{Alone, FileFacts, Hop, RefFact, Site, SourceFact};
pub use landscape::{Crossing, PlaceSummary, Standing};
pub use members::{MemberFolder, MemberId, members_of};
pub use pattern::{Captures, Pattern, fill};
pub use relation::{Part, RelationName};
pub use tests_of::TestLink;
pub use workspace::{Graph, GraphParts, MemberProject};

/// A resource of the workspace, by its place in the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ResourceId(pub u32);
