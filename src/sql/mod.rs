//! Layer 2: from SQL text to the lossless tree. Total: any text in any dialect gives a tree whose tokens tile it.
//!
//! Knows nothing of templates: it reads rendered text.

mod clause;
mod expression;
mod file;
mod from;
#[cfg(test)]
mod invalid;
mod join;
pub mod keyword;
pub mod lexer;
mod parser;
mod pipe;
mod pivot;
mod query;
mod recovery;
mod relation;
mod rowset;
mod select;
mod statement;
mod symbol;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod warehouse_tests;
mod wildcard;

use std::sync::Arc;

use crate::dialect::DialectSpec;
use crate::syntax::Tree;

/// Parses a text. Never fails: what is not understood is an `unparsable` node and an error.
#[must_use]
pub fn parse(text: &Arc<str>, dialect: &'static DialectSpec) -> Tree {
    let mut p = parser::Parser::new(text, dialect, lexer::lex(text, dialect));
    file::file(&mut p);
    p.finish(text)
}
