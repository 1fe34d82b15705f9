//! Flink SQL.

use super::ansi;
use crate::dialect::{Dialect, DialectSpec, Features, IdentifierCase, KeywordSet};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Flink,
    features: ansi::SPEC.features.union(Features::ANGLE_TYPE),
    identifiers: IdentifierCase::Sensitive,
    reserved: ansi::SPEC.reserved.with(words![
        All And Any As Authorization Between Bigint Binary Boolean Both By Cast Char Character Check Collate Column Constraint Create
        CurrentDate CurrentTime CurrentTimestamp CurrentUser Cursor Date Day Decimal Declare Delete Desc Distinct Double Drop Else
        End Escape Exists Extract False Filter Float For Foreign Function Grant Group Having Hour If In Insert Int Integer Into Is
        Leading Like Limit Local Minute Month Numeric Of Only Or Overlay Position Primary Real References Row Second SessionUser
        Smallint Some Substring Table Then Time Timestamp Tinyint To Trailing True Unique Unknown Update User Values Varchar When
        With Year
    ]),
    not_relation_alias: KeywordSet::of(words![Offset Qualify Returning Window]),
    bare_functions: ansi::SPEC.bare_functions.with(words![CurrentUser Localtime Localtimestamp SessionUser User]),
    ..ansi::SPEC
};
