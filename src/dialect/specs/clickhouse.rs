//! `ClickHouse`.

use super::ansi;
use crate::dialect::{Dialect, DialectSpec, Features, IdentifierCase, Lexis};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Clickhouse,
    lexis: ansi::SPEC
        .lexis
        .union(Lexis::BACKSLASH_ESCAPE)
        .union(Lexis::BACKSLASH_IN_NAME)
        .union(Lexis::HASH_COMMENT)
        .union(Lexis::DOLLAR_QUOTE)
        .union(Lexis::DOLLAR_TAG)
        .union(Lexis::NUMBER_UNDERSCORE),
    features: ansi::SPEC
        .features
        .union(Features::LAMBDA_ARROW)
        .union(Features::SQUARE_ARRAY)
        .union(Features::CURLY_STRUCT)
        .union(Features::MATERIALIZED_VIEW)
        .union(Features::PLAIN_ALTERED_COLUMNS)
        .union(Features::TUPLE_ELEMENT)
        .union(Features::NUMBER_IS_TYPE)
        .union(Features::RENAME_TABLES),
    identifiers: IdentifierCase::Sensitive,
    reserved: ansi::SPEC.reserved.with(words![Format Into Keys Lateral Prewhere Settings Window]),
    not_relation_alias: ansi::SPEC.not_relation_alias.with(words![Final]).without(words![Window]),
    ..ansi::SPEC
};
