use crate::config::options::{choice, options};

choice! {
    /// Where a wildcard as the only select target may stand.
    WildcardPolicy { Single "single", Multiple "multiple" }
}

choice! {
    /// Where the only select target stands.
    SingleTargetPolicy { SameLine "same_line", NewLine "new_line" }
}

options! {
    /// Options of LT05.
    LongLines for "LT05" "layout.long_lines" {
        /// Lines that hold only a comment may be long.
        ignore_comment_lines: bool = false,
        /// Comment clauses of DDL may be long.
        ignore_comment_clauses: bool = false,
    }
}

options! {
    /// Options of LT09.
    SelectTargets for "LT09" "layout.select_targets" {
        /// Whether a wildcard counts as a single target or as several.
        wildcard_policy: WildcardPolicy = WildcardPolicy::Single,
        /// Whether a single target stands on the line of SELECT.
        single_target_policy: SingleTargetPolicy = SingleTargetPolicy::SameLine,
    }
}

options! {
    /// Options of LT15.
    BlankLines for "LT15" "layout.newlines" {
        /// The most blank lines between two statements.
        maximum_empty_lines_between_statements: u32 = 2,
        /// The most blank lines inside a statement.
        maximum_empty_lines_inside_statements: u32 = 1,
        /// The most blank lines between two batches.
        maximum_empty_lines_between_batches: u32 = 1,
        /// The fewest blank lines between two statements.
        minimum_empty_lines_between_statements: u32 = 0,
    }
}
