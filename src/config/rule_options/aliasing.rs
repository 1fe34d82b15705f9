use crate::config::options::{choice, options};

choice! {
    /// Whether an alias is introduced by AS.
    Aliasing { Explicit "explicit", Implicit "implicit", Consistent "consistent" }
}

choice! {
    /// How names are compared when it is asked whether an alias is used.
    AliasCaseCheck {
        /// As the dialect folds names.
        Dialect "dialect",
        CaseInsensitive "case_insensitive",
        QuotedCsNakedUpper "quoted_cs_naked_upper",
        QuotedCsNakedLower "quoted_cs_naked_lower",
        CaseSensitive "case_sensitive",
    }
}

options! {
    /// Options of AL01.
    TableAliasing for "AL01" "aliasing.table" {
        /// Whether table aliases are introduced by AS.
        aliasing: Aliasing = Aliasing::Explicit,
    }
}

options! {
    /// Options of AL02.
    ColumnAliasing for "AL02" "aliasing.column" {
        /// Whether column aliases are introduced by AS.
        aliasing: Aliasing = Aliasing::Explicit,
    }
}

options! {
    /// Options of AL03.
    ExpressionAliasing for "AL03" "aliasing.expression" {
        /// Whether a query of a single expression may leave it without a name.
        allow_scalar: bool = true,
    }
}

options! {
    /// Options of AL05.
    UnusedAliases for "AL05" "aliasing.unused" {
        /// How an alias and its uses are compared.
        alias_case_check: AliasCaseCheck = AliasCaseCheck::Dialect,
    }
}

options! {
    /// Options of AL06.
    AliasLength for "AL06" "aliasing.length" {
        /// The fewest characters an alias may have.
        min_alias_length: Option<u32> = None,
        /// The most characters an alias may have.
        max_alias_length: Option<u32> = None,
    }
}

options! {
    /// Options of AL07.
    ForbiddenAliases for "AL07" "aliasing.forbid" {
        /// The rule does nothing until this is switched on.
        force_enable: bool = false,
    }
}
