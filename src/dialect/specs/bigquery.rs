//! Google `BigQuery`.

use super::ansi;
use crate::dialect::{Dialect, DialectSpec, Features, IdentifierCase, KeywordSet, Lexis};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Bigquery,
    lexis: ansi::SPEC
        .lexis
        .union(Lexis::DOUBLE_QUOTED_STRING)
        .union(Lexis::TRIPLE_QUOTED_STRING)
        .union(Lexis::BACKSLASH_ESCAPE)
        .union(Lexis::BACKSLASH_IN_NAME)
        .union(Lexis::BACKTICK_ENDS_NAME)
        .union(Lexis::HASH_COMMENT)
        .union(Lexis::RAW_STRING)
        .union(Lexis::AT_VARIABLE),
    features: ansi::SPEC
        .features
        .union(Features::FROM_FIRST)
        .union(Features::DASHED_NAME)
        .union(Features::ANGLE_TYPE)
        .union(Features::SQUARE_ARRAY)
        .union(Features::PLAIN_DELETE)
        .union(Features::EXTERNAL_TABLE)
        .union(Features::UNPIVOTED_NAMES)
        .union(Features::UNPIVOT_COLUMN_NAMES)
        .union(Features::MATERIALIZED_VIEW)
        .union(Features::VIEW_COLUMN_DEFINITIONS),
    identifiers: IdentifierCase::Sensitive,
    reserved: ansi::SPEC
        .reserved
        .with(words![
            Aggregate All And Any Array As Asc AssertRowsModified At Between By Cast Clone Collate Contains Corresponding Create Cube
            Current Default Define Desc Distinct Else End Enum Escape Exclude Exists Extend False Following For Group Grouping Groups
            Hash Having If In Include Into Is Lateral Like Limit Lookup Merge New No Nulls Of Or Over Pivot Preceding Primary Proto Range
            Recursive Rollup Some Struct Tablesample Then To Treat True Unbounded Unnest Unpivot When Window With Within
        ])
        .without(words![Minus Natural]),
    not_relation_alias: KeywordSet::of(words![Minus Natural Offset Qualify Returning Values]),
    ..ansi::SPEC
};
