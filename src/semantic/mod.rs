//! Layer 3: what the SQL tree means: queries, scopes, names and columns.
//!
//! Knows no rule and no warehouse catalogue: columns are known as far as the text tells.

mod queries;

pub use queries::{Queries, Query};
