//! Oracle Database.

use super::ansi;
use crate::dialect::{Dialect, DialectSpec, Features, KeywordSet, Lexis};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Oracle,
    lexis: ansi::SPEC
        .lexis
        .union(Lexis::NATIONAL_STRING)
        .union(Lexis::ALTERNATIVE_QUOTE)
        .union(Lexis::DOLLAR_IN_WORD)
        .union(Lexis::HASH_IN_WORD)
        .union(Lexis::AMPERSAND_VARIABLE),
    features: ansi::SPEC
        .features
        .union(Features::OUTER_JOIN_PLUS)
        .union(Features::PERCENT_ATTRIBUTE)
        .union(Features::MODIFY_DEFINES)
        .union(Features::DATABASE_LINK)
        .union(Features::DOUBLE_DOT_RANGE)
        .union(Features::INTO_VARIABLES)
        .union(Features::SLASH_TERMINATOR)
        .union(Features::COLON_PARAMETER)
        .union(Features::BEGIN_BLOCK),
    reserved: ansi::SPEC.reserved.with(words![
        Access Add All Alter And Any As Asc Audit Between Bulk By Char Check Cluster Column Comment Compress Connect ConnectByRoot
        Constraint Create Current Date Decimal Default Delete Desc Disable Distinct Drop Else Enable Exclusive Execute Exists File
        Float For Force Grant Group Having Identified Immediate In Increment Index Initial Insert Integer Into Invisible Is Level
        Like Limit Lock Long Loop Maxextents Mlslabel Mode Modify Multiset Noaudit Nocompress Nowait Number Of Offline Online Option
        Or Overflow Pctfree Pivot Prior Public Raw Rename Resource Revoke Row Rowid Rownum Session Share Size Smallint Start
        Successful Synonym Sysdate Table Then To Trigger Uid Unique Unpivot Update User Validate Values Varchar Varchar2 View When
        Whenever With
    ]),
    not_relation_alias: KeywordSet::of(words![Log Offset Qualify Returning Window]),
    bare_functions: ansi::SPEC
        .bare_functions
        .with(words![Dbtimezone Localtimestamp OraRowscn Sessiontimestamp Sessiontimezone SessionUser Sysdate Systimestamp Uid User])
        .without(words![CurrentTime]),
    pseudo_columns: KeywordSet::of(words![ColumnValue Deleting Inserting Level Rownum Updating]),
    ..ansi::SPEC
};
