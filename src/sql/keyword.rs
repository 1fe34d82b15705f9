//! The words the grammar decides by. They are the dialects' vocabulary, so they live with the dialects.

pub use crate::dialect::{Keyword, KeywordSet};
