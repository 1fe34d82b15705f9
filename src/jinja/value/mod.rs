//! Python's values on top of minijinja's: what it has not is one object type here.
//!
//! Knows no templates.

pub(super) mod number;
