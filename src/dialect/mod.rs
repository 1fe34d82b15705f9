//! Layer 1: what differs between warehouses, as data.
//!
//! A dialect is a record, never a trait: it can be printed, compared and documented. Flags decide ambiguity, not
//! permission; the grammar accepts a superset of every dialect. Knows no grammar and no tree.

/// The dialects by the names that `--dialect` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dialect {
    Ansi,
}

impl Dialect {
    #[must_use]
    pub fn spec(self) -> &'static DialectSpec {
        &DialectSpec { id: Dialect::Ansi }
    }
}

/// One dialect's data.
#[derive(Debug)]
pub struct DialectSpec {
    pub id: Dialect,
}
