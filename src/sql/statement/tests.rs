//! Trees of statements.
