use crate::config::options::{Pattern, WordList, choice, options};

choice! {
    /// The case that words are written in.
    CapitalisationPolicy {
        /// Like the first one of the file that says something.
        Consistent "consistent",
        Upper "upper",
        Lower "lower",
        Capitalise "capitalise",
    }
}

choice! {
    /// The case that names are written in.
    ExtendedCapitalisationPolicy {
        /// Like the first one of the file that says something.
        Consistent "consistent",
        Upper "upper",
        Lower "lower",
        Pascal "pascal",
        Capitalise "capitalise",
        Snake "snake",
        Camel "camel",
    }
}

choice! {
    /// Which identifiers a rule looks at.
    IdentifiersPolicy {
        All "all",
        Aliases "aliases",
        ColumnAliases "column_aliases",
        TableAliases "table_aliases",
        Nothing "none",
    }
}

options! {
    /// Options of CP01.
    KeywordCase for "CP01" "capitalisation.keywords" {
        /// The case of keywords.
        capitalisation_policy: CapitalisationPolicy = CapitalisationPolicy::Consistent,
        /// Words left as they are.
        ignore_words: WordList = WordList::default(),
        /// Words in which this matches are left as they are.
        ignore_words_regex: Option<Pattern> = None,
    }
}

options! {
    /// Options of CP02.
    IdentifierCase for "CP02" "capitalisation.identifiers" {
        /// The case of unquoted identifiers.
        extended_capitalisation_policy: ExtendedCapitalisationPolicy = ExtendedCapitalisationPolicy::Consistent,
        /// Which unquoted identifiers are looked at.
        unquoted_identifiers_policy: IdentifiersPolicy = IdentifiersPolicy::All,
        /// Words left as they are.
        ignore_words: WordList = WordList::default(),
        /// Words in which this matches are left as they are.
        ignore_words_regex: Option<Pattern> = None,
    }
}

options! {
    /// Options of CP03.
    FunctionCase for "CP03" "capitalisation.functions" {
        /// The case of function names.
        extended_capitalisation_policy: ExtendedCapitalisationPolicy = ExtendedCapitalisationPolicy::Consistent,
        /// Words left as they are.
        ignore_words: WordList = WordList::default(),
        /// Words in which this matches are left as they are.
        ignore_words_regex: Option<Pattern> = None,
    }
}

options! {
    /// Options of CP04.
    LiteralCase for "CP04" "capitalisation.literals" {
        /// The case of `null`, `true` and `false`.
        capitalisation_policy: CapitalisationPolicy = CapitalisationPolicy::Consistent,
        /// Words left as they are.
        ignore_words: WordList = WordList::default(),
        /// Words in which this matches are left as they are.
        ignore_words_regex: Option<Pattern> = None,
    }
}

options! {
    /// Options of CP05.
    TypeCase for "CP05" "capitalisation.types" {
        /// The case of data types.
        extended_capitalisation_policy: ExtendedCapitalisationPolicy = ExtendedCapitalisationPolicy::Consistent,
        /// Words left as they are.
        ignore_words: WordList = WordList::default(),
        /// Words in which this matches are left as they are.
        ignore_words_regex: Option<Pattern> = None,
    }
}
