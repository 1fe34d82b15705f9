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
    /// Options of SC03.
    Stars for "SC03" "model_code.star" {
        /// Whether a common table expression may be another name for a table: `orders as (select * from ...)`.
        allow_in_import_cte: bool = true,
        /// Whether all columns may be taken of what the statement itself makes: common table expressions and subqueries.
        allow_from_cte: bool = true,
    }
}

options! {
    /// Options of SC04.
    CartesianJoins for "SC04" "model_code.cartesian_join" {
        /// Whether `cross join` may be said.
        allow_explicit: bool = true,
    }
}

options! {
    /// Options of SC06.
    Complexity for "SC06" "model_code.complexity" {
        /// The highest score: 2 for a join, 1 for a common table expression and for a `case`, 3 for each query around a nested one.
        budget: u32 = 60,
        /// The most common table expressions that read one another in a row; 0 is any number.
        max_cte_depth: u32 = 12,
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
