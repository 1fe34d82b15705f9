//! Apache Hive.

use super::ansi;
use crate::dialect::{Dialect, DialectSpec, Features, IdentifierCase, KeywordSet, Lexis};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Hive,
    lexis: ansi::SPEC
        .lexis
        .union(Lexis::DOUBLE_QUOTED_STRING)
        .union(Lexis::BACKSLASH_ESCAPE)
        .union(Lexis::BRACED_VARIABLE)
        .union(Lexis::NUMBER_SUFFIX),
    features: ansi::SPEC.features.union(Features::ANGLE_TYPE).union(Features::WORD_OPERATORS).union(Features::PARTITION_VALUES),
    identifiers: IdentifierCase::Insensitive,
    reserved: ansi::SPEC.reserved.with(words![
        All Alter And Array As Authorization Between Bigint Binary Boolean Both By Cache Cast Char Column Commit Constraint Create
        Cube Current CurrentDate CurrentTimestamp Cursor Database Date Dayofweek Dec Decimal Delete Describe Distinct Double Drop
        Else End Exchange Exists Extended External Extract False Float Floor Following For Foreign Function Grant Group Grouping
        Having If Import In Insert Int Integer Into Is Lateral Like Local Macro Map NoneKw Numeric Of Only Or Out Over Percent
        Preceding Precision Preserve Primary Procedure Range Reads References Regexp Revoke Rlike Rollback Rollup Row Smallint Start
        Sync Table Tablesample Then Time Timestamp To Transform Trigger True Truncate Unbounded Update User Values Varchar Views When
        Window With
    ]),
    not_relation_alias: KeywordSet::of(words![Limit Offset Qualify Returning]),
    bare_functions: ansi::SPEC.bare_functions.with(words![User]),
    ..ansi::SPEC
};
