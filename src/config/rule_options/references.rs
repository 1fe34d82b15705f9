use super::capitalisation::IdentifiersPolicy;
use crate::config::options::{Pattern, WordList, choice, options};

choice! {
    /// Whether columns are qualified in queries of one table.
    SingleTableReferences { Consistent "consistent", Qualified "qualified", Unqualified "unqualified" }
}

choice! {
    /// The quotes that keywords used as names get.
    KeywordQuoteStyle { DoubleQuotes "double_quotes", Backticks "backticks" }
}

options! {
    /// Options of RF01.
    ReferencesFrom for "RF01" "references.from" {
        /// Also look at files of dialects in which a reference may mean a field of a structure.
        force_enable: bool = false,
    }
}

options! {
    /// Options of RF02.
    Qualification for "RF02" "references.qualification" {
        /// Words left as they are.
        ignore_words: WordList = WordList::default(),
        /// Words in which this matches are left as they are.
        ignore_words_regex: Option<Pattern> = None,
        /// Tables of the outer query do not count in a subquery.
        subqueries_ignore_external_references: bool = false,
    }
}

options! {
    /// Options of RF03.
    ConsistentReferences for "RF03" "references.consistent" {
        /// Whether columns are qualified in queries of one table.
        single_table_references: SingleTableReferences = SingleTableReferences::Consistent,
        /// Also look at files of dialects in which a reference may mean a field of a structure.
        force_enable: bool = false,
    }
}

options! {
    /// Options of RF04.
    KeywordIdentifiers for "RF04" "references.keywords" {
        /// Which unquoted identifiers are looked at.
        unquoted_identifiers_policy: IdentifiersPolicy = IdentifiersPolicy::Aliases,
        /// Which quoted identifiers are looked at.
        quoted_identifiers_policy: IdentifiersPolicy = IdentifiersPolicy::Nothing,
        /// Words left as they are.
        ignore_words: WordList = WordList::default(),
        /// Words in which this matches are left as they are.
        ignore_words_regex: Option<Pattern> = None,
    }
}

options! {
    /// Options of RF05.
    SpecialCharacters for "RF05" "references.special_chars" {
        /// Which quoted identifiers are looked at.
        quoted_identifiers_policy: IdentifiersPolicy = IdentifiersPolicy::All,
        /// Which unquoted identifiers are looked at.
        unquoted_identifiers_policy: IdentifiersPolicy = IdentifiersPolicy::All,
        /// A blank in a quoted identifier is allowed.
        allow_space_in_identifier: bool = false,
        /// Characters that are allowed besides letters, digits and underscores.
        additional_allowed_characters: Option<String> = None,
        /// Words left as they are.
        ignore_words: WordList = WordList::default(),
        /// Words in which this matches are left as they are.
        ignore_words_regex: Option<Pattern> = None,
    }
}

options! {
    /// Options of RF06.
    Quoting for "RF06" "references.quoting" {
        /// Quote every identifier.
        prefer_quoted_identifiers: bool = false,
        /// Quote identifiers that are keywords.
        prefer_quoted_keywords: bool = false,
        /// The quotes for keywords.
        prefer_quoted_keyword_style: KeywordQuoteStyle = KeywordQuoteStyle::DoubleQuotes,
        /// Words left as they are.
        ignore_words: WordList = WordList::default(),
        /// Words in which this matches are left as they are.
        ignore_words_regex: Option<Pattern> = None,
        /// Quotes that keep the case of a name are needed.
        case_sensitive: bool = true,
    }
}

options! {
    /// Options of RF07.
    WindowAliases for "RF07" "references.window_alias" {
        /// The rule does nothing until this is switched on.
        force_enable: bool = false,
    }
}
