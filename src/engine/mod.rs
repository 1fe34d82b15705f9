//! Layer 5: the only orchestrator: files in, diagnostics and edits out.
//!
//! Prints nothing, exits nowhere, knows no output format.

mod collect;
mod coverage;
mod details;
mod file;
mod fix;
mod held;
mod inspect;
mod judge;
mod layout;
#[cfg(test)]
mod page_tests;
mod progress;
mod project_fix;
mod rendering;
mod report;
mod run;
mod select;
mod shard;
mod suppress;
mod targets;
mod templates;
mod timing;
mod trees;
mod verify;
pub mod walk;
mod window;
pub mod workers;
mod workspace;
mod yaml_sql;

pub use crate::graph::{Means, PlaceSummary, Standing};
pub use coverage::{FileCoverage, percentage};
pub use details::{FileStatistics, FileTimes, Landscape};
pub use inspect::{FileSettings, Inspection};
pub use progress::Listener;
pub use report::{FixReport, FixedFile, Report};
pub use run::{Engine, Options};
pub use shard::Shard;
pub use targets::Buffer;
pub use timing::Timing;
pub use trees::ReadFile;
pub use window::Lines;
pub use workspace::project_options;
