//! Exasol.

use super::ansi;
use crate::dialect::{Dialect, DialectSpec, Features, KeywordSet, Lexis};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Exasol,
    lexis: ansi::SPEC.lexis.union(Lexis::SQUARE_QUOTED_NAME).union(Lexis::SCRIPT_TEXT),
    features: ansi::SPEC
        .features
        .union(Features::PLAIN_DELETE)
        .union(Features::LONE_PARAMETER)
        .union(Features::SLASH_TERMINATOR)
        .union(Features::LOCAL_ALIAS)
        .union(Features::CONNECTIONS),
    reserved: ansi::SPEC
        .reserved
        .with(words![
            Absolute Action Add After All Allocate Alter And Any Are Array As Asc Asensitive At Authid Authorization Before Begin Between
            Bigint Binary Bit Blob Bool Boolean Both By Call Called Cardinality Cascade Cascaded Casespecific Cast Catalog Chain Char
            Character Characteristics Check Clob Close Coalesce Collate Collation Column Commit Condition Connection ConnectByIscycle
            ConnectByRoot Constraint Contains Continue Convert Corresponding Create Cs Csv Cube Current CurrentDate CurrentPath
            CurrentRole CurrentSchema CurrentTime CurrentTimestamp CurrentUser Cursor Cycle Data Date Day Deallocate Dec Decimal Declare
            Default Deferrable Deferred Defined Definer Delete Deref Desc Describe Deterministic Disable Disconnect Distinct Do Domain
            Double Drop Dynamic Each Else Elseif Emits Enable End Equals Escape Exception Exec Execute Exists Exit Export External
            Extract False Fbv File Final First Float Following For Force Format Free Function General Generated Get Global Go Grant
            Granted Group Grouping Groups Having Hold Hour Identity If Immediate Import In Index Indicator Inout Input Insensitive Insert
            Int Integer Into Invoker Is Iterate Large Last Lateral Leading Leave Level Like Limit Local Localtime Localtimestamp Log Loop
            Map Match Matched Merge Method Minute Mod Modifies Modify Module Month Names National Nchar Nclob New Next No Nocycle NoneKw
            Nullif Number Numeric Nvarchar Object Of Off Old Only Open Option Options Or Ordinality Out Output Over Overlay Parameter
            Partial Path Placing Position Preceding Prepare Preserve Prior Privileges Procedure Profile Qualify Range Read Reads Real
            Recursive Ref References Referencing Refresh Relative Release Rename Repeat Replace Restore Restrict Result Return Returns
            Revoke Rollback Rollup Row Savepoint Schema Scope Script Scroll Search Second Security Sensitive Separator Sequence Session
            SessionUser Sets Similar Smallint Some Source Specific Specifictype Sql Sqlexception Sqlstate Sqlwarning Start Statement
            Static Substring Subtype Sysdate System SystemUser Systimestamp Table Temporary Text Then Time Timestamp TimezoneHour
            TimezoneMinute Tinyint To Trailing Transaction Transform Translation Treat Trigger Trim True Truncate Unique Unknown Unnest
            Until Update Usage User Value Values Varchar Varchar2 View When Whenever While Window With Within Without Work Year Yes Zone
        ])
        .without(words![Ignore Respect]),
    not_relation_alias: KeywordSet::of(words![Connect Offset Preferring Returning]),
    bare_functions: ansi::SPEC.bare_functions.with(words![
        CurrentRole CurrentSchema CurrentUser Localtime Localtimestamp SessionUser Sysdate SystemUser Systimestamp User
    ]),
    ..ansi::SPEC
};
