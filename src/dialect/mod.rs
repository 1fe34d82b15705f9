//! Layer 1: what differs between warehouses, as data.
//!
//! A dialect is a record, never a trait: it can be printed, compared and documented. Flags decide ambiguity, not
//! permission: the grammar reads a superset of every dialect, and [`Form`] names what a warehouse is known to refuse of it.
//! Knows no grammar and no tree.

mod form;
mod keyword;
mod keyword_set;
mod listed;
mod names;
mod spec;
mod specs;
mod unreserved;

pub use form::Form;
pub use keyword::Keyword;
pub use keyword_set::KeywordSet;
pub use names::Dialect;
pub use spec::{DialectSpec, Features, IdentifierCase, Lexis};
