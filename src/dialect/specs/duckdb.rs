//! `DuckDB`.

use super::postgres;
use crate::dialect::{Dialect, DialectSpec, Features, IdentifierCase, Lexis};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Duckdb,
    lexis: postgres::SPEC.lexis.union(Lexis::HASH_POSITION).union(Lexis::NUMBER_UNDERSCORE).difference(Lexis::CLIENT_COMMAND),
    features: postgres::SPEC
        .features
        .union(Features::LAMBDA_ARROW)
        .union(Features::CARET_POWER)
        .union(Features::FROM_FIRST)
        .union(Features::SQUARE_ARRAY)
        .union(Features::CURLY_STRUCT)
        .union(Features::PLAIN_COLUMNS)
        .difference(Features::TABLE_AS_STATEMENT),
    identifiers: IdentifierCase::Insensitive,
    reserved: postgres::SPEC.reserved.with(words![Lambda Pivot Unpivot]),
    ..postgres::SPEC
};
