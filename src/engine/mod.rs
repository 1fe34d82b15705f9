//! Layer 5: the only orchestrator: files in, diagnostics and edits out.
//!
//! Prints nothing, exits nowhere, knows no output format.

mod collect;
mod file;
mod fix;
mod layout;
mod select;
mod verify;
pub mod walk;
mod workers;
