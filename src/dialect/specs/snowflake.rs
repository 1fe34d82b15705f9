//! Snowflake.

use super::ansi;
use crate::dialect::{Dialect, DialectSpec, Features, KeywordSet, Lexis};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Snowflake,
    lexis: ansi::SPEC
        .lexis
        .union(Lexis::BACKSLASH_ESCAPE)
        .union(Lexis::SLASH_COMMENT)
        .union(Lexis::DOLLAR_QUOTE)
        .union(Lexis::DOLLAR_VARIABLE)
        .union(Lexis::DOLLAR_IN_WORD)
        .union(Lexis::STAGE_PATH)
        .union(Lexis::BYTE_STRING)
        .union(Lexis::AMPERSAND_VARIABLE)
        .union(Lexis::HASH_COMMENT),
    features: ansi::SPEC
        .features
        .union(Features::COLON_PATH)
        .union(Features::COLON_PARAMETER)
        .union(Features::TOP)
        .union(Features::LAMBDA_ARROW)
        .union(Features::BEGIN_BLOCK)
        .union(Features::SQUARE_ARRAY)
        .union(Features::CURLY_STRUCT)
        .union(Features::PLAIN_DELETE)
        .union(Features::EXTERNAL_TABLE)
        .union(Features::PIVOT_NAMES)
        .union(Features::UNPIVOTED_NAMES)
        .union(Features::UNPIVOT_COLUMN_NAMES)
        .union(Features::REFERENCES_COLUMN)
        .union(Features::BRIEF_COLUMNS)
        .union(Features::CLONE_IN_TIME)
        .union(Features::PLAIN_CALL)
        .union(Features::COLUMN_POSITION),
    reserved: ansi::SPEC
        .reserved
        .with(words![
            All Alter And Any As Asof Between By Cast Check Connect Connection Constraint Create Current CurrentDate CurrentTime
            CurrentTimestamp Declare Default Define Delete Distinct Drop Else Elseif Exists Following For Grant Group Gscluster Having
            Ilike In Increment Insert Into Is Lateral Like Localtime Localtimestamp MatchCondition MatchRecognize Of Or Qualify Raise
            Regexp Revoke Rlike Row Sample Some Start Strict Table Tablesample Then To Trigger TryCast Unique Update Values When Whenever
            With
        ])
        .without(words![Case Cross Fetch Ignore Interval Outer Overlaps Partition Respect]),
    not_relation_alias: KeywordSet::of(words![Cross Fetch Limit Offset Returning Window]),
    bare_functions: ansi::SPEC.bare_functions.with(words![CurrentUser Localtime Localtimestamp]),
    ..ansi::SPEC
};
