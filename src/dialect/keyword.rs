//! One list of every word that some dialect gives a meaning, and the way from a word of the text to its place in the list.
//!
//! Whether a word is reserved is the dialect's to say, not this list's.

macro_rules! keywords {
    ($($variant:ident $word:literal),* $(,)?) => {
        /// A word with a meaning in some dialect, whether or not it is reserved there.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u16)]
        pub enum Keyword {
            /// No keyword in any dialect.
            None,
            $($variant),*
        }

        const KEYWORDS: &[(Keyword, &str)] = &[(Keyword::None, ""), $((Keyword::$variant, $word)),*];
    };
}

keywords! {
    Abort "ABORT", Abs "ABS", Absent "ABSENT", Absolute "ABSOLUTE", Acceptanydate "ACCEPTANYDATE", Acceptinvchars "ACCEPTINVCHARS",
    Access "ACCESS", Accessible "ACCESSIBLE", Account "ACCOUNT", Accounts "ACCOUNTS", Action "ACTION", Add "ADD", Addquotes "ADDQUOTES",
    Admin "ADMIN", Aes128 "AES128", Aes256 "AES256", After "AFTER", Against "AGAINST", Aggregate "AGGREGATE", Aggregation "AGGREGATION",
    Alert "ALERT", Algorithm "ALGORITHM", Alias "ALIAS", Alignment "ALIGNMENT", All "ALL", Allocate "ALLOCATE",
    Allowoverwrite "ALLOWOVERWRITE", Alter "ALTER", Always "ALWAYS", Analyse "ANALYSE", Analyze "ANALYZE", And "AND", Annotate "ANNOTATE",
    Anti "ANTI", Any "ANY", Application "APPLICATION", ApplicationTime "APPLICATION_TIME", Apply "APPLY", Applybudget "APPLYBUDGET",
    Approximate "APPROXIMATE",
    Archive "ARCHIVE", Are "ARE", Array "ARRAY", ArrayAgg "ARRAY_AGG", ArrayMaxCardinality "ARRAY_MAX_CARDINALITY", As "AS", Asc "ASC",
    Asensitive "ASENSITIVE", Asof "ASOF", Assembly "ASSEMBLY", Assert "ASSERT", AssertRowsModified "ASSERT_ROWS_MODIFIED",
    Assignment "ASSIGNMENT", Assume "ASSUME", Asymmetric "ASYMMETRIC", Async "ASYNC", At "AT", Atomic "ATOMIC", Attach "ATTACH",
    Audit "AUDIT", Authentication "AUTHENTICATION", Authid "AUTHID", Authorization "AUTHORIZATION", Authorizations "AUTHORIZATIONS",
    Auto "AUTO", AutoextendSize "AUTOEXTEND_SIZE", Autoincrement "AUTOINCREMENT", AutonomousTransaction "AUTONOMOUS_TRANSACTION",
    AutoIncrement "AUTO_INCREMENT", Avg "AVG", AvgRowLength "AVG_ROW_LENGTH", Avro "AVRO", Backup "BACKUP", Backward "BACKWARD",
    Base64 "BASE64", BaseLocation "BASE_LOCATION", Batch "BATCH", Before "BEFORE", Begin "BEGIN", BeginFrame "BEGIN_FRAME",
    BeginPartition "BEGIN_PARTITION", Bernoulli "BERNOULLI", Between "BETWEEN", Bfile "BFILE", Bigdecimal "BIGDECIMAL", Bigint "BIGINT",
    Bignumeric "BIGNUMERIC", Bigserial "BIGSERIAL", Binary "BINARY", BinaryDouble "BINARY_DOUBLE", BinaryFloat "BINARY_FLOAT", Bind "BIND",
    Binding "BINDING", Binlog "BINLOG", Bit "BIT", Bitstring "BITSTRING", Blanksasnull "BLANKSASNULL", Blob "BLOB", Block "BLOCK",
    Bloom "BLOOM", Bloomfilter "BLOOMFILTER", Body "BODY", Bool "BOOL", Boolean "BOOLEAN", Boost "BOOST", Both "BOTH", Box "BOX",
    Bpchar "BPCHAR", Breadth "BREADTH", Break "BREAK", Brin "BRIN", Broadcast "BROADCAST", Browse "BROWSE", Btree "BTREE", Bucket "BUCKET",
    Buckets "BUCKETS", Bulk "BULK", Bulks "BULKS", BulkExceptions "BULK_EXCEPTIONS", BulkRowcount "BULK_ROWCOUNT",
    BusinessTime "BUSINESS_TIME", By "BY", Bypassrls "BYPASSRLS", Bytea "BYTEA",
    Bytedict "BYTEDICT", Bytes "BYTES", Bzip2 "BZIP2", Cache "CACHE", Call "CALL", Called "CALLED", Cancel "CANCEL", Canonical "CANONICAL",
    Capacity "CAPACITY", Capture "CAPTURE", Cardinality "CARDINALITY", Cascade "CASCADE", Cascaded "CASCADED", Case "CASE", Cases "CASES",
    Casespecific "CASESPECIFIC", Cast "CAST", Catalog "CATALOG", Catalogs "CATALOGS", CatalogSync "CATALOG_SYNC",
    CatalogSyncNamespaceMode "CATALOG_SYNC_NAMESPACE_MODE", Catch "CATCH", Category "CATEGORY", Ceil "CEIL", Ceiling "CEILING",
    Century "CENTURY", Chain "CHAIN", Change "CHANGE", Changes "CHANGES", ChangeTracking "CHANGE_TRACKING", Channel "CHANNEL", Char "CHAR",
    Character "CHARACTER", Characteristics "CHARACTERISTICS", Characters "CHARACTERS", CharacterLength "CHARACTER_LENGTH",
    Charset "CHARSET", CharLength "CHAR_LENGTH", Check "CHECK", Checkpoint "CHECKPOINT", Checksum "CHECKSUM", Cidr "CIDR", Circle "CIRCLE",
    Class "CLASS", Cleanpath "CLEANPATH", Clear "CLEAR", Clob "CLOB", Clone "CLONE", Close "CLOSE", Cluster "CLUSTER",
    Clustered "CLUSTERED", Clustering "CLUSTERING", Coalesce "COALESCE", Codec "CODEC", Collatable "COLLATABLE", Collate "COLLATE",
    Collation "COLLATION", Collect "COLLECT", Collection "COLLECTION", Column "COLUMN", Columns "COLUMNS", Columnstore "COLUMNSTORE",
    ColumnFormat "COLUMN_FORMAT", ColumnValue "COLUMN_VALUE", Comment "COMMENT", Commit "COMMIT", Committed "COMMITTED",
    Commutator "COMMUTATOR",
    Compatible "COMPATIBLE", Completion "COMPLETION", Component "COMPONENT", Compound "COMPOUND", Compress "COMPRESS",
    Compression "COMPRESSION", Compupdate "COMPUPDATE", Compute "COMPUTE", Concat "CONCAT", Concurrent "CONCURRENT",
    Concurrently "CONCURRENTLY",
    Condition "CONDITION", Configuration "CONFIGURATION", Conflict "CONFLICT", Connect "CONNECT", Connection "CONNECTION",
    Connections "CONNECTIONS", Connector "CONNECTOR", ConnectByIscycle "CONNECT_BY_ISCYCLE", ConnectByRoot "CONNECT_BY_ROOT",
    Constant "CONSTANT", Constraint "CONSTRAINT", Constructor "CONSTRUCTOR", Consumer "CONSUMER", Contact "CONTACT", Contained "CONTAINED",
    Contains "CONTAINS", Containstable "CONTAINSTABLE", Continue "CONTINUE", Conversion "CONVERSION", Convert "CONVERT", Copy "COPY",
    CopyOptions "COPY_OPTIONS", Corr "CORR", Corresponding "CORRESPONDING", Cost "COST", Count "COUNT", CovarPop "COVAR_POP",
    CovarSamp "COVAR_SAMP", Create "CREATE", Createdb "CREATEDB", Createrole "CREATEROLE", Credential "CREDENTIAL",
    Credentials "CREDENTIALS", Cross "CROSS", Cs "CS", Csv "CSV", Cube "CUBE", CumeDist "CUME_DIST", Current "CURRENT",
    CurrentCatalog "CURRENT_CATALOG", CurrentDate "CURRENT_DATE", CurrentDefaultTransformGroup "CURRENT_DEFAULT_TRANSFORM_GROUP",
    CurrentPath "CURRENT_PATH", CurrentRole "CURRENT_ROLE", CurrentRow "CURRENT_ROW", CurrentSchema "CURRENT_SCHEMA",
    CurrentServer "CURRENT_SERVER", CurrentTime "CURRENT_TIME", CurrentTimestamp "CURRENT_TIMESTAMP", CurrentTimezone "CURRENT_TIMEZONE",
    CurrentTransformGroupForType "CURRENT_TRANSFORM_GROUP_FOR_TYPE",
    CurrentUser "CURRENT_USER", Currval "CURRVAL", Cursor "CURSOR", Cycle "CYCLE", Data "DATA", Database "DATABASE", Databases "DATABASES",
    Dataframe "DATAFRAME", Datashare "DATASHARE", DataRetentionTimeInDays "DATA_RETENTION_TIME_IN_DAYS", Date "DATE", Date32 "DATE32",
    Dateadd "DATEADD", Datediff "DATEDIFF", Dateformat "DATEFORMAT", Datename "DATENAME", Datepart "DATEPART", Datetime "DATETIME",
    Datetime2 "DATETIME2", Datetime64 "DATETIME64", Datetimeoffset "DATETIMEOFFSET", DatetimeAdd "DATETIME_ADD",
    DatetimeDiff "DATETIME_DIFF", DatetimeSub "DATETIME_SUB", DatetimeTrunc "DATETIME_TRUNC", DateAdd "DATE_ADD", DateDiff "DATE_DIFF",
    DatePart "DATE_PART", DateSub "DATE_SUB", DateTrunc "DATE_TRUNC", Day "DAY", Dayofweek "DAYOFWEEK", Dayofyear "DAYOFYEAR", Days "DAYS",
    DayHour "DAY_HOUR", DayMicrosecond "DAY_MICROSECOND", DayMinute "DAY_MINUTE", DaySecond "DAY_SECOND", Dbcc "DBCC", Dblink "DBLINK",
    Dbproperties "DBPROPERTIES", Dbtimezone "DBTIMEZONE", DbtVersion "DBT_VERSION", Dcproperties "DCPROPERTIES", Deallocate "DEALLOCATE",
    Dec "DEC", Decade "DECADE",
    Decimal "DECIMAL", Declare "DECLARE", Deduplicate "DEDUPLICATE", Default "DEFAULT", Defaults "DEFAULTS",
    DefaultDdlCollation "DEFAULT_DDL_COLLATION", DefaultMfaMethod "DEFAULT_MFA_METHOD", DefaultSecondaryRoles "DEFAULT_SECONDARY_ROLES",
    Deferrable "DEFERRABLE", Deferred "DEFERRED", Define "DEFINE", Defined "DEFINED", Definer "DEFINER", Deflate "DEFLATE", Defrag "DEFRAG",
    Del "DEL", Delay "DELAY", Delayed "DELAYED", DelayKeyWrite "DELAY_KEY_WRITE", Delegated "DELEGATED", Delete "DELETE", Deleted "DELETED",
    Deleting "DELETING", Delimited "DELIMITED", Delimiter "DELIMITER", Delta "DELTA", Delta32k "DELTA32K", DenseRank "DENSE_RANK",
    Deny "DENY",
    Depends "DEPENDS", Depth "DEPTH", Deref "DEREF", Desc "DESC", Describe "DESCRIBE", Detach "DETACH", Detail "DETAIL",
    Deterministic "DETERMINISTIC", Dictionary "DICTIONARY", Dimension "DIMENSION", Dimensions "DIMENSIONS", Directed "DIRECTED",
    Directory "DIRECTORY", Disable "DISABLE", Discard "DISCARD", Disconnect "DISCONNECT", Disk "DISK", Distinct "DISTINCT",
    Distinctrow "DISTINCTROW", Distkey "DISTKEY", Distribute "DISTRIBUTE", Distributed "DISTRIBUTED", Distribution "DISTRIBUTION",
    Diststyle "DISTSTYLE", Div "DIV", Do "DO", Domain "DOMAIN", Double "DOUBLE", Dow "DOW", Downstream "DOWNSTREAM", Doy "DOY", Drop "DROP",
    Dry "DRY", Dryrun "DRYRUN", Dual "DUAL", Dump "DUMP", Dumpfile "DUMPFILE", Duo "DUO", Duplicate "DUPLICATE", Duplicates "DUPLICATES",
    Dynamic "DYNAMIC", Each "EACH", Edge "EDGE", Edition "EDITION", Element "ELEMENT", Elements "ELEMENTS", Else "ELSE", Elseif "ELSEIF",
    Elsif "ELSIF", Emit "EMIT", Emits "EMITS", Empty "EMPTY", Emptyasnull "EMPTYASNULL", Enable "ENABLE",
    EnableSchemaEvolution "ENABLE_SCHEMA_EVOLUTION", Enclosed "ENCLOSED", Encode "ENCODE", Encoding "ENCODING", Encrypt "ENCRYPT",
    Encrypted "ENCRYPTED", Encryption "ENCRYPTION", End "END", Endcase "ENDCASE", Endif "ENDIF", Endloop "ENDLOOP", Endpoint "ENDPOINT",
    EndExec "END_EXEC", EndFrame "END_FRAME", EndPartition "END_PARTITION", Enforced "ENFORCED", Engine "ENGINE", Engines "ENGINES",
    EngineAttribute "ENGINE_ATTRIBUTE", Enroll "ENROLL", Enum "ENUM", Enum16 "ENUM16", Enum8 "ENUM8", Ephemeral "EPHEMERAL", Epoch "EPOCH",
    Eq "EQ", Equals "EQUALS", Errlvl "ERRLVL", Error "ERROR", Errors "ERRORS", Escape "ESCAPE", Escaped "ESCAPED", Estimate "ESTIMATE",
    Even "EVEN", Event "EVENT", Events "EVENTS", Every "EVERY", Evolve "EVOLVE", Exa "EXA", Except "EXCEPT", Exception "EXCEPTION",
    Exceptions "EXCEPTIONS", Exchange "EXCHANGE", Exclude "EXCLUDE", Excluding "EXCLUDING", Exclusive "EXCLUSIVE", Exec "EXEC",
    Execute "EXECUTE", Execution "EXECUTION", Exists "EXISTS", Exit "EXIT", Exp "EXP", Expand "EXPAND", Expansion "EXPANSION",
    Expect "EXPECT", Expectation "EXPECTATION", Explain "EXPLAIN", Explicit "EXPLICIT", Export "EXPORT", Expunge "EXPUNGE", Extend "EXTEND",
    Extended "EXTENDED", Extension "EXTENSION", External "EXTERNAL", ExternalVolume "EXTERNAL_VOLUME", Extract "EXTRACT", Facts "FACTS",
    Fail "FAIL", Failover "FAILOVER", Fallback "FALLBACK", False "FALSE", Family "FAMILY", Fbv "FBV", Feature "FEATURE", Fetch "FETCH",
    Fields "FIELDS", File "FILE", Files "FILES", Filestream "FILESTREAM", FileFormat "FILE_FORMAT", Fill "FILL", Filler "FILLER",
    Fillfactor "FILLFACTOR",
    Filter "FILTER", Final "FINAL", First "FIRST", FirstName "FIRST_NAME", FirstValue "FIRST_VALUE", Fixedstring "FIXEDSTRING",
    Fixedwidth "FIXEDWIDTH", Flashback "FLASHBACK", Flatten "FLATTEN", Float "FLOAT", Float32 "FLOAT32", Float4 "FLOAT4",
    Float64 "FLOAT64", Float8 "FLOAT8",
    Floor "FLOOR", Flow "FLOW", Flush "FLUSH", Fn "FN", Following "FOLLOWING", Follows "FOLLOWS", For "FOR", Forall "FORALL", Force "FORCE",
    ForceNotNull "FORCE_NOT_NULL", ForceNull "FORCE_NULL", ForceQuote "FORCE_QUOTE", Foreign "FOREIGN", Format "FORMAT",
    Formatted "FORMATTED", Forward "FORWARD", FrameRow "FRAME_ROW", Free "FREE", Freetext "FREETEXT",
    Freetexttable "FREETEXTTABLE",
    Freeze "FREEZE", From "FROM", Fsck "FSCK", Fulfillment "FULFILLMENT", Full "FULL", Fulltext "FULLTEXT", Function "FUNCTION",
    Functions "FUNCTIONS", Fusion "FUSION", Future "FUTURE", Gb "GB", Ge "GE", General "GENERAL", Generate "GENERATE",
    Generated "GENERATED", Geography "GEOGRAPHY", Geometry "GEOMETRY", Get "GET", Gin "GIN", Gist "GIST", Glob "GLOB", Global "GLOBAL",
    Globaldict256 "GLOBALDICT256", Globaldict64k "GLOBALDICT64K", Go "GO", Goto "GOTO", Grant "GRANT", Granted "GRANTED", Grants "GRANTS",
    Graphviz "GRAPHVIZ", Group "GROUP", Grouping "GROUPING", Groups "GROUPS", GroupConcat "GROUP_CONCAT", Gscluster "GSCLUSTER", Gt "GT",
    Gzip "GZIP", Handler "HANDLER", Hard "HARD", Hash "HASH", Hashes "HASHES", Hashtype "HASHTYPE", Having "HAVING", Header "HEADER",
    Heap "HEAP", Help "HELP", Hidden "HIDDEN", Hierarchyid "HIERARCHYID", High "HIGH", HighPriority "HIGH_PRIORITY", Histogram "HISTOGRAM",
    History "HISTORY", Hivevar "HIVEVAR", Hllsketch "HLLSKETCH", Hold "HOLD", Holdlock "HOLDLOCK", Host "HOST", Hosts "HOSTS", Hour "HOUR",
    Hours "HOURS", HourMicrosecond "HOUR_MICROSECOND", HourMinute "HOUR_MINUTE", HourSecond "HOUR_SECOND", Hugeint "HUGEINT",
    Hybrid "HYBRID", IamRole "IAM_ROLE", Iceberg "ICEBERG", Id "ID", Identified "IDENTIFIED", Identifier "IDENTIFIER", Identity "IDENTITY",
    Identitycol "IDENTITYCOL", IdentityInsert "IDENTITY_INSERT", If "IF", Ignore "IGNORE", Ignoreheader "IGNOREHEADER", Ilike "ILIKE",
    Image "IMAGE", Immediate "IMMEDIATE", Immutable "IMMUTABLE", Import "IMPORT", Imported "IMPORTED", In "IN", Include "INCLUDE",
    IncludeNullValues "INCLUDE_NULL_VALUES", Including "INCLUDING", Increment "INCREMENT", Incremental "INCREMENTAL", Index "INDEX",
    Indexed "INDEXED", Indexes "INDEXES", Indextype "INDEXTYPE", Indicator "INDICATOR", Indices "INDICES", Inet "INET", Infile "INFILE",
    Inherit "INHERIT", Inherits "INHERITS", Initial "INITIAL", Initialize "INITIALIZE", Initially "INITIALLY", Inner "INNER", Inout "INOUT",
    Inpath "INPATH", Inplace "INPLACE", Input "INPUT", Inputformat "INPUTFORMAT", Ins "INS", Insensitive "INSENSITIVE", Insert "INSERT",
    Inserted "INSERTED", Inserting "INSERTING", InsertMethod "INSERT_METHOD", Install "INSTALL", Installation "INSTALLATION",
    Instant "INSTANT", Instead "INSTEAD",
    Int "INT", Int1 "INT1", Int128 "INT128", Int16 "INT16", Int2 "INT2", Int256 "INT256", Int3 "INT3", Int32 "INT32", Int4 "INT4",
    Int64 "INT64", Int8 "INT8", Integer "INTEGER", Integration "INTEGRATION", Interleaved "INTERLEAVED", Internallength "INTERNALLENGTH",
    Interpolate "INTERPOLATE", Intersect "INTERSECT", Intersection "INTERSECTION", Interval "INTERVAL", Into "INTO",
    Invalidate "INVALIDATE", Invisible "INVISIBLE", Invoker "INVOKER", Io "IO", IoAfterGtids "IO_AFTER_GTIDS",
    Iregexp "IREGEXP", Is "IS",
    Isnull "ISNULL", Isodow "ISODOW", Isolation "ISOLATION", Isopen "ISOPEN", Isoweek "ISOWEEK", Isoyear "ISOYEAR", Issue "ISSUE",
    Items "ITEMS",
    Iterate "ITERATE", Jar "JAR", Jars "JARS", Jdbc "JDBC", Job "JOB", Jobs "JOBS", Join "JOIN", Json "JSON", Jsonb "JSONB",
    Jsonfile "JSONFILE", JsonArray "JSON_ARRAY", JsonExists "JSON_EXISTS", JsonObject "JSON_OBJECT", JsonQuery "JSON_QUERY",
    JsonTable "JSON_TABLE", JsonValue "JSON_VALUE", Julian "JULIAN", Kafka "KAFKA", Keep "KEEP", Key "KEY", Keys "KEYS",
    KeyBlockSize "KEY_BLOCK_SIZE", Kill "KILL", Label "LABEL", Labels "LABELS", Lag "LAG", Lake "LAKE", Lambda "LAMBDA",
    Language "LANGUAGE", Large "LARGE", Last "LAST", LastDay "LAST_DAY", LastName "LAST_NAME", LastValue "LAST_VALUE", Lateral "LATERAL",
    Lazy "LAZY", Le "LE", Lead "LEAD", Leading "LEADING", Leakproof "LEAKPROOF", Least "LEAST", Leave "LEAVE", Left "LEFT",
    Leftarg "LEFTARG", Let "LET", Level "LEVEL", Library "LIBRARY", Lifecycle "LIFECYCLE", Like "LIKE", LikeRegex "LIKE_REGEX",
    Limit "LIMIT", Line "LINE", Linear "LINEAR", Lineno "LINENO", Lines "LINES", List "LIST", Listagg "LISTAGG", Listen "LISTEN",
    Listing "LISTING", Live "LIVE", Ln "LN", Load "LOAD", Local "LOCAL", Localtime "LOCALTIME", Localtimestamp "LOCALTIMESTAMP",
    Location "LOCATION", Lock "LOCK", Locked "LOCKED", Locking "LOCKING", Locks "LOCKS", Log "LOG", Logfile "LOGFILE", Logged "LOGGED",
    Login "LOGIN",
    Logon "LOGON", Logs "LOGS", Long "LONG", Longblob "LONGBLOB", Longtext "LONGTEXT", Lookup "LOOKUP", Loop "LOOP",
    Lowcardinality "LOWCARDINALITY", Lower "LOWER", LowPriority "LOW_PRIORITY", Ls "LS", Lseg "LSEG", Lt "LT", Lun "LUN", Luns "LUNS",
    Lzo "LZO", Lzop "LZOP", Macaddr "MACADDR", Macro "MACRO", Main "MAIN", Manage "MANAGE", Managed "MANAGED",
    Managedlocation "MANAGEDLOCATION", Manifest "MANIFEST", Map "MAP", Masked "MASKED", Masking "MASKING", Master "MASTER",
    MasterBind "MASTER_BIND", Match "MATCH", Matched "MATCHED", Matches "MATCHES", MatchCondition "MATCH_CONDITION",
    MatchRecognize "MATCH_RECOGNIZE", Materialize "MATERIALIZE", Materialized "MATERIALIZED", Max "MAX", Maxextents "MAXEXTENTS",
    Maxfilesize "MAXFILESIZE", Maxvalue "MAXVALUE", MaxDataExtensionTimeInDays "MAX_DATA_EXTENSION_TIME_IN_DAYS", MaxRows "MAX_ROWS",
    Mb "MB", Measures "MEASURES", Mediumblob "MEDIUMBLOB", Mediumint "MEDIUMINT", Mediumtext "MEDIUMTEXT", Member "MEMBER",
    Merge "MERGE",
    Merges "MERGES", Message "MESSAGE", Metadata "METADATA", Method "METHOD", Metric "METRIC", Metrics "METRICS", Mfa "MFA",
    Microsecond "MICROSECOND", Microseconds "MICROSECONDS", Middleint "MIDDLEINT", Millenium "MILLENIUM", Millennium "MILLENNIUM",
    Millisecond "MILLISECOND", Milliseconds "MILLISECONDS", Min "MIN", Mining "MINING", Minus "MINUS", Minute "MINUTE", Minutes "MINUTES",
    MinuteMicrosecond "MINUTE_MICROSECOND", MinuteSecond "MINUTE_SECOND", Minvalue "MINVALUE", MinRows "MIN_ROWS", Mlslabel "MLSLABEL",
    Mod "MOD", Mode "MODE", Model "MODEL", Models "MODELS", Modifies "MODIFIES", Modify "MODIFY", Module "MODULE", Modulus "MODULUS",
    Money "MONEY", Monitor "MONITOR", Month "MONTH", Months "MONTHS", Mostly13 "MOSTLY13", Mostly32 "MOSTLY32", Mostly8 "MOSTLY8",
    Mount "MOUNT", Move "MOVE", Msck "MSCK", MultirangeTypeName "MULTIRANGE_TYPE_NAME", Multiset "MULTISET", Mutation "MUTATION",
    Name "NAME", Names "NAMES", Namespace "NAMESPACE", Nanosecond "NANOSECOND", Nanoseconds "NANOSECONDS", National "NATIONAL",
    Natural "NATURAL", Nchar "NCHAR", Nclob "NCLOB", Ne "NE", Negator "NEGATOR", Nest "NEST", Nested "NESTED", Network "NETWORK", New "NEW",
    Next "NEXT", Nextval "NEXTVAL", NextDay "NEXT_DAY", Nfc "NFC", Nfd "NFD", Nfkc "NFKC", Nfkd "NFKD", No "NO", Noaudit "NOAUDIT",
    Nobypassrls "NOBYPASSRLS", Nocache "NOCACHE", Nocheck "NOCHECK", Nocompress "NOCOMPRESS", Nocopy "NOCOPY", Nocreatedb "NOCREATEDB",
    Nocreaterole "NOCREATEROLE", Nocycle "NOCYCLE", Node "NODE", Noinherit "NOINHERIT", Nologin "NOLOGIN", Nomaxvalue "NOMAXVALUE",
    Nominvalue "NOMINVALUE", Nonclustered "NONCLUSTERED", NoneKw "NONE", Noorder "NOORDER", Norely "NORELY", Noreplication "NOREPLICATION",
    Normalize "NORMALIZE", Normalized "NORMALIZED", Noscan "NOSCAN", Nosuperuser "NOSUPERUSER", Not "NOT", Notfound "NOTFOUND",
    Nothing "NOTHING",
    Notification "NOTIFICATION", Notify "NOTIFY", Notnull "NOTNULL", Novalidate "NOVALIDATE", Nowait "NOWAIT",
    NoWriteToBinlog "NO_WRITE_TO_BINLOG", Ntext "NTEXT", NthValue "NTH_VALUE", Ntile "NTILE", Null "NULL", Nullable "NULLABLE",
    Nullas "NULLAS", Nullif "NULLIF", Nulls "NULLS", Number "NUMBER", Numeric "NUMERIC", Nvarchar "NVARCHAR", Nvarchar2 "NVARCHAR2",
    Object "OBJECT", Objects "OBJECTS", OccurrencesRegex "OCCURRENCES_REGEX", Octets "OCTETS", OctetLength "OCTET_LENGTH", Of "OF",
    Off "OFF", Offline "OFFLINE", Offset "OFFSET", Offsets "OFFSETS", Oid "OID", Old "OLD", Omit "OMIT", On "ON", One "ONE",
    Online "ONLINE", Only "ONLY", OnCreate "ON_CREATE", OnSchedule "ON_SCHEDULE", Opaque "OPAQUE", Open "OPEN",
    Opendatasource "OPENDATASOURCE", Openjson "OPENJSON", Openquery "OPENQUERY", Openrowset "OPENROWSET", Openxml "OPENXML",
    Operate "OPERATE", Operator "OPERATOR", Optimization "OPTIMIZATION", Optimize "OPTIMIZE", Optimized "OPTIMIZED",
    OptimizerCosts "OPTIMIZER_COSTS", Option "OPTION", Optionally "OPTIONALLY", Options "OPTIONS", Or "OR", Ora "ORA",
    OraRowscn "ORA_ROWSCN", Orc "ORC",
    Order "ORDER", Ordinality "ORDINALITY", Organization "ORGANIZATION", Other "OTHER", Others "OTHERS", Otp "OTP", Out "OUT",
    Outer "OUTER", Outfile "OUTFILE", Outline "OUTLINE", Output "OUTPUT", Outputformat "OUTPUTFORMAT", Over "OVER", Overflow "OVERFLOW",
    Overlaps "OVERLAPS", Overlay "OVERLAY", Override "OVERRIDE", Overriding "OVERRIDING", Overwrite "OVERWRITE", Owned "OWNED",
    Owner "OWNER", Ownership "OWNERSHIP", Package "PACKAGE", Packages "PACKAGES", PackKeys "PACK_KEYS", Parallel "PARALLEL",
    Parameter "PARAMETER", Parameters "PARAMETERS", Parquet "PARQUET", Parser "PARSER", Part "PART", Partial "PARTIAL",
    Partition "PARTITION", Partitioned "PARTITIONED", Partitions "PARTITIONS", PartitionSpec "PARTITION_SPEC",
    Passedbyvalue "PASSEDBYVALUE", Passing "PASSING", Passkey "PASSKEY", Password "PASSWORD", Past "PAST", Paste "PASTE", Path "PATH",
    Pattern "PATTERN", Pause "PAUSE", Pctfree "PCTFREE", Per "PER", Percent "PERCENT", PercentileCont "PERCENTILE_CONT",
    PercentileDisc "PERCENTILE_DISC", PercentRank "PERCENT_RANK", Perform "PERFORM", Period "PERIOD", Permissions "PERMISSIONS",
    Permissive "PERMISSIVE", Persist "PERSIST", Persisted "PERSISTED", Persistent "PERSISTENT", PersistOnly "PERSIST_ONLY", Pipe "PIPE",
    Pipes "PIPES", Pivot "PIVOT", Placing "PLACING", Plain "PLAIN", Plan "PLAN", Plans "PLANS", Point "POINT", Policy "POLICY",
    Polygon "POLYGON", Pool "POOL", Portion "PORTION", Position "POSITION", Positional "POSITIONAL", PositionRegex "POSITION_REGEX",
    Postgres "POSTGRES", Power "POWER", Pragma "PRAGMA", Precedes "PRECEDES", Preceding "PRECEDING", Precision "PRECISION",
    Preferred "PREFERRED", Preferring "PREFERRING", Preload "PRELOAD", Prepare "PREPARE", Preserve "PRESERVE", Preset "PRESET",
    Preview "PREVIEW",
    Previous "PREVIOUS", Prewhere "PREWHERE", Primary "PRIMARY", Print "PRINT", Prior "PRIOR", Privileges "PRIVILEGES", Proc "PROC",
    Procedural "PROCEDURAL", Procedure "PROCEDURE", Procedures "PROCEDURES", Processlist "PROCESSLIST", Profile "PROFILE",
    Profiles "PROFILES", Program "PROGRAM", Projection "PROJECTION", Projections "PROJECTIONS", Prompt "PROMPT", Properties "PROPERTIES",
    Proto "PROTO", Provider "PROVIDER", Public "PUBLIC", Publication "PUBLICATION", Purchase "PURCHASE", Purge "PURGE", Put "PUT",
    Qualify "QUALIFY", Quarter "QUARTER", Quarters "QUARTERS", Queries "QUERIES", Query "QUERY", Quick "QUICK", Quota "QUOTA",
    Quote "QUOTE", Raise "RAISE", Raiserror "RAISERROR", Random "RANDOM", Range "RANGE", Rank "RANK", Raw "RAW", Rcfile "RCFILE",
    Read "READ",
    Readonly "READONLY", Readratio "READRATIO", Reads "READS", Readtext "READTEXT", ReadOnly "READ_ONLY", ReadWrite "READ_WRITE",
    Real "REAL", Reassign "REASSIGN", Rebuild "REBUILD", Receive "RECEIVE", Recluster "RECLUSTER", Recompile "RECOMPILE",
    Recompress "RECOMPRESS", Reconfigure "RECONFIGURE", Record "RECORD", Recover "RECOVER", Recursive "RECURSIVE", Ref "REF",
    References "REFERENCES", Referencing "REFERENCING", Refresh "REFRESH", RefreshMode "REFRESH_MODE", Regclass "REGCLASS", Regexp "REGEXP",
    RegexpLike "REGEXP_LIKE", Region "REGION", RegrAvgx "REGR_AVGX", RegrAvgy "REGR_AVGY", RegrCount "REGR_COUNT",
    RegrIntercept "REGR_INTERCEPT", RegrR2 "REGR_R2", RegrSlope "REGR_SLOPE", RegrSxx "REGR_SXX", RegrSxy "REGR_SXY", RegrSyy "REGR_SYY",
    Reindex "REINDEX", Rejectlog "REJECTLOG", Relative "RELATIVE", Relay "RELAY", Release "RELEASE", Releases "RELEASES", Reload "RELOAD",
    Rely "RELY", Remainder "REMAINDER", Remote "REMOTE", Remove "REMOVE", Removequotes "REMOVEQUOTES", Rename "RENAME", Reorg "REORG",
    Repair "REPAIR", Repeat "REPEAT", Repeatable "REPEATABLE", Replace "REPLACE", ReplaceInvalidCharacters "REPLACE_INVALID_CHARACTERS",
    Replica "REPLICA", Replicas "REPLICAS", Replicate "REPLICATE", Replication "REPLICATION", Repository "REPOSITORY", Request "REQUEST",
    Require "REQUIRE", Reservation "RESERVATION", Reset "RESET", Resignal "RESIGNAL", Resolve "RESOLVE", Resort "RESORT",
    Resource "RESOURCE", Resources "RESOURCES", Respect "RESPECT", Restart "RESTART", Restore "RESTORE", Restrict "RESTRICT",
    Restricted "RESTRICTED", Restrictions "RESTRICTIONS", Restrictive "RESTRICTIVE", Result "RESULT", Resultset "RESULTSET",
    Resume "RESUME", Retain "RETAIN", Return "RETURN", Returning "RETURNING", Returns "RETURNS", Reverse "REVERSE", Revert "REVERT",
    Revoke "REVOKE", Right "RIGHT", Rightarg "RIGHTARG", Rlike "RLIKE", Rls "RLS", Rm "RM", Role "ROLE", Roles "ROLES", Rollback "ROLLBACK",
    Rollup "ROLLUP", Root "ROOT", Rotate "ROTATE", Routine "ROUTINE", Routines "ROUTINES", RoutineLoad "ROUTINE_LOAD", Row "ROW",
    Rowcount "ROWCOUNT", Rowgroupsize "ROWGROUPSIZE", Rowguidcol "ROWGUIDCOL", Rowid "ROWID", Rownum "ROWNUM", Rows "ROWS",
    Rowtype "ROWTYPE", Rowversion "ROWVERSION", RowFormat "ROW_FORMAT", RowNumber "ROW_NUMBER", Rr "RR", Rs "RS", Rule "RULE", Run "RUN",
    Running "RUNNING", Runstats "RUNSTATS", S3 "S3", Safe "SAFE", SafeCast "SAFE_CAST", Sample "SAMPLE", Save "SAVE",
    Savepoint "SAVEPOINT", Scalar "SCALAR",
    Scale "SCALE", Schedule "SCHEDULE", Schema "SCHEMA", Schemabinding "SCHEMABINDING", Schemas "SCHEMAS", Scope "SCOPE", Scoped "SCOPED",
    Script "SCRIPT", Scroll "SCROLL", Search "SEARCH", Second "SECOND", Secondary "SECONDARY",
    SecondaryEngineAttribute "SECONDARY_ENGINE_ATTRIBUTE", Seconds "SECONDS", SecondMicrosecond "SECOND_MICROSECOND", Secret "SECRET",
    Secrets "SECRETS", Secure "SECURE", Security "SECURITY", Securityaudit "SECURITYAUDIT", Seed "SEED", Segmented "SEGMENTED", Sel "SEL",
    Select "SELECT",
    Semantic "SEMANTIC", Semantickeyphrasetable "SEMANTICKEYPHRASETABLE", SemanticView "SEMANTIC_VIEW", Semi "SEMI", Send "SEND",
    Sensitive "SENSITIVE", Separator "SEPARATOR", Sequence "SEQUENCE", Sequencefile "SEQUENCEFILE", Sequences "SEQUENCES", Serde "SERDE",
    Serdeproperties "SERDEPROPERTIES", Serial "SERIAL", Serializable "SERIALIZABLE", Server "SERVER", Service "SERVICE", Session "SESSION",
    Sessions "SESSIONS", Sessiontimestamp "SESSIONTIMESTAMP", Sessiontimezone "SESSIONTIMEZONE", SessionUser "SESSION_USER", Set "SET",
    Seterror "SETERROR", Setof "SETOF", Sets "SETS", Setting "SETTING",
    Settings "SETTINGS", Setuser "SETUSER", Share "SHARE", Shared "SHARED", Shares "SHARES", Sharing "SHARING", Show "SHOW",
    Shuffle "SHUFFLE", Shutdown "SHUTDOWN", Siblings "SIBLINGS", Signal "SIGNAL", Signed "SIGNED", Similar "SIMILAR", Simple "SIMPLE",
    Sink "SINK", Size "SIZE", Skip "SKIP", Slave "SLAVE", Slot "SLOT", Slow "SLOW", Smalldatetime "SMALLDATETIME", Smallint "SMALLINT",
    Smallmoney "SMALLMONEY", Smallserial "SMALLSERIAL", Snapshot "SNAPSHOT", Some "SOME", Sort "SORT", Sorted "SORTED", Sortkey "SORTKEY",
    Sounds "SOUNDS", Source "SOURCE", Sources "SOURCES", Sparse "SPARSE", Spatial "SPATIAL", Specific "SPECIFIC",
    Specifictype "SPECIFICTYPE", Spgist "SPGIST", Sql "SQL", Sqlexception "SQLEXCEPTION", Sqlstate "SQLSTATE", Sqlwarning "SQLWARNING",
    SqlBigResult "SQL_BIG_RESULT", SqlBufferResult "SQL_BUFFER_RESULT", SqlCache "SQL_CACHE", SqlCalcFoundRows "SQL_CALC_FOUND_ROWS",
    SqlError "SQL_ERROR", SqlNoCache "SQL_NO_CACHE", SqlSmallResult "SQL_SMALL_RESULT", SqlVariant "SQL_VARIANT", Sqrt "SQRT", Srid "SRID",
    Ss "SS", Ssl "SSL", Stable "STABLE", Stage "STAGE", Stages "STAGES", Staleness "STALENESS", Start "START", Starting "STARTING",
    Starts "STARTS", Statement "STATEMENT", Static "STATIC", Statistics "STATISTICS", Stats "STATS", StatsAutoRecalc "STATS_AUTO_RECALC",
    StatsPersistent "STATS_PERSISTENT", StatsSamplePages "STATS_SAMPLE_PAGES", Statupdate "STATUPDATE", Status "STATUS",
    StddevPop "STDDEV_POP", StddevSamp "STDDEV_SAMP", Stdin "STDIN", Stdout "STDOUT", Step "STEP", Stop "STOP", Storage "STORAGE",
    StorageIntegration "STORAGE_INTEGRATION", StorageSerializationPolicy "STORAGE_SERIALIZATION_POLICY", Store "STORE", Stored "STORED",
    Straight "STRAIGHT", StraightJoin "STRAIGHT_JOIN", Stream "STREAM", Streaming "STREAMING", Streamlit "STREAMLIT", Streams "STREAMS",
    Strict "STRICT", String "STRING", StringAgg "STRING_AGG", Struct "STRUCT", Submultiset "SUBMULTISET", Subpartition "SUBPARTITION",
    Subscribe "SUBSCRIBE",
    Subscript "SUBSCRIPT", Subscription "SUBSCRIPTION", Subset "SUBSET", Substr "SUBSTR", Substring "SUBSTRING",
    SubstringRegex "SUBSTRING_REGEX", Subtype "SUBTYPE", SubtypeDiff "SUBTYPE_DIFF", SubtypeOpclass "SUBTYPE_OPCLASS", Succeeds "SUCCEEDS",
    Successful "SUCCESSFUL", Sum "SUM", Summarize "SUMMARIZE", Super "SUPER", Superuser "SUPERUSER", Supplemental "SUPPLEMENTAL",
    Support "SUPPORT", Suspend "SUSPEND", Swap "SWAP", Switch "SWITCH", Symmetric "SYMMETRIC", Sync "SYNC", Synonym "SYNONYM",
    Synonyms "SYNONYMS", Sysdate "SYSDATE", Sysname "SYSNAME", System "SYSTEM", SystemTime "SYSTEM_TIME", SystemUser "SYSTEM_USER",
    SystemVersion "SYSTEM_VERSION", Systimestamp "SYSTIMESTAMP", Table "TABLE", Tables "TABLES", Tablesample "TABLESAMPLE",
    Tablespace "TABLESPACE", Tag "TAG", Tags "TAGS", Tail "TAIL", Target "TARGET", TargetLag "TARGET_LAG", Task "TASK", Tasks "TASKS",
    Tblproperties "TBLPROPERTIES", Tdes "TDES", Temp "TEMP", Template "TEMPLATE", Temporary "TEMPORARY", Temptable "TEMPTABLE",
    Terminated "TERMINATED", Terse "TERSE", Text "TEXT", Text255 "TEXT255", Text32k "TEXT32K", Textfile "TEXTFILE", Textsize "TEXTSIZE",
    Then "THEN", Throw "THROW", Ties "TIES", Time "TIME", Timeadd "TIMEADD", Timediff "TIMEDIFF", Timeformat "TIMEFORMAT",
    Timeseries "TIMESERIES", Timestamp "TIMESTAMP", Timestampadd "TIMESTAMPADD", Timestampdiff "TIMESTAMPDIFF", Timestamptz "TIMESTAMPTZ",
    TimestampAdd "TIMESTAMP_ADD", TimestampDiff "TIMESTAMP_DIFF", TimestampLtz "TIMESTAMP_LTZ", TimestampNtz "TIMESTAMP_NTZ",
    TimestampSub "TIMESTAMP_SUB", TimestampTrunc "TIMESTAMP_TRUNC", TimestampTz "TIMESTAMP_TZ", Timetz "TIMETZ", Timezone "TIMEZONE",
    TimezoneAbbr "TIMEZONE_ABBR", TimezoneHour "TIMEZONE_HOUR", TimezoneMinute "TIMEZONE_MINUTE", TimezoneRegion "TIMEZONE_REGION",
    TimeAdd "TIME_ADD", TimeDiff "TIME_DIFF", TimeSlice "TIME_SLICE", TimeSub "TIME_SUB", TimeTrunc "TIME_TRUNC", Tinyblob "TINYBLOB",
    Tinyint "TINYINT", Tinytext "TINYTEXT", To "TO", Top "TOP", Totals "TOTALS", Totp "TOTP", Trace "TRACE",
    Trailing "TRAILING",
    Tran "TRAN", Transaction "TRANSACTION", Transform "TRANSFORM", Transient "TRANSIENT", Translate "TRANSLATE",
    TranslateRegex "TRANSLATE_REGEX", Translation "TRANSLATION", Treat "TREAT", Tree "TREE", Trigger "TRIGGER", Triggers "TRIGGERS",
    Trim "TRIM", TrimArray "TRIM_ARRAY", True "TRUE", Truncate "TRUNCATE", Truncatecolumns "TRUNCATECOLUMNS", Try "TRY", TryCast "TRY_CAST",
    TryConvert "TRY_CONVERT", Tsequal "TSEQUAL", Tsquery "TSQUERY", Tsvector "TSVECTOR", Ttl "TTL", Tuple "TUPLE", Type "TYPE",
    Types "TYPES", TypmodIn "TYPMOD_IN", TypmodOut "TYPMOD_OUT", Ubigint "UBIGINT", Uescape "UESCAPE", Uhugeint "UHUGEINT", Uid "UID",
    Uint128 "UINT128", Uint16 "UINT16", Uint256 "UINT256", Uint32 "UINT32", Uint64 "UINT64", Uint8 "UINT8", Uinteger "UINTEGER",
    Unbounded "UNBOUNDED", Uncache "UNCACHE", Uncluster "UNCLUSTER", Uncommitted "UNCOMMITTED", Undefine "UNDEFINE", Undefined "UNDEFINED",
    Under "UNDER", Undo "UNDO", Undrop "UNDROP", Unfreeze "UNFREEZE", Union "UNION", Unique "UNIQUE", Uniqueidentifier "UNIQUEIDENTIFIER",
    Unknown "UNKNOWN", Unlisten "UNLISTEN", Unload "UNLOAD", Unlock "UNLOCK", Unlogged "UNLOGGED", Unmatched "UNMATCHED", Unmount "UNMOUNT",
    Unnest "UNNEST", Unordered "UNORDERED", Unpivot "UNPIVOT", Unprepare "UNPREPARE", Unsafe "UNSAFE", Unsegmented "UNSEGMENTED",
    Unset "UNSET", Unsigned "UNSIGNED",
    Unsubscribe "UNSUBSCRIBE", Until "UNTIL", Upd "UPD", Update "UPDATE", Updatetext "UPDATETEXT", Updating "UPDATING", Upper "UPPER",
    Upsert "UPSERT", Ur "UR",
    Uri "URI", Url "URL", Urowid "UROWID", Usage "USAGE", Use "USE", User "USER", Users "USERS", UserResources "USER_RESOURCES",
    Using "USING", UsingHash "USING_HASH", Usmallint "USMALLINT", UtcDate "UTC_DATE", UtcTime "UTC_TIME", UtcTimestamp "UTC_TIMESTAMP",
    Utinyint "UTINYINT", Uuid "UUID", Vacuum "VACUUM", Valid "VALID", Validate "VALIDATE", ValidationMode "VALIDATION_MODE",
    Validator "VALIDATOR", Value "VALUE", Values "VALUES", ValueOf "VALUE_OF", Var "VAR", Varbinary "VARBINARY", Varbit "VARBIT",
    Varbyte "VARBYTE", Varchar "VARCHAR", Varchar2 "VARCHAR2", Varcharacter "VARCHARACTER", Variable "VARIABLE", Variables "VARIABLES",
    Variadic "VARIADIC", Variant "VARIANT", Varray "VARRAY", Varying "VARYING", VarPop "VAR_POP", VarSamp "VAR_SAMP", Verbose "VERBOSE",
    Verify "VERIFY", Version "VERSION", Versioning "VERSIONING", Versions "VERSIONS", View "VIEW", Views "VIEWS", Violation "VIOLATION",
    Virtual "VIRTUAL", Visible "VISIBLE", Volatile "VOLATILE", Volume "VOLUME", Wait "WAIT", Waitfor "WAITFOR", Wallet "WALLET",
    Warehouse "WAREHOUSE", Warehouses "WAREHOUSES", Warnings "WARNINGS", Watermark "WATERMARK", Watermarks "WATERMARKS", Week "WEEK",
    Weeks "WEEKS", When "WHEN", Whenever "WHENEVER", Where "WHERE", While "WHILE", Widget "WIDGET", WidthBucket "WIDTH_BUCKET",
    Window "WINDOW", With "WITH", Within "WITHIN", Without "WITHOUT", WithoutArrayWrapper "WITHOUT_ARRAY_WRAPPER", Work "WORK",
    WorkloadIdentity "WORKLOAD_IDENTITY", Wrapped "WRAPPED", Wrapper "WRAPPER", Write "WRITE", Writetext "WRITETEXT", Xa "XA", Xml "XML",
    Xmlagg "XMLAGG", Xmldata "XMLDATA", Xmlelement "XMLELEMENT", Xmlforest "XMLFOREST", Xmlnamespaces "XMLNAMESPACES",
    Xmlschema "XMLSCHEMA", Xmltable "XMLTABLE", Xor "XOR", Xsinil "XSINIL", Year "YEAR", Years "YEARS", YearMonth "YEAR_MONTH", Yes "YES",
    Zerofill "ZEROFILL", Zone "ZONE", Zorder "ZORDER",
}

/// Slots of the hash table; a power of two, over three times the number of words.
const SLOTS: usize = 4096;

static TABLE: [u16; SLOTS] = fill_table();
static PRINTS: [Print; Keyword::COUNT] = fill_prints();

/// A word without its case, in two numbers and its length. Up to sixteen bytes these are the whole word.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Print {
    head: u64,
    tail: u64,
    length: u8,
}

/// Sets the bit in which ASCII letters of either case differ. The other characters of words stay distinct under it.
const FOLD: u64 = 0x2020_2020_2020_2020;

const fn read_eight(word: &[u8], at: usize) -> u64 {
    u64::from_le_bytes([word[at], word[at + 1], word[at + 2], word[at + 3], word[at + 4], word[at + 5], word[at + 6], word[at + 7]])
}

const fn read_four(word: &[u8], at: usize) -> u64 {
    u32::from_le_bytes([word[at], word[at + 1], word[at + 2], word[at + 3]]) as u64
}

impl Print {
    /// `word` must not be empty and not be longer than a `u8` tells.
    const fn of(word: &[u8]) -> Self {
        let length = word.len();
        let (head, tail) = if length >= 8 {
            (read_eight(word, 0), read_eight(word, length - 8))
        } else if length >= 4 {
            (read_four(word, 0) | read_four(word, length - 4) << 32, 0)
        } else {
            (word[0] as u64 | (word[length / 2] as u64) << 8 | (word[length - 1] as u64) << 16, 0)
        };
        #[expect(clippy::cast_possible_truncation, reason = "the caller has looked at the length")]
        Self { head: head | FOLD, tail: tail | FOLD, length: length as u8 }
    }

    const fn slot(self) -> usize {
        let mixed = (self.head ^ self.tail.rotate_left(29) ^ self.length as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed >> 52) as usize
    }
}

#[expect(clippy::large_stack_arrays, reason = "the compiler builds it")]
const fn fill_prints() -> [Print; Keyword::COUNT] {
    let mut prints = [Print { head: 0, tail: 0, length: 0 }; Keyword::COUNT];
    let mut index = 1;
    while index < prints.len() {
        prints[index] = Print::of(KEYWORDS[index].1.as_bytes());
        index += 1;
    }
    prints
}

const fn fill_table() -> [u16; SLOTS] {
    let mut table = [0; SLOTS];
    let mut index = 1;
    while index < KEYWORDS.len() {
        let mut slot = Print::of(KEYWORDS[index].1.as_bytes()).slot();
        while table[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        table[slot] = KEYWORDS[index].0 as u16;
        index += 1;
    }
    table
}

impl Keyword {
    /// How many there are, [`Keyword::None`] included.
    pub const COUNT: usize = KEYWORDS.len();

    /// The word in capitals; empty for [`Keyword::None`].
    #[must_use]
    pub const fn word(self) -> &'static str {
        KEYWORDS[self as usize].1
    }

    /// The whole word where this one is short for a statement.
    #[must_use]
    pub const fn unabbreviated(self) -> Self {
        match self {
            Self::Sel => Self::Select,
            Self::Ins => Self::Insert,
            Self::Upd => Self::Update,
            Self::Del => Self::Delete,
            _ => self,
        }
    }

    /// The keyword that a word of the text is, in any case.
    #[must_use]
    pub fn of(word: &str) -> Self {
        Self::of_bytes(word.as_bytes())
    }

    pub(crate) fn of_bytes(word: &[u8]) -> Self {
        if word.is_empty() || word.len() > 32 {
            return Self::None;
        }
        let print = Print::of(word);
        let mut slot = print.slot();
        loop {
            let index = usize::from(TABLE[slot]);
            if index == 0 {
                return Self::None;
            }
            if PRINTS[index] == print && (word.len() <= 16 || word.eq_ignore_ascii_case(KEYWORDS[index].1.as_bytes())) {
                return KEYWORDS[index].0;
            }
            slot = (slot + 1) % SLOTS;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_in_any_case_and_only_in_full() {
        for &(keyword, word) in &KEYWORDS[1..] {
            assert_eq!(Keyword::of(word), keyword);
            assert_eq!(Keyword::of(&word.to_ascii_lowercase()), keyword);
            assert_eq!(keyword.word(), word);
            assert_ne!(Keyword::of(&format!("{word}_")), keyword);
        }
    }

    #[test]
    fn other_words_are_none() {
        for word in ["", "selec", "selecte", "customer_id", "größe", "a_very_long_name_that_no_dialect_has_as_a_keyword", "s3lect"] {
            assert_eq!(Keyword::of(word), Keyword::None, "{word}");
        }
    }

    #[test]
    fn words_are_sorted_and_not_repeated() {
        assert!(KEYWORDS.windows(2).all(|pair| pair[0].1 < pair[1].1));
    }
}
