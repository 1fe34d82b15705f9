//! Apache Doris.

use super::mysql;
use crate::dialect::{Dialect, DialectSpec, Features, KeywordSet};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Doris,
    features: mysql::SPEC.features.union(Features::ANGLE_TYPE).union(Features::SQUARE_ARRAY),
    reserved: KeywordSet::of(words![
        Add Admin All Alter Analyze And Anti As Asc Auto Between Bigint Binary By Case Cast Collate Column Constraint Create Cross Cube
        Current Database Databases Default Delete Desc Describe Disk Distinct Distributed Div Double Drop Dump Duplicate Else Except
        Execute Exists Explain Export Extended Extract False Fetch Float Following For Force Foreign From Full Functions Grant Grants
        Group Having If In Index Infile Inner Insert Install Int Integer Intersect Interval Into Is Join Key Keys Kill Lateral Left Like
        Limit List Load LowPriority Match Maxvalue Minus Natural Not Null On Or Order Outer Outfile Over Overlaps Overwrite Partition
        Preceding Prepare Primary Procedure Range Read Real References Regexp Release Rename Repair Replica Revoke Right Role Roles Row
        Rows Schemas Select Semi Set Sets Show Signed Smallint Superuser Sync System Table Tablesample Terminated Then Tinyint To Trim
        True Unbounded Union Unique Unsigned Update Use Using Values When Where With Write Xor
    ]),
    not_relation_alias: mysql::SPEC.not_relation_alias.with(words![Window]).without(words![Full]),
    bare_functions: mysql::SPEC.bare_functions.without(words![CurrentUser UtcDate UtcTime UtcTimestamp]),
    ..mysql::SPEC
};
