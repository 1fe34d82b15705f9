//! Amazon Athena: Trino for queries, Hive for definitions.

use super::ansi;
use crate::dialect::{Dialect, DialectSpec, Features, IdentifierCase};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Athena,
    features: ansi::SPEC
        .features
        .union(Features::LAMBDA_ARROW)
        .union(Features::ANGLE_TYPE)
        .union(Features::SQUARE_ARRAY)
        .union(Features::PARTITION_VALUES),
    identifiers: IdentifierCase::Lower,
    reserved: ansi::SPEC.reserved.with(words![
        All Alter And Array As Authorization Between Bigint Binary Boolean Both By Cache Cast Char Column Commit Constraint Create
        Cube Current CurrentDate CurrentTimestamp Cursor Database Decimal Delete Describe Distinct Double Drop Else End Exchange
        Exists External Extract False Float Floor Following For Foreign Function Grant Group Grouping Having If Import In Insert Int
        Integer Into Is Lateral Like Local Macro Map NoneKw Numeric Of Only Or Out Over Percent Preceding Precision Prepare Preserve
        Primary Procedure Range Reads References Regexp Revoke Rlike Rollback Rollup Smallint Sync Table Tablesample Then To
        Transform Trigger True Truncate Unbounded Update Values Varchar When With
    ]),
    not_relation_alias: ansi::SPEC.not_relation_alias.without(words![As Group Having Values With]),
    ..ansi::SPEC
};
