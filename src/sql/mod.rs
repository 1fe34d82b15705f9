//! Layer 2: from SQL text to the lossless tree. Total: any text in any dialect gives a tree whose tokens tile it.
//!
//! Knows nothing of templates: it reads rendered text.

pub mod keyword;
pub mod lexer;
