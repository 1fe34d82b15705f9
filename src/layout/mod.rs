//! Layer 3: the gap plan: the wanted white space between any two neighbouring elements of a source.
//!
//! Knows no rule's wording; each gap names the rule that owns the difference.

/// The wanted white space of one source.
#[derive(Debug, Default)]
pub struct GapPlan;
