//! Microsoft SQL Server and Azure Synapse and Fabric warehouses.

use super::ansi;
use crate::dialect::{Dialect, DialectSpec, Features, IdentifierCase, Lexis};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Tsql,
    lexis: ansi::SPEC
        .lexis
        .union(Lexis::SQUARE_QUOTED_NAME)
        .union(Lexis::NESTED_COMMENT)
        .union(Lexis::NATIONAL_STRING)
        .union(Lexis::AT_VARIABLE)
        .union(Lexis::HASH_NAME)
        .union(Lexis::HASH_IN_WORD)
        .union(Lexis::AT_IN_WORD)
        .union(Lexis::DOLLAR_IN_WORD)
        .union(Lexis::MONEY),
    features: ansi::SPEC
        .features
        .union(Features::TOP)
        .union(Features::BARE_STATEMENTS)
        .union(Features::BATCHES)
        .union(Features::BEGIN_BLOCK)
        .union(Features::EQUALS_ALIAS)
        .union(Features::STRING_ALIAS)
        .union(Features::PLAIN_DELETE)
        .union(Features::TABLE_AS_STATEMENT)
        .union(Features::EXTERNAL_TABLE)
        .union(Features::INDEX_IN_TABLE)
        .union(Features::QUANTIFIER_WORDS)
        .union(Features::COMPUTED_COLUMN)
        .union(Features::NULLS_IN_OVER)
        .union(Features::TYPE_METHODS)
        .union(Features::PIVOT_VALUE_NAMES)
        .union(Features::UNPIVOT_COLUMN_NAMES)
        .union(Features::PLAIN_MERGE_VALUES),
    identifiers: IdentifierCase::Insensitive,
    reserved: ansi::SPEC
        .reserved
        .with(words![
            Add All Alter And Any As Asc Authorization Backup Begin Between Break Browse Bulk By Cascade Check Checkpoint Close Clustered
            Coalesce Collate Column Commit Compute Constraint Contains Containstable Continue Convert Create Current CurrentDate
            CurrentTime CurrentTimestamp CurrentUser Cursor Database Dbcc Deallocate Declare Default Delete Deny Desc Disk Distinct
            Distributed Double Drop Dump Else End Errlvl Escape Exec Execute Exists Exit External File Fillfactor For Foreign Freetext
            Freetexttable Function Go Grant Group Having Holdlock Identity Identitycol IdentityInsert If In Index Insert Into Is Key Kill
            Like Lineno Load Merge National Nocheck Nonclustered Nullif Of Off Offsets Open Opendatasource Openquery Openrowset Openxml
            Option Or Over Percent Pivot Plan Precision Primary Print Proc Procedure Public Raiserror Read Readtext Reconfigure
            References Replication Restore Restrict Return Revert Revoke Rollback Rowcount Rowguidcol Rule Save Schema Securityaudit
            Semantickeyphrasetable SessionUser Setuser Shutdown Some Statistics SystemUser Table Tablesample Textsize Then To Top Tran
            Transaction Trigger Truncate TryConvert Tsequal Unique Unpivot Update Updatetext Use User Values Varying View Waitfor When
            While With Writetext
        ])
        .without(words![Ignore Interval Minus Natural Overlaps Partition Respect Rows Using]),
    not_relation_alias: ansi::SPEC.not_relation_alias.with(words![Minus Natural Using]).without(words![As Group Having Values With]),
    bare_functions: ansi::SPEC.bare_functions.with(words![CurrentUser SessionUser SystemUser User]),
    ..ansi::SPEC
};
