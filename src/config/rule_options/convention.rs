use crate::config::options::{Pattern, WordList, choice, options};

choice! {
    /// `!=` or `<>`.
    NotEqualStyle { Consistent "consistent", CStyle "c_style", Ansi "ansi" }
}

choice! {
    /// Whether the last select target is followed by a comma.
    TrailingComma { Forbid "forbid", Require "require" }
}

choice! {
    /// The quotes of strings, where the dialect takes both.
    QuoteStyle { Consistent "consistent", SingleQuotes "single_quotes", DoubleQuotes "double_quotes" }
}

choice! {
    /// How a type is cast.
    CastStyle { Consistent "consistent", Shorthand "shorthand", Convert "convert", Cast "cast" }
}

options! {
    /// Options of CV01.
    NotEqual for "CV01" "convention.not_equal" {
        /// `!=` is `c_style`, `<>` is `ansi`.
        preferred_not_equal_style: NotEqualStyle = NotEqualStyle::Consistent,
    }
}

options! {
    /// Options of CV03.
    SelectTrailingComma for "CV03" "convention.select_trailing_comma" {
        /// Whether a comma follows the last select target.
        select_clause_trailing_comma: TrailingComma = TrailingComma::Forbid,
    }
}

options! {
    /// Options of CV04.
    CountRows for "CV04" "convention.count_rows" {
        /// Rows are counted by `count(1)`.
        prefer_count_1: bool = false,
        /// Rows are counted by `count(0)`.
        prefer_count_0: bool = false,
    }
}

options! {
    /// Options of CV06.
    Terminator for "CV06" "convention.terminator" {
        /// The semicolon of a statement of several lines stands on a line of its own.
        multiline_newline: bool = false,
        /// The last statement of a file ends in a semicolon.
        require_final_semicolon: bool = false,
    }
}

options! {
    /// Options of CV09.
    BlockedWords for "CV09" "convention.blocked_words" {
        /// Words that may not be used.
        blocked_words: WordList = WordList::default(),
        /// Words in which this matches may not be used.
        blocked_regex: Option<Pattern> = None,
        /// Match the regular expression against the template instead of the rendered SQL.
        match_source: bool = false,
    }
}

options! {
    /// Options of CV10.
    QuotedLiterals for "CV10" "convention.quoted_literals" {
        /// The quotes of strings.
        preferred_quoted_literal_style: QuoteStyle = QuoteStyle::Consistent,
        /// Also look at files of dialects where double quotes make an identifier.
        force_enable: bool = false,
    }
}

options! {
    /// Options of CV11.
    CastingStyle for "CV11" "convention.casting_style" {
        /// `::` is `shorthand`; the others are the functions of that name.
        preferred_type_casting_style: CastStyle = CastStyle::Consistent,
    }
}

options! {
    /// Options of CV13.
    LastSelectStar for "CV13" "convention.last_select_star" {
        /// The rule does nothing until this is switched on.
        force_enable: bool = false,
    }
}
