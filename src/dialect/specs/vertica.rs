//! Vertica.

use super::ansi;
use crate::dialect::{Dialect, DialectSpec, Features, IdentifierCase, KeywordSet, Lexis};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Vertica,
    lexis: ansi::SPEC
        .lexis
        .union(Lexis::NESTED_COMMENT)
        .union(Lexis::DOLLAR_QUOTE)
        .union(Lexis::DOLLAR_TAG)
        .union(Lexis::ESCAPE_STRING)
        .union(Lexis::BYTE_STRING)
        .union(Lexis::UNICODE_STRING)
        .union(Lexis::DOLLAR_IN_WORD)
        .union(Lexis::NULL_CAST_OPERATOR),
    features: ansi::SPEC
        .features
        .union(Features::SQUARE_ARRAY)
        .union(Features::COLON_PARAMETER)
        .union(Features::PLAIN_COLUMNS)
        .union(Features::TABLE_AS_STATEMENT),
    identifiers: IdentifierCase::Insensitive,
    reserved: ansi::SPEC
        .reserved
        .with(words![
            All And Any Array As Asc Authorization Between Binary Both Cast Check Collate Column Constraint Create CurrentDate
            CurrentSchema CurrentTime CurrentTimestamp CurrentUser Default Deferrable Desc Distinct Else End False For Foreign Grant
            Having In Initially Into Is Lateral Leading Like Limit Localtime Localtimestamp Match New Notnull Offset Old Only Or Over
            Primary References SessionUser Similar Some Sysdate Table Then To Trailing True Unbounded Unique User When Window With Within
        ])
        .without(words![Rows]),
    not_relation_alias: KeywordSet::of(words![Group Qualify Returning Values]),
    bare_functions: ansi::SPEC.bare_functions.with(words![CurrentSchema CurrentUser Localtime Localtimestamp SessionUser Sysdate User]),
    ..ansi::SPEC
};
