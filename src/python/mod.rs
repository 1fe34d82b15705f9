//! Layer 2: the dbt calls of a Python model.
//!
//! Knows nothing of the project that the model belongs to, and runs nothing: a text that only running the file would tell is not known.

mod calls;

pub use calls::{Call, CallKind, calls};
