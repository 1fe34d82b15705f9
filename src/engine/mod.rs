//! Layer 5: the only orchestrator: files in, diagnostics and edits out.
//!
//! Prints nothing, exits nowhere, knows no output format.

mod collect;
mod file;
mod fix;
#[cfg(test)]
mod page_tests;
mod judge;
mod layout;
mod report;
mod run;
mod select;
mod suppress;
mod targets;
mod templates;
mod verify;
pub mod walk;
pub mod workers;
mod workspace;

pub use report::{FixReport, FixedFile, RefusedFix, Report};
pub use run::{Engine, Options};
pub use targets::Buffer;
