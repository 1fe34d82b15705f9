//! The codes, names and old codes that a configuration written for sqlfluff 4.5 may name. Where one of them has no
//! counterpart in this version, that is no slip of the pen.

const KNOWN: &[(&str, &str)] = &[
    ("AL01", "aliasing.table"),
    ("AL02", "aliasing.column"),
    ("AL03", "aliasing.expression"),
    ("AL04", "aliasing.unique.table"),
    ("AL05", "aliasing.unused"),
    ("AL06", "aliasing.length"),
    ("AL07", "aliasing.forbid"),
    ("AL08", "aliasing.unique.column"),
    ("AL09", "aliasing.self_alias.column"),
    ("AL10", "aliasing.required"),
    ("AM01", "ambiguous.distinct"),
    ("AM02", "ambiguous.union"),
    ("AM03", "ambiguous.order_by"),
    ("AM04", "ambiguous.column_count"),
    ("AM05", "ambiguous.join"),
    ("AM06", "ambiguous.column_references"),
    ("AM07", "ambiguous.set_columns"),
    ("AM08", "ambiguous.join_condition"),
    ("AM09", "ambiguous.order_by_limit"),
    ("CP01", "capitalisation.keywords"),
    ("CP02", "capitalisation.identifiers"),
    ("CP03", "capitalisation.functions"),
    ("CP04", "capitalisation.literals"),
    ("CP05", "capitalisation.types"),
    ("CV01", "convention.not_equal"),
    ("CV02", "convention.coalesce"),
    ("CV03", "convention.select_trailing_comma"),
    ("CV04", "convention.count_rows"),
    ("CV05", "convention.is_null"),
    ("CV06", "convention.terminator"),
    ("CV07", "convention.statement_brackets"),
    ("CV08", "convention.left_join"),
    ("CV09", "convention.blocked_words"),
    ("CV10", "convention.quoted_literals"),
    ("CV11", "convention.casting_style"),
    ("CV12", "convention.join_condition"),
    ("CV13", "convention.last_select_star"),
    ("JJ01", "jinja.padding"),
    ("LT01", "layout.spacing"),
    ("LT02", "layout.indent"),
    ("LT03", "layout.operators"),
    ("LT04", "layout.commas"),
    ("LT05", "layout.long_lines"),
    ("LT06", "layout.functions"),
    ("LT07", "layout.cte_bracket"),
    ("LT08", "layout.cte_newline"),
    ("LT09", "layout.select_targets"),
    ("LT10", "layout.select_modifiers"),
    ("LT11", "layout.set_operators"),
    ("LT12", "layout.end_of_file"),
    ("LT13", "layout.start_of_file"),
    ("LT14", "layout.keyword_newline"),
    ("LT15", "layout.newlines"),
    ("OR01", "oracle.empty_batch"),
    ("PG01", "postgres.excessive_locks"),
    ("PG02", "postgres.not_valid_foreign_key"),
    ("RF01", "references.from"),
    ("RF02", "references.qualification"),
    ("RF03", "references.consistent"),
    ("RF04", "references.keywords"),
    ("RF05", "references.special_chars"),
    ("RF06", "references.quoting"),
    ("RF07", "references.window_alias"),
    ("ST01", "structure.else_null"),
    ("ST02", "structure.simple_case"),
    ("ST03", "structure.unused_cte"),
    ("ST04", "structure.nested_case"),
    ("ST05", "structure.subquery"),
    ("ST06", "structure.column_order"),
    ("ST07", "structure.using"),
    ("ST08", "structure.distinct"),
    ("ST09", "structure.join_condition_order"),
    ("ST10", "structure.constant_expression"),
    ("ST11", "structure.unused_join"),
    ("ST12", "structure.consecutive_semicolons"),
    ("TQ01", "tsql.sp_prefix"),
    ("TQ02", "tsql.procedure_begin_end"),
    ("TQ03", "tsql.empty_batch"),
    ("TQ04", "tsql.prefer_as_alias"),
];

/// The highest of sqlfluff's old codes, `L001` to `L071`.
const LAST_OLD_CODE: u32 = 71;

/// Whether `word` is a code, a name, a group or an old code of sqlfluff's.
#[must_use]
pub fn is_known(word: &str) -> bool {
    let old = || {
        let number = word.strip_prefix(['L', 'l']).filter(|digits| digits.len() == 3)?.parse().ok()?;
        Some((1..=LAST_OLD_CODE).contains(&number))
    };
    KNOWN.iter().any(|(code, name)| {
        code.eq_ignore_ascii_case(word)
            || name.eq_ignore_ascii_case(word)
            || name.split_once('.').is_some_and(|(group, _)| group.eq_ignore_ascii_case(word))
            || code.get(..2).is_some_and(|prefix| prefix.eq_ignore_ascii_case(word))
    }) || word.eq_ignore_ascii_case("core")
        || old().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_codes_names_groups_and_old_codes() {
        for word in ["CP01", "cp01", "capitalisation.types", "layout", "core", "L010", "ST"] {
            assert!(is_known(word), "{word}");
        }
        for word in ["CP99", "L099", "L1", "layouts", ""] {
            assert!(!is_known(word), "{word}");
        }
    }
}
