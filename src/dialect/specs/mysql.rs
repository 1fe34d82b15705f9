//! `MySQL`.

use super::ansi;
use crate::dialect::{Dialect, DialectSpec, Features, IdentifierCase, KeywordSet, Lexis};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Mysql,
    lexis: ansi::SPEC
        .lexis
        .union(Lexis::DOUBLE_QUOTED_STRING)
        .union(Lexis::BACKSLASH_ESCAPE)
        .union(Lexis::HASH_COMMENT)
        .union(Lexis::DASH_COMMENT_NEEDS_SPACE)
        .union(Lexis::BYTE_STRING)
        .union(Lexis::NATIONAL_STRING)
        .union(Lexis::CHARSET_STRING)
        .union(Lexis::AT_VARIABLE)
        .union(Lexis::DOLLAR_IN_WORD),
    features: ansi::SPEC
        .features
        .union(Features::WORD_OPERATORS)
        .union(Features::DELIMITER)
        .union(Features::STRING_ALIAS)
        .union(Features::INDEX_IN_TABLE)
        .union(Features::MODIFY_DEFINES)
        .union(Features::PARTITION_NAMES)
        .union(Features::COLUMN_TIME_WORDS)
        .union(Features::REFERENCES_COLUMN),
    identifiers: IdentifierCase::Sensitive,
    reserved: ansi::SPEC
        .reserved
        .with(words![
            Accessible Add All Alter Analyze And As Asc Asensitive Before Between Bigint Binary Blob Both By Call Cascade Change Char
            Character Check Collate Column Condition Constraint Continue Convert Create CumeDist CurrentDate CurrentTime CurrentTimestamp
            CurrentUser Cursor Database Databases DayHour DayMicrosecond DayMinute DaySecond Dec Decimal Declare Default Delayed Delete
            DenseRank Desc Describe Deterministic Distinct Distinctrow Div Double Drop Dual Each Else Elseif Empty Enclosed Escaped
            Exists Exit Explain False FirstValue Float Float4 Float8 For Force Foreign Fulltext Generated Get Grant Group Grouping Groups
            Having HighPriority HourMicrosecond HourMinute HourSecond If In Index Infile Inout Insensitive Insert Int Int1 Int2 Int3 Int4
            Int8 Integer Into IoAfterGtids Is Iterate JsonTable Key Keys Kill Lag LastValue Lateral Lead Leading Leave Like Limit Linear
            Lines Load Localtime Localtimestamp Lock Long Longblob Longtext Loop LowPriority MasterBind Match Maxvalue Mediumblob
            Mediumint Mediumtext Middleint MinuteMicrosecond MinuteSecond Mod Modifies NoWriteToBinlog NthValue Ntile Numeric Of Optimize
            OptimizerCosts Option Optionally Or Out Outfile Over PercentRank Precision Primary Procedure Purge Range Rank Read Reads
            ReadWrite Real Recursive References Regexp Release Rename Repeat Replace Require Resignal Restrict Return Revoke Rlike
            RowNumber Schema Schemas SecondMicrosecond Sensitive Separator Show Signal Smallint Spatial Specific Sql Sqlexception
            Sqlstate Sqlwarning SqlBigResult SqlCalcFoundRows SqlSmallResult Ssl Starting Stored StraightJoin System Table Terminated
            Then Tinyblob Tinyint Tinytext To Trailing Trigger True Undo Unique Unlock Unsigned Update Usage Use UtcDate UtcTime
            UtcTimestamp Values Varbinary Varchar Varcharacter Varying Virtual When While Window With Write Xor YearMonth Zerofill
        ])
        .without(words![Full Respect Rows]),
    not_relation_alias: KeywordSet::of(words![Full Offset Qualify Returning]),
    bare_functions: ansi::SPEC.bare_functions.with(words![CurrentUser Localtime Localtimestamp UtcDate UtcTime UtcTimestamp]),
    ..ansi::SPEC
};
