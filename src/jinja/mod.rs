//! Layer 2: Jinja as dbt has it: a lossless tree, an evaluator on minijinja's values, and the map back to the source.
//!
//! Knows nothing of dbt projects: what a template may call is handed in as a context.

mod rendered;
mod source_map;

pub use rendered::{CallKind, Captured, CapturedCall, ProblemKind, Rendered, TemplateProblem};
pub use source_map::{Frame, Origin, RenderedEdit, Segment, SegmentKind, SourceEdit, SourceMap};
