//! Layer 2: Jinja as dbt has it: a lossless tree, an evaluator on minijinja's values, and the map back to the source.
//!
//! Knows nothing of dbt projects: what a template may call is handed in as a context.

mod assumption;
mod ast;
mod dead;
mod evaluator;
mod host;
mod lexer;
mod literal;
mod literal_text;
mod parser;
mod rendered;
mod source_map;
mod template;
mod value;
mod variants;

use std::sync::Arc;

pub use assumption::Assumption;
pub use ast::{DefinitionKind, Macro};
pub use dead::dead_ranges;
pub use evaluator::{CallArguments, Evaluator, Fault, Limits, filter_names, test_names};
pub use host::{Host, HostValue, NoHost};
pub use literal_text::literal_text;
pub use rendered::{CallKind, Captured, CapturedCall, ProblemKind, Rendered, TemplateProblem};
pub use source_map::{Frame, RenderedEdit, Segment, SegmentKind, SourceEdit, SourceMap};
pub use template::Template;
pub use value::compare::equal;
pub use value::print::repr;
pub use value::{
    UnknownKind, as_host, as_text, dict_of, entry, holds_stand_in, host_value, is_named_relation, is_told, is_unknown, items, list,
    macro_value, none, pairs, print, truth, tuple, unknown,
};
pub use variants::{Budget, render, render_macro, render_variants};

use crate::syntax::{SyntaxKind, TokenId, Tokens, Tree, TreeBuilder};

/// The lossless tree of a template. Never fails: what cannot be read is an `unparsable` node in its tag.
#[must_use]
pub fn parse(text: &Arc<str>) -> Tree {
    parser::parse(text).tree
}

/// The tree of a text that is to be taken as it stands: one piece of data.
#[must_use]
pub fn literal_tree(text: &Arc<str>) -> Tree {
    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let (kinds, starts) = if text.is_empty() { (Vec::new(), &[0][..]) } else { (vec![SyntaxKind::JinjaData], &[0, length][..]) };
    let mut builder = TreeBuilder::new();
    let mark = builder.mark(TokenId(0));
    builder.complete(mark, TokenId(u32::from(!text.is_empty())), SyntaxKind::File);
    builder.finish(Arc::clone(text), Tokens::new(kinds, starts))
}

#[cfg(test)]
mod tests;
