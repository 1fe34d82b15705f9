use super::shared::CodeScope;
use crate::config::options::options;

options! {
    /// Options of SC02.
    ModelLength for "SC02" "model_code.length" {
        /// The most lines.
        max: u32 = 400,
        /// Whether blank lines are left out.
        skip_blank: bool = false,
        /// Whether lines of comments are left out.
        skip_comments: bool = false,
    }
}

options! {
    /// Options of SC05.
    BannedModelCode for "SC05" "model_code.banned_code" {
        /// Regular expressions, found anywhere in the file.
        patterns: Vec<String> = Vec::new(),
        /// `text`: everything, or `code`: without comments and strings.
        scope: CodeScope = CodeScope::Text,
    }
}

options! {
    /// Options of SC08.
    Introspection for "SC08" "model_code.introspection" {
        /// Macros that may.
        allow_macros: Vec<String> = Vec::new(),
    }
}
