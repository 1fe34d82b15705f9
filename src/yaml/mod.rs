//! Layer 2: a spanned YAML tree that keeps comments, with scalars typed as PyYAML types them.
//!
//! Knows nothing of dbt's properties.
