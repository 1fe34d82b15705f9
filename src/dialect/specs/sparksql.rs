//! Spark SQL.

use super::ansi;
use crate::dialect::{Dialect, DialectSpec, Features, IdentifierCase, Lexis};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Sparksql,
    lexis: ansi::SPEC
        .lexis
        .union(Lexis::DOUBLE_QUOTED_STRING)
        .union(Lexis::BACKSLASH_ESCAPE)
        .union(Lexis::RAW_STRING)
        .union(Lexis::BYTE_STRING)
        .union(Lexis::NUMBER_SUFFIX)
        .union(Lexis::BRACED_VARIABLE)
        .union(Lexis::HINT),
    features: ansi::SPEC
        .features
        .union(Features::LAMBDA_ARROW)
        .union(Features::COLON_PATH)
        .union(Features::ANGLE_TYPE)
        .union(Features::WORD_OPERATORS)
        .union(Features::COLUMN_NAME_REFERENCE)
        .union(Features::PIVOT_NAMES)
        .union(Features::UNPIVOTED_NAMES)
        .union(Features::NULLS_IN_OVER)
        .union(Features::PARTITION_VALUES)
        .union(Features::PLACED_COLUMNS),
    identifiers: IdentifierCase::Insensitive,
    reserved: ansi::SPEC
        .reserved
        .with(words![
            All And Anti Any As Authorization Both Cast Check Collate Column Constraint Create CurrentDate CurrentTime CurrentTimestamp
            CurrentUser Else End Escape False Filter For Foreign Grant Group Having In Into Is Lateral Leading Only Or Primary Qualify
            References Semi SessionUser Some Table Then To Trailing Unique Unknown User When With
        ])
        .without(words![Ignore Interval Partition Respect Rows Set]),
    not_relation_alias: ansi::SPEC.not_relation_alias.with(words![Pivot Set]).without(words![As Group Having Qualify With]),
    bare_functions: ansi::SPEC.bare_functions.with(words![CurrentUser SessionUser User]),
    ..ansi::SPEC
};
