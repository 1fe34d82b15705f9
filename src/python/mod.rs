//! Layer 2: the dbt calls of a Python model.
//!
//! Knows nothing of the project that the model belongs to.
