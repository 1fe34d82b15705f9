//! Layer 2: YAML as dbt reads it, which is as `PyYAML` reads it: scalars of YAML 1.1, anchors, merges; every key and
//! value with its place, comments kept.
//!
//! Knows nothing of what the keys mean and evaluates no Jinja. A broken text gives what could be read before the
//! break, and a problem that says where and why.

mod builder;
pub mod edit;
mod explain;
mod problem;
mod scalar;
mod tree;

pub use builder::parse;
pub use problem::{Problem, ProblemKind};
pub use tree::{Comment, Document, Entry, Mapping, Node, Placement, Style, Value};
