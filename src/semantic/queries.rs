use crate::dialect::DialectSpec;
use crate::syntax::{NodeId, Tree};

/// Every query of one tree.
#[derive(Debug, Default)]
pub struct Queries {
    pub all: Vec<Query>,
}

/// One `SELECT` with what it can see.
#[derive(Debug)]
pub struct Query {
    pub node: NodeId,
}

impl Queries {
    #[must_use]
    pub fn build(_tree: &Tree, _dialect: &'static DialectSpec) -> Self {
        Self::default()
    }
}
