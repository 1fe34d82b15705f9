//! setsquare lints, fixes and formats whole dbt workspaces from source.
//!
//! The modules are layers; each may use those above it in this list, never those below (`tests/architecture.rs`).

// layer 0
mod text;
// layer 1
mod dialect;
mod syntax;
// layer 2
mod jinja;
mod python;
mod sql;
mod yaml;
// layer 3
mod config;
mod dbt;
mod diagnostic;
mod layout;
mod semantic;
// layer 4
mod graph;
mod rules;
// layer 5
mod engine;
// layer 6
#[doc(hidden)]
pub mod bench;
pub mod cli;
#[doc(hidden)]
pub mod probe;
