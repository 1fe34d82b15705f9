//! `SQLite`.

use super::ansi;
use crate::dialect::{Dialect, DialectSpec, IdentifierCase, KeywordSet, Lexis};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Sqlite,
    lexis: ansi::SPEC
        .lexis
        .union(Lexis::SQUARE_QUOTED_NAME)
        .union(Lexis::BYTE_STRING)
        .union(Lexis::AT_VARIABLE)
        .union(Lexis::DOLLAR_VARIABLE),
    identifiers: IdentifierCase::Insensitive,
    reserved: ansi::SPEC
        .reserved
        .with(words![
            Abort Add After All Alter Always Analyze And As Asc Attach Autoincrement Before Begin Between By Cascade Cast Check Collate
            Column Commit Conflict Constraint Create Current CurrentDate CurrentTime CurrentTimestamp Database Default Deferrable
            Deferred Delete Desc Detach Distinct Do Drop Each Else End Escape Exclude Exclusive Exists Explain Fail Filter First
            Following For Foreign Generated Glob Group Groups Having If Immediate In Index Indexed Initially Insert Instead Into Is
            Isnull Like Limit Materialized No Nothing Notnull Nulls Of Offset Or Over Plan Pragma Preceding Primary Query Raise Range
            Recursive References Regexp Reindex Release Rename Replace Restrict Returning Rollback Row Savepoint Table Temp Temporary
            Then To Transaction Trigger Unbounded Unique Update Vacuum Values View When Window With Without
        ])
        .without(words![Fetch Interval Minus Overlaps Respect]),
    not_relation_alias: KeywordSet::of(words![Fetch Minus Qualify]),
    ..ansi::SPEC
};
