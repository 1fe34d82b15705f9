//! Layer 0: offsets, ranges, lines and edits of a text.
//!
//! Knows nothing of SQL, Jinja, files on disk or configuration. Every offset in setsquare is a byte offset
//! into one text, held in a `u32`; what people see (lines, columns) is computed here and only when something is printed.

mod edit;
mod files;
mod line_index;
mod nearest;
mod range;

pub use edit::{TextEdit, apply_edits};
pub use files::{Files, SourceFile};
pub use line_index::{LineColumn, LineIndex};
pub use nearest::{did_you_mean, nearest};
pub use range::TextRange;

/// A file known to a run; [`Files`] leads from here to a path and a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);
