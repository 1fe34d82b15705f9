//! Apache Impala.

use super::hive;
use crate::dialect::{Dialect, DialectSpec, Features};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Impala,
    features: hive::SPEC.features.union(Features::SQUARE_ARRAY).union(Features::TABLE_AS_STATEMENT),
    reserved: hive::SPEC.reserved.with(words![
        Add Aggregate Allocate Anti Any Are ArrayMaxCardinality Asc Asensitive Asymmetric At Atomic Avro BeginFrame BeginPartition
        Blob Buckets Called Cardinality Cascade Cascaded Change Character Class Clob Collate Collect Columns Comment Compression
        Compute Condition Connect Contains Convert Copy Corr Corresponding CovarPop CovarSamp CurrentDefaultTransformGroup
        CurrentPath CurrentRole CurrentRow CurrentSchema CurrentTime CurrentTransformGroupForType Cycle Data Databases Datetime
        Deallocate Declare Default Define Delimited Deref Desc Deterministic Disable Disconnect Div Dynamic Each Element Empty Enable
        Encoding EndFrame EndPartition Equals Escape Escaped Every Exec Execute Explain Fields Files Filter First Format Formatted
        FrameRow Free Functions Fusion Get Global Groups Hash Hold Iceberg Ilike Incremental Indicator Initial Inout Inpath
        Insensitive Intersection Jsonfile JsonTable Large Last Leading LikeRegex Limit Lines Load Localtimestamp Location
        Managedlocation Match Matches MatchRecognize Merge Metadata Method Modifies Multiset National Nchar Nclob No Normalize
        NthValue Nulls OccurrencesRegex OctetLength Offset Omit One Optimize Orc Overlay Overwrite Parquet Partitioned Partitions
        Pattern Per PercentileCont PercentileDisc Portion Position PositionRegex Precedes Prepare Purge Rcfile Real Recover Recursive
        Ref Referencing Refresh RegrAvgx RegrAvgy RegrCount RegrIntercept RegrR2 RegrSlope RegrSxx RegrSxy RegrSyy Release Rename
        Repeatable Replace Replication Restrict Returns Role Roles Savepoint Schema Schemas Scope Scroll Search Semi Sensitive
        Sequencefile Serdeproperties Sets Show Similar Skip Some Sort Specific Specifictype Sqlexception Sqlstate Sqlwarning Static
        Stored StraightJoin String Struct Submultiset SubstringRegex Succeeds Symmetric SystemTime SystemUser Tables Tblproperties
        Terminated Textfile TimezoneHour TimezoneMinute Tinyint Trailing TranslateRegex Translation Treat TrimArray Uescape Unique
        Unknown Unnest Unset Use Validate ValueOf Varbinary Varying Versioning View Whenever WidthBucket Within Without Zorder
    ]),
    not_relation_alias: hive::SPEC.not_relation_alias.without(words![Limit Offset]),
    bare_functions: hive::SPEC.bare_functions.with(words![CurrentRole CurrentSchema Localtimestamp SystemUser]),
    ..hive::SPEC
};
