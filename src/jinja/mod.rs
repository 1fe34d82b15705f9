//! Layer 2: Jinja as dbt has it: a lossless tree, an evaluator on minijinja's values, and the map back to the source.
//!
//! Knows nothing of dbt projects: what a template may call is handed in as a context.

mod ast;
mod lexer;
mod literal;
mod parser;
mod rendered;
mod source_map;
mod template;
mod value;

use std::sync::Arc;

pub use ast::{Definition, DefinitionKind, Macro};
pub use rendered::{CallKind, Captured, CapturedCall, ProblemKind, Rendered, TemplateProblem};
pub use source_map::{Frame, Origin, RenderedEdit, Segment, SegmentKind, SourceEdit, SourceMap};
pub use template::Template;

use crate::syntax::Tree;

/// The lossless tree of a template. Never fails: what cannot be read is an `unparsable` node in its tag.
#[must_use]
pub fn parse(text: &Arc<str>) -> Tree {
    parser::parse(text).tree
}

#[cfg(test)]
mod tests;
