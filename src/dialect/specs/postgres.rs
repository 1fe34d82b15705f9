//! `PostgreSQL`.

use super::ansi;
use crate::dialect::{Dialect, DialectSpec, Features, IdentifierCase, KeywordSet, Lexis};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Postgres,
    lexis: ansi::SPEC
        .lexis
        .union(Lexis::NESTED_COMMENT)
        .union(Lexis::DOLLAR_QUOTE)
        .union(Lexis::DOLLAR_TAG)
        .union(Lexis::ESCAPE_STRING)
        .union(Lexis::BYTE_STRING)
        .union(Lexis::NATIONAL_STRING)
        .union(Lexis::UNICODE_STRING)
        .union(Lexis::DOLLAR_VARIABLE)
        .union(Lexis::DOLLAR_IN_WORD)
        .union(Lexis::CLIENT_COMMAND),
    features: ansi::SPEC
        .features
        .union(Features::QUESTION_OPERATOR)
        .union(Features::CARET_POWER)
        .union(Features::COLON_PARAMETER)
        .union(Features::SQUARE_ARRAY)
        .union(Features::PLAIN_DELETE)
        .union(Features::TABLE_AS_STATEMENT)
        .union(Features::MATERIALIZED_VIEW)
        .union(Features::COLLATION_IS_COLUMN)
        .union(Features::PLAIN_RETURNING)
        .union(Features::PLAIN_INDEX_CONDITION),
    identifiers: IdentifierCase::Lower,
    reserved: ansi::SPEC
        .reserved
        .with(words![
            All Analyze And Any Array As Asc Asymmetric Authorization Binary Both Cast Check Collate Column Commutator Concurrently
            Connect Constraint Create CurrentCatalog CurrentDate CurrentRole CurrentSchema CurrentTime CurrentTimestamp Default
            Deferrable Desc Distinct Do Else End False For Foreign Freeze Grant Group Hashes Having Ilike In Initially Into Is Isnull
            Lateral Leading Like Limit Localtime Localtimestamp Merges Negator Notnull Offset Only Or Placing Primary References
            Returning Rightarg SessionUser Similar Some Symmetric Tablesample Then To Trailing True Unique Variadic Verbose When Window
            With
        ])
        .without(words![Ignore Interval Partition Respect Rows Set]),
    not_relation_alias: KeywordSet::of(words![Qualify Set Values]),
    bare_functions: ansi::SPEC.bare_functions.with(words![
        CurrentCatalog CurrentRole CurrentSchema CurrentUser Localtime Localtimestamp SessionUser SystemUser User
    ]),
    ..ansi::SPEC
};
