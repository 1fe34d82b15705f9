//! Words that a dialect knows and still takes as names. A list each, told as what differs from a similar one.

use super::specs::words;
use super::{Dialect, KeywordSet};

/// The keywords of a dialect that may be names without quotes.
pub const fn of(dialect: Dialect) -> &'static KeywordSet {
    match dialect {
        Dialect::Ansi => &ANSI,
        Dialect::Athena => &ATHENA,
        Dialect::Bigquery => &BIGQUERY,
        Dialect::Clickhouse => &CLICKHOUSE,
        Dialect::Databricks => &DATABRICKS,
        Dialect::Db2 => &DB2,
        Dialect::Doris => &DORIS,
        Dialect::Duckdb => &DUCKDB,
        Dialect::Exasol => &EXASOL,
        Dialect::Flink => &FLINK,
        Dialect::Greenplum => &GREENPLUM,
        Dialect::Hive => &HIVE,
        Dialect::Impala => &IMPALA,
        Dialect::Mariadb => &MARIADB,
        Dialect::Materialize => &MATERIALIZE,
        Dialect::Mysql => &MYSQL,
        Dialect::Oracle => &ORACLE,
        Dialect::Postgres => &POSTGRES,
        Dialect::Redshift => &REDSHIFT,
        Dialect::Snowflake => &SNOWFLAKE,
        Dialect::Soql => &SOQL,
        Dialect::Sparksql => &SPARKSQL,
        Dialect::Sqlite => &SQLITE,
        Dialect::Starrocks => &STARROCKS,
        Dialect::Teradata => &TERADATA,
        Dialect::Trino => &TRINO,
        Dialect::Tsql => &TSQL,
        Dialect::Vertica => &VERTICA,
    }
}

const SQLITE: KeywordSet = KeywordSet::of(words![
    Action Bigint Binary Blob Boolean Character Clob Date Datetime Decimal Double File Float Incremental Int Int2 Int8 Integer
    Key Last Match Mediumint Nchar NoneKw Numeric Nvarchar Off Partial Precision Real Reset Restart Rowid Simple Smallint Stored
    Strict Text Ties Tinyint Truncate Unsigned Varchar Varying Virtual Yes
]);

const EXASOL: KeywordSet = KeywordSet::of(words![
    Abs Access Admin Always Analyze Asymmetric Atomic Audit Auto Avg Backup Bernoulli Breadth Ceil Ceiling Change
    CharacterLength Characters Clear Comment Committed Connect Consumer Corr Count CovarPop CovarSamp Database DateTrunc
    Defaults Delimiter DenseRank Depth Dictionary Distribute Div Dump Empty Encoding Error Estimate Every Exclude Excluding Exp
    Explain Files FirstValue Floor Flush Foreign Handler Hash Identified Ignore Including Initially Isolation Json JsonValue
    Keep Key Keys Kill Lag Language LastValue Lead Least Ln Lock Login Logs Long Lower Manage Max Message Min Normalized Nulls
    Objects OctetLength Octets Offset Optimize Overflow Owner Password PercentileCont PercentileDisc Power Precision Primary
    Query Rank Record RegrAvgx RegrAvgy RegrCount RegrIntercept RegrR2 RegrSlope RegrSxx RegrSxy RegrSyy Repeatable Reset
    Respect Returning Reverse Role Roles RowNumber Rowcount Rowid Scalar Schemas Secure Serializable Simple Size Skip Sqrt
    Statistics StddevPop StddevSamp Step Substr Sum Symmetric Tables Tablesample Tasks Ties Trace Translate Type Unbounded
    Uncommitted Undo Upper Use VarPop VarSamp Varying Virtual Week Write
]);

const TRINO: KeywordSet = KeywordSet::of(words![
    Absent Add Admin After All Analyze Any Array Asc At Authorization Bernoulli Bigint Binding Boolean Both Call Cascade Catalog
    Catalogs Char Column Columns Comment Commit Committed Count Current Data Date Day Decimal Default Define Definer Deny Desc
    Distributed Double Empty Encoding Error Excluding Explain Filter Final First Following Format Functions Grant Granted Grants
    Graphviz Groups Hour If Ignore Immediate Including Initial Input Int Integer Interval Invoker Io Isolation Json Keep Key
    Keys Language Last Lateral Leading Level Local Map Match MatchRecognize Matched Matches Materialized Measures Merge Minute
    Month Nested Next Nfc Nfd Nfkc Nfkd No NoneKw Nullif Nulls Object Of Offset Omit One Only Option Ordinality Output Over
    Overflow Partition Partitions Passing Past Path Pattern Per Period Plan Position Preceding Precision Privileges Range Read
    Real Refresh Rename Repeatable Replace Reset Respect Restrict Return Returning Returns Revoke Role Roles Rollback Row Rows
    Running Scalar Schema Schemas Second Security Serializable Session Set Sets Show Smallint Some Start Stats Subset Substring
    System Tables Tablesample Text Ties Time Timestamp Tinyint To Trailing Transaction Truncate TryCast Type Unbounded
    Uncommitted Unique Unknown Unmatched Update Use User Uuid Validate Value Varbinary Varchar Verbose Version View Window
    Within Without Work Wrapper Write Year Zone
]);

const BIGQUERY: KeywordSet = KeywordSet::of(words![
    Access Account Add Admin After Alter Apply Assert AutoIncrement Begin Bernoulli Binary Binding Break Cache Call Cascade
    Chain Character Check Cluster Column Columns Comment Commit Concurrently Connect Connection Constraint Continue Copy
    CurrentUser Cycle Data Database Date Datetime Declare Delete Describe Deterministic Do Domain Double Drop Elseif Enforced
    Error Exception Execute Execution Explain Export Extension External File Files Filter First Foreign Format Function Future
    Grant Granted Grants Hour Ilike Immediate Imported Increment Index Inout Insert Integration Iterate Key Language Large Last
    Leave Load Loop Manage Masking Matched Materialized Max Maxvalue Message Metadata Min Minus Minvalue Model Modify Monitor
    Name Nfc Nfd Nfkc Nfkd Nocache Nocycle Noorder Object Offset Operate Option Options Organization Out Overwrite Ownership
    Partitions Percent Pipe Policy Precision Prior Privileges Procedure Public Qualify Quarter Raise Read References Rename
    Repeat Repeatable Replace Replica Resource Restrict Return Returns Revoke Rlike Role Rollback Routine Row Safe Schema
    Schemas Search Second Separator Sequence Server SessionUser Sets Share Snapshot Source Stage Start Stream Strict System
    SystemTime Table Tablespace Target Task Temp Temporary Time Timestamp Transaction Transient Trigger Truncate Type Undrop
    Unique Unsigned Until Update Usage Use User Value Values Varying Version View Warehouse Week While Without Work Wrapper
    Write Zone
]);

const TSQL: KeywordSet = KeywordSet::of(words![
    Abort Absent Access Add Algorithm All Alter Always And Any Application Apply As Asc Assembly Attach Audit Authorization Auto
    Backup Base64 Begin Bernoulli Between Bigint Binding Block Break Browse Bulk By Cache Cascade Case Catch Change
    ChangeTracking Check Checkpoint Checksum Clear Close Clustered Coalesce Collate Collection Column Columnstore Commit
    Committed Compression Compute Configuration Constraint Contained Contains Containstable Continue Convert Copy Create
    Credential Cross Current CurrentDate CurrentTime CurrentTimestamp CurrentUser Cursor Database Dateformat Datetime Datetime2
    Datetimeoffset Days Dbcc Deallocate Declare Default Delay Delete Deleted Delta DenseRank Deny Desc Disable Disk Distinct
    Distributed Distribution Double Drop Dump Edge Edition Elements Else Enable Encoding Encrypted Encryption End Endpoint
    Errlvl Error Escape Event Except Exec Execute Exists Exit Expand Explain Explicit External Failover Fetch File FileFormat
    Filestream Fillfactor Following For Force Foreign Format Freetext Freetexttable From Full Fulltext Function Gb Generated
    Geography Geometry Go Goto Grant Group Hash Having Heap Help Hidden Hierarchyid High Histogram Holdlock Identity
    IdentityInsert Identitycol If Image In Include IncludeNullValues Increment Incremental Index Inner Insensitive Insert
    Inserted Instead Integration Intersect Into Io Is Join Json JsonArray JsonObject JsonQuery JsonValue Keep Key Kill Label
    Left Library Like Lineno List Load Location Log Login Loop Masked Master Matched Max Maxvalue Mb Merge Message Minutes
    Minvalue Model Money Months Move Name National Nocheck Node Nonclustered Not Notification Nowait Ntext Ntile Null Nullif
    Nulls Nvarchar Of Off Offset Offsets On Online Open Opendatasource Openjson Openquery Openrowset Openxml Optimize Option Or
    Orc Order Outer Over Override Owner Ownership Parquet Partitions Password Pause Percent Period Persisted Pivot Plan Policy
    Preceding Precision Primary Print Proc Procedure Profile Provider Public Query Raiserror Rank Raw Rcfile Read ReadOnly
    ReadWrite Readonly Readtext Rebuild Receive Recompile Reconfigure References Remote Remove Rename Repeatable Replace
    Replicate Replication Resources Respect Restart Restore Restrict Resume Return Revert Revoke Right Rollback Root RowNumber
    Rowcount Rowguidcol Rowversion Rule Save Scalar Schema Schemabinding Scoped Script Secondary Seconds Secret Security
    Securityaudit Select Semantickeyphrasetable Send Serializable Server Service SessionUser Set Seterror Settings Setuser
    Shutdown Simple Smalldatetime Smallmoney Snapshot Some Source Sparse SqlVariant Statistics Stats Stop StringAgg Subscribe
    Switch Synonym SystemTime SystemUser Table Tablesample Target Text Textsize Then Throw Ties Tinyint To Top Trace Tran
    Transaction Trigger Truncate Try TryConvert Tsequal Type Unbounded Uncommitted Undefined Union Unique Uniqueidentifier
    Unload Unpivot Unsafe Update Updatetext Url Use User Values Varbinary Varying View Views Waitfor Warehouse Week Weeks When
    Where While With WithoutArrayWrapper Writetext Xml Xmldata Xmlschema Xsinil Years
]);

const SNOWFLAKE: KeywordSet = BIGQUERY
    .with(words![
        Abort Accounts Action Aggregate Aggregation Alert Algorithm Always Application Array Asc Async At Attach
        Authentication Authorization Authorizations Auto Autoincrement Avro Backup Base64 BaseLocation Before Block Body
        Boolean Called Case Cases Catalog CatalogSync CatalogSyncNamespaceMode ChangeTracking Changes Clone Clustering
        Collate Compatible Compression Condition ConnectByRoot Contact CopyOptions Credentials Cross Csv Cube CurrentRole
        CurrentSchema Cursor DataRetentionTimeInDays Databases DbtVersion DefaultDdlCollation DefaultSecondaryRoles
        Deferrable Deferred Deflate Delegated Delta Desc Dimensions Directed Directory Disable Downstream Dynamic Empty
        Enable EnableSchemaEvolution Encoding Encryption End Enum Escape Event Exchange Exclude ExternalVolume Facts Fetch
        FileFormat Final FirstName Flatten Force Functions Generated Get Global Grouping Gzip Handler Header History Iceberg
        Identifier Identity If Ignore Immutable Import Include Initialize Initially Input Interval Issue Json Keys LastName
        Lifecycle Limit List Listing Local Location Locks Ls Lzo Managed Match Matches MaxDataExtensionTimeInDays Measures
        Merge Metric Metrics Mode Models Nest Network Next Nextval No NoneKw Norely Notification Notify Novalidate Nulls
        Objects Off Omit One Only Optimization Optimized Orc Other Outer Output Over Overlaps Override Owner Package
        Packages Parallel Parameters Parquet Partial Partition Password Past Pattern Per Pipes Pivot Preceding Primary
        Procedures Profile Projection Purge Put Queries Range Recluster Recursive Refresh RefreshMode Rely Remove
        ReplaceInvalidCharacters Replication Require Reset Respect Restricted Restrictions Result Resultset Resume Reverse
        Rm Roles Rollup Routines Rule Run Running S3 Schedule Secondary Secret Secrets Secure Security Seed Semantic
        SemanticView Sequences Service Session Shares Show Simple Skip Sql Stages Starts Statement Storage
        StorageIntegration StorageSerializationPolicy Streamlit Streams Substring Support Suspend Swap Sysdate Tables Tag
        Tags TargetLag Tasks Template Terse Text Top Trace Triggers Truncatecolumns Unbounded Unmatched Unpivot Unset Url
        Users Validate ValidationMode Variables Variant Views Virtual Volatile Volume Warehouses Window Within
        WorkloadIdentity Xml
    ])
    .without(words![
        Alter Assert Check Connect Connection Constraint Datetime Declare Delete Deterministic Drop Elseif Export Grant Hour
        Ilike Increment Inout Insert Leave Load Max Message Metadata Min Minus Nfc Nfd Nfkc Nfkd Partitions Qualify Quarter
        Raise Revoke Rlike Row Safe Second Snapshot Source Start Strict SystemTime Table Target Trigger Unique Update Values
        Week
    ]);

const IMPALA: KeywordSet = BIGQUERY
    .with(words![
        Abort Abs Absolute Accounts Action Alias Always Analyse Analyze Archive Audit Avg AvgRowLength Backup Backward
        Before Bit Bool Breadth Browse Bucket Bulk Catalog Ceil Ceiling CharLength CharacterLength Characteristics
        Characters Checkpoint Checksum Close Clustered Coalesce Collation Collection Committed Compress Containstable
        Conversion Count Createdb Createrole Csv CumeDist Day DayHour DayMicrosecond DayMinute DaySecond Dayofyear Days Dbcc
        Defaults Deferrable Deferred Defined Definer DelayKeyWrite Delayed Delimiter DenseRank Deny Depth Detail Dictionary
        Directory Disk Distinctrow Distribute Distributed Dow Dump Enclosed Encrypted Enum Errlvl Exclude Excluding
        Exclusive Exit Exp Fillfactor Final Float4 Float8 Flush Force Forward Freetext Freetexttable Freeze Fulltext General
        Generated Go Goto Handler Header Heap HighPriority Holdlock Host Hosts HourMicrosecond HourMinute HourSecond Hours
        Identified Identity IdentityInsert Identitycol Immutable Include Including Indexes Infile Inherit Inherits
        Initialize Initially Input Inputformat Instead Int1 Int2 Int3 Int4 Int8 Invoker Isnull Isolation Items Jar Json Keys
        Kill Least Level Lineno Listen Ln Localtime Lock Locks Login Logs Long Longblob Longtext LowPriority Lower MaxRows
        Maxextents Mediumblob Mediumint Mediumtext Member Middleint Millisecond MinRows Minute MinuteMicrosecond
        MinuteSecond Minutes Mlslabel Mod Mode Module Month Months Msck Names New Next NoWriteToBinlog Noaudit Nocheck
        Nocompress Nocreatedb Nocreaterole Noinherit Nologin Nonclustered Normalized Noscan Nosuperuser Nothing Notify
        Notnull Nowait Nullable Nullif Number Objects Octets Off Offline Offsets Old Online Open Opendatasource Openquery
        Openrowset Openxml Operator Optionally Ordinality Others Outfile Output Outputformat Owner PackKeys Parameter
        Parameters Partial Password Path Pctfree PercentRank Placing Plan Power Print Proc Procedural Procedures Processlist
        Quote Raiserror Rank Raw Readtext Rebuild Reconfigure Reindex Relative Reload Repair Require Reset Resignal Restart
        Restore Result Routines RowNumber Rowcount Rowguidcol Rowid Rownum Rule Save Scale SecondMicrosecond Seconds
        Security Sequences Serde Serializable Session Setof Setuser Shared Shares Shuffle Shutdown Signal Simple Size Sorted
        Spatial Sql SqlBigResult SqlCalcFoundRows SqlSmallResult Sqrt Ssl Stable Stages Starting Starts Statement Statistics
        StddevPop StddevSamp Stdin Stdout Storage Streams Substring Successful Sum Superuser Synonym Sysdate Tasks Template
        Text Textsize Ties Timestamptz Tinyblob Tinytext Top Tran Translate Trim Tsequal Uid Uncommitted Undo Unlisten
        Unlock Updatetext Upper Uri Users UtcDate UtcTime UtcTimestamp Vacuum Valid Validator VarPop VarSamp Varchar2
        Varcharacter Variable Variables Verbose Volatile Waitfor Warehouses Weeks Writetext Xml Xor Year YearMonth Years
        Zerofill
    ])
    .without(words![
        Add Alter Assert Binary Cache Cascade Character Column Columns Comment Commit Concurrently Connect Constraint Copy
        Cycle Data Database Date Datetime Declare Delete Describe Deterministic Double Drop Enforced Error Execute Explain
        External Files Filter First Foreign Format Function Grant Ilike Inout Insert Large Last Load Message Metadata Minus
        Nfc Nfd Nfkc Nfkd Offset Organization Out Overwrite Partitions Percent Precision Procedure Raise References Rename
        Repeatable Replace Replica Restrict Returns Revoke Rlike Role Rollback Row Safe Schema Schemas Search Sets Start
        SystemTime Table Target Time Timestamp Trigger Truncate Undrop Unique Update Use User Values Varying View Without
    ]);

const HIVE: KeywordSet = IMPALA
    .with(words![
        Add Aggregate Allocate Any Are Asc Asensitive Asymmetric At Atomic Avro Blob Buckets Called Cardinality Cascade
        Cascaded Change Character Class Clob Collate Collect Columns Comment Compute Condition Connect Contains Convert Copy
        Corr Corresponding CovarPop CovarSamp CurrentDefaultTransformGroup CurrentPath CurrentRole CurrentTime
        CurrentTransformGroupForType Cycle Data Databases Datetime Deallocate Declare Default Delimited Deref Desc
        Deterministic Disable Disconnect Div Dynamic Each Element Enable Encoding Equals Escape Escaped Every Exec Execute
        Explain Fields Filter First Format Formatted Free Functions Fusion Get Global Hold Ilike Indicator Initial Inout
        Inpath Insensitive Intersection Iregexp Jsonfile Large Last Leading Limit Lines Load Localtimestamp Location
        Managedlocation Match Merge Metadata Method Modifies Multiset National Nchar Nclob No Norely Normalize Novalidate
        Nulls OctetLength Offset Optimize Orc Overlay Overwrite Parquet Partitioned Partitions PercentileCont PercentileDisc
        Position Prepare Purge Rcfile Real Recursive Ref Referencing RegrAvgx RegrAvgy RegrCount RegrIntercept RegrR2
        RegrSlope RegrSxx RegrSxy RegrSyy Release Rely Rename Repeatable Replace Replication Restrict Returns Role Roles
        Savepoint Schema Schemas Scope Scroll Search Semi Sensitive Sequencefile Serdeproperties Sets Show Similar Some Sort
        Specific Specifictype Sqlexception Sqlstate Sqlwarning Static Stored StraightJoin String Struct Submultiset
        Symmetric SystemUser Tables Tblproperties Terminated Textfile TimezoneHour TimezoneMinute Tinyint Trailing
        Translation Treat Uescape Unique Unknown Unnest Unset Use Validate Varbinary Varying View Whenever WidthBucket
        Within Without
    ])
    .without(words![Shuffle]);

const ATHENA: KeywordSet = HIVE
    .with(words![
        Compression Date Dayofweek Dec Error Extended Lambda Overflow Row Start Time Timestamp Unload User Views Window
    ])
    .without(words![
        Avro Detail Dow Hours Iregexp Jsonfile Managedlocation Minutes Months Orc Parquet Prepare Rcfile Seconds
        Sequencefile Textfile Weeks Years
    ]);

const FLINK: KeywordSet = ATHENA
    .with(words![
        Alter Array Avro Bytes Cache Catalogs Commit Connector Cube Current Database Define Describe Enforced External Floor
        Following Grouping Hash Help History Jars Jobs Kafka Lateral Map MatchRecognize Measures NoneKw One Orc Out Over
        Parquet Past Pattern Per Percent Preceding Precision Prepare Preserve Procedure Range Reads Regexp Resume Revoke
        Rlike Rollback Rollup Sink Skip Stop Suspend SystemTime Tablesample TimestampLtz Transform Trigger Truncate
        Unbounded Upsert Virtual Watermark Watermarks
    ])
    .without(words![
        Any Archive Character Check Collate Collection Compression CurrentTime CurrentUser Date Day Declare Delimited Desc
        Directory Distribute Error Escape Export Filter Formatted Hour Indexes Inpath Inputformat Items Lambda Leading Limit
        Minute Month Msck Norely Noscan Novalidate Outputformat Overflow Overlay Position Real Rebuild Rely Repair Row
        Second Semi Serde Serdeproperties SessionUser Shared Snapshot Some Sort Sorted Stored Struct Substring Tblproperties
        Time Timestamp Timestamptz Tinyint Trailing Unique Unknown Unset Uri User Year
    ]);

const ANSI: KeywordSet = FLINK
    .with(words![
        All And Any As Authorization Between Bigint Binary Boolean Both By Cast Char Character Check Collate Column
        Constraint Create CurrentDate CurrentTime CurrentTimestamp CurrentUser Cursor Date Day Decimal Declare Delete Desc
        Distinct Double Drop Else End Escape Exists Extract False Filter Float For Foreign Function Grant Group Having Hour
        If In Insert Int Integer Into Is Leading Like Local Minute Month Numeric Of Only Or Overlay Position Primary Real
        References Row Second SessionUser Smallint Some Substring Table Then Time Timestamp Tinyint To Trailing True Unique
        Unknown Update User Values Varchar When With Year
    ])
    .without(words![
        Avro Bucket Buckets Bytes Catalogs Connector Define Enforced Extended Hash Help History Jar Jars Jobs Kafka
        MatchRecognize Measures Metadata One Orc Parquet Partitioned Partitions Past Pattern Per Resume Sink Skip Stop
        Suspend SystemTime TimestampLtz Unload Upsert Virtual Watermark Watermarks
    ]);

const SOQL: KeywordSet = ANSI;

const TERADATA: KeywordSet = ANSI
    .with(words![
        Autoincrement Del Dual Export Fallback Fetch Hash Import Label Macro Overlaps Override Profile Run Sample Sel Stats
    ])
    .without(words![
        Replace Timestamp
    ]);

const CLICKHOUSE: KeywordSet = ANSI
    .with(words![
        Anti Asof Async Attach Clear Clone Codec Datetime64 Deduplicate Delay Detach Engine Ephemeral Events Exchange Fill
        Id Interpolate Live Materialize Merges Models Mutation Orc Override Part Paste Profile Projection Query Quota Remove
        Replica Sample Semi Send Skip Step Stop Sync Totals Ttl Tuple Unfreeze Uuid Volume
    ])
    .without(words![
        Format Into Keys Lateral Window
    ]);

const DB2: KeywordSet = ANSI.with(words![
    BusinessTime Capture Clone Collection Component Cs CurrentSchema Distribute Encryption Extend Extended Generate Hash
    High Histogram Hours Import Jar Keep Label List Logged Microsecond Microseconds Minutes Months Nextval Nomaxvalue
    Nominvalue Optimization Package Part Partitioned Partitions Profile Program Query Refresh Reverse Rr Rs Run Seconds
    Service Snapshot SystemTime Timezone Types Ur Variant Xmlelement Xmlnamespaces Years Yes
]);

const DATABRICKS: KeywordSet = ANSI
    .with(words![
        Archive Auto Avro Bucket Buckets Case Catalogs Changes Clear Clone Collection Connections Cost Credential
        Credentials Delimited Delta Detail Directory Distribute Dry Enforced Exchange Expect Export Extended Fail Files
        Formatted From Generate Geography Geometry Groups History Hours Iceberg Ignore Import Indexes Inpath Inputformat
        Interval Items Limit List Live Macro Managed Metadata Metrics Months Msck Namespace Norely Not Novalidate Null
        Optimization Orc Order Outer Outputformat Parquet Partition Partitioned Partitions Pivot Provider Query Recover
        Refresh Rely Remove Repair Respect Retain Rows Run Schedule Seconds Select Serde Serdeproperties Service Set Sort
        Sorted Stored Streaming Struct Substr Sync Tag Tags Target Tblproperties TimestampLtz TimestampNtz TryCast Uncache
        Unpivot Unset Variant Violation Volume Weeks Years Zorder
    ])
    .without(words![
        For Lateral Qualify
    ]);

const SPARKSQL: KeywordSet = DATABRICKS.without(words![
    All And Any As Authorization Auto Both Case Cast Catalogs Check Clone Collate Column Connections Constraint Create
    Credential Credentials CurrentDate CurrentTime CurrentTimestamp CurrentUser Else End Enforced Escape False Files
    Filter Foreign From Geography Geometry Grant Group Groups Having In Into Is Leading Managed Metadata Metrics Norely
    Not Novalidate Null Only Optimization Or Order Outer Primary Provider References Rely Schedule Seconds Select
    Service SessionUser Some Table Tag Tags Then To Trailing Unique Unknown User Volume Weeks When With Zorder
]);

const VERTICA: KeywordSet = ANSI
    .with(words![
        Anti Archive Authentication Auto Batch Block Broadcast Bytea Bytes Clear Configuration Datediff Define Delimited
        Depends Directed Dryrun Ephemeral Epoch Error Event Events Exceptions Export Extend Fixedwidth Geography Geometry
        Glob Gzip High Hours Iceberg Id Interpolate Label Library Lzo Managed Materialize Microseconds Milliseconds Minutes
        Money Namespace Network Node Orc Parquet Parser Pattern Point Pool Previous Profile Projection Query Record Recover
        Refresh Remove Replicate Rows Schedule Secondary Seconds Semi Serial Shared Signed Skip Smalldatetime Stored
        Timestampadd Timestampdiff Timestamptz Timetz Timezone Types Uuid
    ])
    .without(words![
        All And Any Array As Asc Authorization Between Binary Both Cast Check Collate Column Constraint Create CurrentDate
        CurrentTime CurrentTimestamp CurrentUser Default Deferrable Desc Distinct Else End False For Foreign Grant Having In
        Initially Into Is Lateral Leading Like Localtime Localtimestamp Match New Notnull Offset Old Only Or Over Primary
        References SessionUser Similar Some Sysdate Table Then To Trailing True Unbounded Unique User When Window With
        Within
    ]);

const ORACLE: KeywordSet = ANSI
    .with(words![
        Absent Accessible Archive Authid Auto Body Currval Define Dimension Directory Distribute Duplicate Elsif Empty Error
        Errors Forall Groups High History Job Keep Library Locked Log Nested Nextval Nomaxvalue Nominvalue Norely Novalidate
        Oid Outline Package Parallel Pragma Precedes Profile Program Query Quota Raise Record Refresh Rely Remote Restricted
        Returning Rowtype Service Shared Sharing Skip Sync Verify Wrapped
    ])
    .without(words![
        Access Add All Alter And Any As Asc Audit Between Bulk By Char Check Cluster Column Comment Compress Connect
        Constraint Create Current Date Decimal Default Delete Desc Disable Distinct Drop Else Enable Exclusive Execute
        Exists File Float For Force Grant Group Having Identified Immediate In Increment Index Initial Insert Integer Into
        Is Level Like Lock Long Loop Maxextents Mlslabel Mode Modify Multiset Noaudit Nocompress Nowait Number Of Offline
        Online Option Or Parameters Pctfree Prior Public Raw Rename Resource Revoke Row Rowid Rownum Session Share Size
        Smallint Start Successful Synonym Sysdate Table Then To Trigger Uid Unique Update User Validate Values Varchar
        Varchar2 View When Whenever With
    ]);

const DORIS: KeywordSet = ATHENA
    .with(words![
        Against Algorithm Array Authentication Authorization AutoextendSize Block Boolean Both Btree Cache Catalogs Channel
        Char Charset Clone ColumnFormat Commit Component CurrentCatalog CurrentDate CurrentTimestamp Cursor Decimal Discard
        Dual Dumpfile Empty Encryption End Enforced Engine EngineAttribute Engines Errors Event Events Exchange Expansion
        External FirstValue Floor Function Geometry Grouping Groups Hash Help Histogram History Hours Ignore Import
        Incremental Inplace InsertMethod Instant Invisible Io Job Jobs JsonTable JsonValue Jsonb KeyBlockSize Label Lag
        LastValue Lead Library Local Locked Log Logfile Map Master Microsecond Minutes Nested NoneKw NthValue Ntile Numeric
        Nvarchar Of One Only Optimized Organization Out Parser Pause Percent Period Permissive Point Polygon Precedes
        Precision Preserve Profile Profiles Query Quota ReadOnly Reads Recover Refresh Relay Remote Remove Replicas
        Resources Respect Restrictive Resume Retain Returning Reverse Rlike Rollback Rollup Rotate RowFormat Sample Schedule
        Secondary SecondaryEngineAttribute Serial Skip Slave Slow Sounds SqlBufferResult SqlCache SqlNoCache Srid Stats
        StatsAutoRecalc StatsPersistent StatsSamplePages Status Stop Streaming Super Suspend Tag Temptable Timestampadd
        Timestampdiff Transform Tree Trigger Triggers Truncate Types Undefined UserResources Varchar Variant Virtual Visible
        Warnings Xa
    ])
    .without(words![
        Add Admin Analyze Archive Asc Bucket Collate Collection Databases Default Delimited Desc Disk Distribute Distributed
        Div Dump Execute Explain Export Extended Force Formatted Functions Grants Index Infile Inpath Inputformat Items Jar
        Key Keys Kill Lambda Limit Load LowPriority Match Maxvalue Metadata Msck Norely Noscan Novalidate Outfile
        Outputformat Overflow Overwrite Partitioned Read Real Release Rely Rename Repair Role Roles Row Schemas Semi Serde
        Serdeproperties Sets Show Sort Sorted Superuser System Tblproperties Terminated Timestamptz Tinyint Trim Unique
        Unload Unsigned Uri Use Write Xor
    ]);

const MYSQL: KeywordSet = DORIS
    .with(words![
        Admin Cast Cube Current Disk Distributed Dump Duplicate Execute Export Extended Extract Following Full Functions
        Grants Install List Overwrite Preceding Prepare Repair Replica Role Roles Row Rows Sets Signed Superuser Tablesample
        Trim Unbounded
    ])
    .without(words![
        Asensitive Before Blob Both Call Cascade Catalogs Change Char Character Check Condition Continue Convert CumeDist
        CurrentCatalog CurrentDate CurrentTime CurrentTimestamp CurrentUser Cursor DayHour DayMicrosecond DayMinute
        DaySecond Dec Decimal Declare Delayed DenseRank Deterministic Distinctrow Dual Each Elseif Empty Enclosed Escaped
        Exit FirstValue Float4 Float8 Fulltext Generated Get Grouping Groups HighPriority HourMicrosecond HourMinute
        HourSecond Hours Ignore Incremental Inout Insensitive Int1 Int2 Int3 Int4 Int8 Iterate Job Jobs JsonTable Jsonb
        Label Lag LastValue Lead Leading Leave Lines Localtime Localtimestamp Lock Long Longblob Longtext Loop Mediumblob
        Mediumint Mediumtext Middleint MinuteMicrosecond MinuteSecond Minutes Mod Modifies NoWriteToBinlog NthValue Ntile
        Numeric Of Optimize Optimized Option Optionally Out Pause PercentRank Period Permissive Precision Purge Quota Rank
        Reads Recursive Refresh Repeat Replace Require Resignal Resources Restrict Restrictive Return Rlike RowNumber Sample
        Schema SecondMicrosecond Sensitive Separator Signal Spatial Specific Sql SqlBigResult SqlCalcFoundRows
        SqlSmallResult Sqlexception Sqlstate Sqlwarning Ssl Starting Stats Stored StraightJoin Streaming Struct Tag Tinyblob
        Tinytext Trailing Trigger Undo Unlock Unset Usage UtcDate UtcTime UtcTimestamp Varbinary Varchar Varcharacter
        Variant Varying Virtual While Window YearMonth Zerofill
    ]);

const MARIADB: KeywordSet = MYSQL
    .with(words![
        Auto Body Clustering CumeDist DenseRank Elsif Empty FirstValue Generated Get Grouping Groups Hard Id JsonTable Lag
        LastValue Lateral Lead Nextval Nomaxvalue Nominvalue NthValue Ntile Of Package PercentRank Period Persistent Portion
        Previous Raise Rank Rowtype Stored System SystemTime Versioning Virtual Yes
    ])
    .without(words![
        CurrentRole General Offset Returning Rows Slow StatsAutoRecalc StatsPersistent StatsSamplePages
    ]);

const STARROCKS: KeywordSet = MARIADB
    .with(words![
        Gin Kafka Label Pause Struct
    ])
    .without(words![
        Clustering Yes
    ]);

const POSTGRES: KeywordSet = VERTICA
    .with(words![
        Attach Between Bigserial Box Bpchar Bypassrls Cidr Circle Compression Conflict Cost CurrentUser Detach Discard Empty
        Enforced Extended Family ForceNotNull ForceNull ForceQuote Groups Hash Ignore Import Indexes Inet Interval Jsonb
        Leakproof Leftarg Line List Locked Logged Lseg Macaddr Main Match Modulus New Nfc Nfd Nfkc Nfkd Nobypassrls
        Noreplication Old Over Owned Parallel Partition Passing Permissive Plain Plans Polygon Program Provider Publication
        Reassign Remainder Replica Respect Restricted Restrictive Safe Scalar Set Settings Smallserial Snapshot Stop
        Subscription Support Sysdate Table Target Tsquery Tsvector Unbounded Unlogged Unsafe User Virtual Within Xmlelement
        Xmlforest Xmlnamespaces Xmltable Yes
    ])
    .without(words![
        Abs Allocate Analyse Analyze Anti Archive Are Asensitive Asymmetric Authentication Auto Avg Batch Blob Block
        Broadcast Bytes Cardinality Ceil Ceiling CharLength CharacterLength Characters Clear Clob Collect Condition Connect
        Contains Convert Corr Corresponding Count CovarPop CovarSamp CumeDist CurrentDefaultTransformGroup CurrentPath
        CurrentRole CurrentTransformGroupForType Datediff Define Defined Delimited DenseRank Deref Directed Disconnect Do
        Dryrun Dynamic Element Ephemeral Epoch Equals Error Events Every Exception Exceptions Exec Execution Exp Export
        Extend Final Fixedwidth Floor Free Freeze Fusion General Get Glob Go Goto Group Gzip High Hours Iceberg Id Ilike
        Indicator Initial Interpolate Intersection Isnull Library Ln Lower Lzo Managed Map Materialize Max Member
        Microseconds Milliseconds Min Minutes Mod Modifies Module Multiset Namespace Nclob Network Node Nullable Number
        OctetLength Octets Open Orc Output Parameter Parquet Pattern Percent PercentRank PercentileCont PercentileDisc
        Placing Plan Pool Power Previous Profile Projection Query Rank Reads Record Recover RegrAvgx RegrAvgy RegrCount
        RegrIntercept RegrR2 RegrSlope RegrSxx RegrSxy RegrSyy Remove Replicate Restore Result RowNumber Scale Schedule
        Scope Secondary Seconds Semi Sensitive Shared Signed Size Smalldatetime Specific Specifictype Sqlexception Sqlstate
        Sqlwarning Sqrt Static StddevPop StddevSamp String Submultiset Sum Symmetric SystemUser Tablesample Timestampadd
        Timestampdiff Timezone TimezoneHour TimezoneMinute Translate Translation Unnest Upper VarPop VarSamp Varbinary
        Verbose Whenever WidthBucket
    ]);

const GREENPLUM: KeywordSet = POSTGRES
    .with(words![
        Contains Errors Every Exchange Expand Fill Master Modifies Partitions Percent Reads
    ])
    .without(words![Distributed]);

const DUCKDB: KeywordSet = POSTGRES.with(words![
    Anti Asof Dateformat Glob Install Macro Map Percent Positional Sample Semi Struct
]);

const MATERIALIZE: KeywordSet = POSTGRES
    .with(words![
        Analyse Analyze Array Asc Asymmetric Authorization Avro Binary Body Both Bucket Bytes Case Collate Column Connect
        Count CurrentDate CurrentRole CurrentTime CurrentTimestamp Default Deferrable Delimited Desc Do Element End Endpoint
        False Fetch Foreign Freeze Grant Gzip Having Hours Id Initially Isnull Kafka Leading Localtime Localtimestamp Log
        Managed Map Materialize Max Message Metadata Minutes Months Notnull Offset Only Optimized Outer Placing Plan Primary
        Query Raise References Region Remote Replicas Right Rotate Scale Script Seconds Secret Secrets Seed Service
        SessionUser Similar Size Some Sources String Subscribe Symmetric Tablesample Tail Then Trace Trailing True Upsert
        Url Variadic Verbose Window Years
    ])
    .without(words![
        Alter By Cluster Connection Current Delete Drop Exists Following Insert Nullif Of Row Rows Set Update Values
    ]);

const REDSHIFT: KeywordSet = VERTICA
    .with(words![
        Absent Acceptanydate Acceptinvchars Addquotes ArrayAgg ArrayMaxCardinality Attach Avro Base64 BeginFrame
        BeginPartition Boost Bpchar Bypassrls Bzip2 Cleanpath Compression Concurrently Conflict Cost Cs CurrentCatalog
        CurrentRow CurrentSchema Datashare Dateformat Deflate Detach Discard Distkey Diststyle Empty Encode EndFrame
        EndPartition Enforced Even Explicit Extended Family Fetch FirstValue FrameRow Gb Groups Hash Hllsketch IamRole
        Import Indexes Inputformat Interval Jobs JsonArray JsonExists JsonObject JsonQuery JsonTable JsonValue Kafka Keep
        Lag Lambda LastValue Lateral Lead Leakproof LikeRegex List Listagg Locked Log Logged Lzop Main Manifest Match
        MatchRecognize Matches Maxfilesize Mb Measures Modulus Nested Nfc Nfd Nfkc Nfkd Nobypassrls Noreplication NthValue
        Ntile Nvarchar OccurrencesRegex Omit One Outputformat Over Overflow Owned Partitioned Passing Past Per Period Plain
        Plans Portion PositionRegex Precedes Preset Program Publication Quota Rcfile Reassign Recluster Region Remainder
        Removequotes Replica Restricted Rls Rowgroupsize Running Safe Scalar Sequencefile Serde Serdeproperties Set Settings
        Sort Sortkey Statupdate Subscription Subset SubstringRegex Succeeds Super Support SystemTime Target Textfile
        Timeformat TranslateRegex TrimArray Unbounded Unload Unlogged Unmatched Unsafe Uri ValueOf Varbyte Variadic
        Versioning Wallet Window Xmlagg Xmlelement Xmlforest Xmlnamespaces Xmltable Yes
    ])
    .without(words![
        Accounts Alias Analyse Analyze Anti Archive Audit AvgRowLength Batch Block Break Broadcast Browse Bulk Bytea Bytes
        Change Checksum Clear Clustered Compress Compute Containstable Datediff Datetime DayHour DayMicrosecond DayMinute
        DaySecond Dayofweek Days Dbcc DelayKeyWrite Delayed Deny Directed Disable Disk Distinctrow Distributed Div Do Dryrun
        Dump Elseif Enable Enclosed Ephemeral Errlvl Escaped Events Exceptions Exit Export Extend Fillfactor Flush Freetext
        Freetexttable Freeze Fulltext Glob Group Heap High HighPriority Holdlock Host Hosts HourMicrosecond HourMinute
        HourSecond Hours Iceberg Identified Identity IdentityInsert Identitycol Ilike Infile Initialize Int1 Int3
        Interpolate Isnull Iterate Kill Leave Lineno Locks Logs Long Longblob Longtext Loop LowPriority Lzo Managed
        Materialize MaxRows Maxextents Mediumblob Mediumint Mediumtext Microseconds Middleint Milliseconds MinRows
        MinuteMicrosecond MinuteSecond Minutes Mlslabel Money Network NoWriteToBinlog Noaudit Nocheck Nocompress Node
        Nonclustered Nulls Objects Off Offsets Online Open Opendatasource Openquery Openrowset Openxml Optimize Optionally
        Outfile PackKeys Parameters Pctfree Percent Placing Point Pool Previous Print Proc Processlist Profile Projection
        Purge Query Raiserror Raw Readtext Reconfigure Record Recover Regexp Reload Repeat Replicate Require Resignal
        Restore Roles Rowcount Rowguidcol Rowid Rownum Save Schedule SecondMicrosecond Secondary Seconds Semi Serial Setuser
        Shared Shares Shutdown Signal Signed Smalldatetime Spatial SqlBigResult SqlCalcFoundRows SqlSmallResult Ssl Starting
        Starts StraightJoin Successful Synonym System Textsize Timestamp Timestampadd Timestampdiff Timezone Tinyblob
        Tinyint Tinytext Top Tran Tsequal Uid Undo Unlock Unnest Updatetext Users UtcDate UtcTime UtcTimestamp Uuid Varchar2
        Varcharacter Variable Variables Verbose Waitfor Warehouses While Without Writetext Xor YearMonth Zerofill
    ]);
