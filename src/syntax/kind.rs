//! The kinds of tokens and nodes. A kind's name is sqlfluff's segment type where it has one: people configure layout
//! by these names, and `parse --format json` prints them.

macro_rules! kinds {
    ($($variant:ident $name:literal),* $(,)?) => {
        /// What a token or a node is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u16)]
        pub enum SyntaxKind { $($variant),* }

        impl SyntaxKind {
            pub const ALL: &'static [SyntaxKind] = &[$(SyntaxKind::$variant),*];

            /// The name that users see and configure.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(SyntaxKind::$variant => $name),* }
            }
        }
    };
}

kinds! {
    // --- tokens: trivia
    Whitespace "whitespace", Newline "newline", InlineComment "inline_comment", BlockComment "block_comment",
    // --- tokens as lexed; the parser gives words and symbols the role they play
    Word "word", QuotedIdentifier "quoted_identifier", QuotedLiteral "quoted_literal", NumericLiteral "numeric_literal",
    StagePath "stage_path", UnquotedFilePath "unquoted_file_path",
    Symbol "symbol", Unlexable "unlexable", EndOfFile "end_of_file",
    // --- tokens: roles
    Keyword "keyword", NakedIdentifier "naked_identifier", FunctionNameIdentifier "function_name_identifier",
    DataTypeIdentifier "data_type_identifier", BooleanLiteral "boolean_literal", NullLiteral "null_literal", Literal "literal",
    DatePart "date_part", Parameter "parameter", Star "star", Comma "comma", Dot "dot", Colon "colon",
    CastingOperator "casting_operator", BinaryOperator "binary_operator", SignIndicator "sign_indicator",
    RawComparisonOperator "raw_comparison_operator", AssignmentOperator "assignment_operator", Tilde "tilde", Slash "slash",
    StatementTerminator "statement_terminator", StartBracket "start_bracket", EndBracket "end_bracket",
    StartSquareBracket "start_square_bracket", EndSquareBracket "end_square_bracket",
    StartAngleBracket "start_angle_bracket", EndAngleBracket "end_angle_bracket",
    StartCurlyBracket "start_curly_bracket", EndCurlyBracket "end_curly_bracket",
    // --- nodes: files and statements
    File "file", Batch "batch", Statement "statement", Unparsable "unparsable", Bracketed "bracketed",
    SelectStatement "select_statement", SetExpression "set_expression", WithCompoundStatement "with_compound_statement",
    ValuesClause "values_clause", UnknownStatement "unknown_statement",
    // --- nodes: clauses
    SelectClause "select_clause", SelectClauseElement "select_clause_element", SelectClauseModifier "select_clause_modifier",
    FromClause "from_clause", FromExpression "from_expression", FromExpressionElement "from_expression_element",
    TableExpression "table_expression", JoinClause "join_clause", JoinOnCondition "join_on_condition",
    WhereClause "where_clause", GroupbyClause "groupby_clause", HavingClause "having_clause", OrderbyClause "orderby_clause",
    QualifyClause "qualify_clause", LimitClause "limit_clause", OffsetClause "offset_clause", FetchClause "fetch_clause",
    CommonTableExpression "common_table_expression", CteColumnList "cte_column_list", SetOperator "set_operator",
    AliasExpression "alias_expression", AliasOperator "alias_operator",
    // --- nodes: expressions
    Expression "expression", ColumnReference "column_reference", TableReference "table_reference",
    ObjectReference "object_reference", WildcardExpression "wildcard_expression", WildcardIdentifier "wildcard_identifier",
    Function "function", FunctionName "function_name", FunctionContents "function_contents",
    CaseExpression "case_expression", WhenClause "when_clause", ElseClause "else_clause", OverClause "over_clause",
    WindowSpecification "window_specification", PartitionbyClause "partitionby_clause", FrameClause "frame_clause",
    DataType "data_type", ComparisonOperator "comparison_operator",
    // --- nodes and tokens: more of expressions
    AggregateOrderBy "aggregate_order_by", ArrayAccessor "array_accessor", ArrayExpression "array_expression",
    ArrayLiteral "array_literal", ArrayType "array_type", ArrayTypeSuffix "array_type_suffix", BareFunction "bare_function",
    BindVariable "bind_variable", BracketedArguments "bracketed_arguments", CastExpression "cast_expression",
    ColonPrefix "colon_prefix", ColumnIndexIdentifierSegment "column_index_identifier_segment",
    ConnectbyClause "connectby_clause", CubeRollupClause "cube_rollup_clause", Dash "dash",
    DateConstructorLiteral "date_constructor_literal", DatePartWeek "date_part_week", ForClause "for_clause",
    GroupingExpressionList "grouping_expression_list", GroupingSetsClause "grouping_sets_clause",
    HierarchicalQueryClause "hierarchical_query_clause", IntervalExpression "interval_expression", IntoClause "into_clause",
    LambdaArrow "lambda_arrow", LambdaFunction "lambda_function", LikeOperator "like_operator", NamedArgument "named_argument",
    NamedWindow "named_window", NamedWindowExpression "named_window_expression", ObjectLiteral "object_literal",
    ObjectLiteralElement "object_literal_element", OptionClause "option_clause", PositionalParameter "positional_parameter",
    PrewhereClause "prewhere_clause", RightArrow "right_arrow", SemiStructuredElement "semi_structured_element",
    SemiStructuredExpression "semi_structured_expression", SequenceNextValue "sequence_next_value",
    SequenceReference "sequence_reference", SettingsClause "settings_clause", Slice "slice", StartwithClause "startwith_clause",
    StructLiteral "struct_literal", StructTypeSchema "struct_type_schema", TimeZoneGrammar "time_zone_grammar",
    TypedArrayLiteral "typed_array_literal", TypedStructLiteral "typed_struct_literal", UnaryOperator "unary_operator",
    Variable "variable", WithRollupClause "with_rollup_clause", WithingroupClause "withingroup_clause",
    // --- nodes and tokens: statements and rarer clauses
    AlterTableStatement "alter_table_statement", CreateIndexStatement "create_index_statement",
    ColumnDefinition "column_definition", CreatePolicyStatement "create_policy_statement", CreateProcedureStatement "create_procedure_statement",
    CreateTableStatement "create_table_statement", CreateViewStatement "create_view_statement", DatatypeMethod "datatype_method",
    DatetimeLiteral "datetime_literal", DatetimeTypeIdentifier "datetime_type_identifier", DeleteStatement "delete_statement",
    DropIndexStatement "drop_index_statement", ExtensionReference "extension_reference", FileReference "file_reference", FilterClause "filter_clause",
    FromPivotExpression "from_pivot_expression", FromUnpivotExpression "from_unpivot_expression",
    IdentifierList "identifier_list", InsertStatement "insert_statement", IntegerLiteral "integer_literal",
    LateralViewClause "lateral_view_clause", MergeInsertClause "merge_insert_clause", MergeMatch "merge_match",
    MergeStatement "merge_statement", MergeUpdateClause "merge_update_clause", ParameterAssigner "parameter_assigner",
    PostTableExpression "post_table_expression", PrimitiveType "primitive_type",
    PropertiesNakedIdentifier "properties_naked_identifier", SampleExpression "sample_expression",
    SelectExceptClause "select_except_clause", SelectExcludeClause "select_exclude_clause",
    SelectRenameClause "select_rename_clause", SelectReplaceClause "select_replace_clause",
    SelectVariableAssignment "select_variable_assignment", SetClause "set_clause", SetClauseList "set_clause_list",
    SnowflakeKeywordExpression "snowflake_keyword_expression", StructType "struct_type",
    TableAliasExpression "table_alias_expression", UpdateStatement "update_statement",
    ChangesClause "changes_clause", ClusterByClause "cluster_by_clause", CycleClause "cycle_clause",
    DefineClause "define_clause", DistributeByClause "distribute_by_clause", FinalClause "final_clause",
    FormatClause "format_clause", FromBeforeExpression "from_before_expression", GoStatement "go_statement",
    IndexHintClause "index_hint_clause", MatchConditionClause "match_condition",
    MatchRecognizeClause "match_recognize_clause", MeasuresClause "measures_clause", PartitionClause "partition_clause",
    Percent "percent", SearchClause "search_clause", SelectIlikeClause "select_ilike_clause", SortByClause "sort_by_clause",
    StorageLocation "storage_location", TableStatement "table_statement", TemporalQuery "temporal_query",
    WithOffsetClause "with_offset_clause",
    AtSign "at_sign", IsolationClause "isolation_clause",
    ArrayJoinClause "array_join_clause",
    // --- nodes and tokens: statements that are not queries
    SqlcmdCommand "sqlcmd_command", ProcedureName "procedure_name", ExceptionBlockStatement "exception_block_statement", MagicCell "magic_cell",
    AccessStatement "access_statement", AlterSchemaStatement "alter_schema_statement", AlterStatement "alter_statement",
    AlterTaskStatement "alter_task_statement", AlterViewStatement "alter_view_statement", AnalyzeStatement "analyze_statement",
    AssertStatement "assert_statement", AssignmentSegmentStatement "assignment_segment_statement",
    BeginEndBlock "begin_end_block", BulkCollectIntoClause "bulk_collect_into_clause", CallStatement "call_statement",
    CaseStatement "case_statement", CollationReference "collation_reference", CollectionType "collection_type",
    ColumnConstraintSegment "column_constraint_segment",
    ColumnTypeReference "column_type_reference", CommentClause "comment_clause", ConflictAction "conflict_action",
    ConflictClause "conflict_clause", ConflictTarget "conflict_target", ContinueStatement "continue_statement",
    CreateCastStatement "create_cast_statement", CreateDomainStatement "create_domain_statement",
    CreateExternalTableStatement "create_external_table_statement",
    CreateForeignTableStatement "create_foreign_table_statement", CreateFunctionStatement "create_function_statement",
    CreateMaterializedViewStatement "create_materialized_view_statement", CreatePackageStatement "create_package_statement",
    CreateSchemaStatement "create_schema_statement", CreateScriptStatement "create_script_statement",
    CreateStatement "create_statement", CreateTableAsStatement "create_table_as_statement",
    CreateTaskStatement "create_task_statement", CreateTrigger "create_trigger", CreateTypeStatement "create_type_statement",
    CursorDefinition "cursor_definition", CursorStatement "cursor_statement", CursorVariable "cursor_variable",
    DatabaseReference "database_reference", DeclareSegment "declare_segment", DeclareTempTable "declare_temp_table",
    DeleteTargetTable "delete_target_table", DelimiterStatement "delimiter_statement", DescribeStatement "describe_statement",
    DropFunctionStatement "drop_function_statement", DropSchemaStatement "drop_schema_statement",
    DropStatement "drop_statement", DropTableStatement "drop_table_statement", DropTypeStatement "drop_type_statement", AlterTypeStatement "alter_type_statement",
    DropViewStatement "drop_view_statement", ExecuteImmediateClause "execute_immediate_clause",
    ExecuteScriptStatement "execute_script_statement", ExitStatement "exit_statement", ExplainStatement "explain_statement",
    ForLoopStatement "for_loop_statement", ForPortionOfClause "for_portion_of_clause", ForallStatement "forall_statement",
    FunctionDefinition "function_definition", FunctionParameterList "function_parameter_list", GotoStatement "goto_statement",
    GrantStatement "grant_statement", IfClause "if_clause", IfThenStatement "if_then_statement",
    IndexAccessMethod "index_access_method", IndexElement "index_element", IndexReference "index_reference",
    LoopStatement "loop_statement", MergeDeleteClause "merge_delete_clause",
    MergeTreeOrderByClause "merge_tree_order_by_clause", MergeWhenMatchedClause "merge_when_matched_clause",
    MergeWhenNotMatchedBySourceClause "merge_when_not_matched_by_source_clause",
    MergeWhenNotMatchedClause "merge_when_not_matched_clause", NullStatement "null_statement",
    OperatorClassReference "operator_class_reference", OptionsSegment "options_segment", OutputClause "output_clause",
    PackageReference "package_reference", ParameterName "parameter_name", PipeRowStatement "pipe_row_statement",
    PrintStatement "print_statement", ProcedureParameterList "procedure_parameter_list",
    ProcedureStatement "procedure_statement", PropertyNameIdentifier "property_name_identifier",
    RaiseStatement "raise_statement", RaiserrorStatement "raiserror_statement", RepeatStatement "repeat_statement",
    ReplaceStatement "replace_statement", ReturnStatement "return_statement", ReturningClause "returning_clause",
    RevokeStatement "revoke_statement", RoleReference "role_reference", RowTypeReference "row_type_reference",
    SchemaReference "schema_reference", ScriptContent "script_content", ScriptReference "script_reference",
    ScriptingLetStatement "scripting_let_statement", SetStatement "set_statement", ShowStatement "show_statement",
    TableConstraint "table_constraint", ThrowStatement "throw_statement", TransactionStatement "transaction_statement",
    TransferStatement "transfer_statement", TriggerReference "trigger_reference", TruncateTable "truncate_table",
    TryCatch "try_catch", TypeReference "type_reference", UseStatement "use_statement", UsingClause "using_clause",
    VacuumStatement "vacuum_statement", WaitforStatement "waitfor_statement",
    WhereCurrentOfCursorSegment "where_current_of_cursor_segment", WhileStatement "while_statement",
    AggregateClause "aggregate_clause", ArrayUnnesting "array_unnesting", DropColumnClause "drop_column_clause",
    ExtendClause "extend_clause", GroupAndOrderbyClause "group_and_orderby_clause", ObjectUnpivoting "object_unpivoting",
    PipeOperator "pipe_operator", PipeOperatorClause "pipe_operator_clause", PipeStatement "pipe_statement",
    RenameColumnClause "rename_column_clause", SetOperatorClause "set_operator_clause",
    SimplifiedPivot "simplified_pivot", SimplifiedUnpivot "simplified_unpivot", TransformClause "transform_clause",
    TimeseriesClause "timeseries_clause",
    EmitsSegment "emits_segment", LocalAliasSegment "local_alias_segment", PlusPriorInverse "plus_prior_inverse",
    PreferenceTerm "preference_term", PreferringClause "preferring_clause",
    AttributeIndicator "attribute_indicator", OptimizeClause "optimize_clause", ExpandClause "expand_clause", ModelClause "model_clause", CreateVirtualTableStatement "create_virtual_table_statement", CreateProjectionStatement "create_projection_statement",
    ReferencingClause "referencing_clause", SegmentedbyClause "segmentedby_clause", SizePrefix "size_prefix",
    ValuesRangeClause "values_range_clause", WithInvalidForeignKeyClause "with_invalid_foreign_key_clause",
    WithInvalidUniquePkClause "with_invalid_unique_pk_clause",
    // --- nodes and tokens: what one warehouse's statements hold
    ComputedColumnDefinition "computed_column_definition", OpenrowsetSegment "openrowset_segment",
    OpenrowsetWithClause "openrowset_with_clause", OpenjsonSegment "openjson_segment", OpenjsonWithClause "openjson_with_clause",
    OpenquerySegment "openquery_segment", OpenxmlSegment "openxml_segment", ContainstableSegment "containstable_segment",
    DatatypeMethodNameIdentifier "datatype_method_name_identifier",
    CreateCloneStatement "create_clone_statement", CreateSnapshotTableStatement "create_snapshot_table_statement",
    MlTableExpression "ml_table_expression", CallWithAnonymousProcedure "call_with_anonymous_procedure",
    InsertOverwriteDirectoryStatement "insert_overwrite_directory_statement",
    StartHint "start_hint", EndHint "end_hint", SelectHint "select_hint", HintFunction "hint_function",
    // --- Jinja: tokens
    JinjaData "jinja_data", JinjaComment "jinja_comment", JinjaStart "jinja_start", JinjaEnd "jinja_end", JinjaName "jinja_name",
    JinjaString "jinja_string", JinjaInteger "jinja_integer", JinjaFloat "jinja_float", JinjaOperator "jinja_operator",
    // --- Jinja: tags and blocks; a block holds its tags and what stands between them
    JinjaOutput "jinja_output", JinjaTag "jinja_tag", JinjaIf "jinja_if", JinjaFor "jinja_for", JinjaMacro "jinja_macro",
    JinjaCallBlock "jinja_call_block", JinjaSetBlock "jinja_set_block", JinjaFilterBlock "jinja_filter_block",
    JinjaWith "jinja_with", JinjaRaw "jinja_raw", JinjaDocs "jinja_docs", JinjaSnapshot "jinja_snapshot",
    JinjaTest "jinja_test", JinjaMaterialization "jinja_materialization", JinjaOtherBlock "jinja_other_block",
    // --- Jinja: expressions
    JinjaVariable "jinja_variable", JinjaLiteral "jinja_literal", JinjaList "jinja_list", JinjaTuple "jinja_tuple",
    JinjaDict "jinja_dict", JinjaPair "jinja_pair", JinjaUnary "jinja_unary", JinjaBinary "jinja_binary",
    JinjaConcat "jinja_concat", JinjaComparison "jinja_comparison", JinjaLogical "jinja_logical",
    JinjaConditional "jinja_conditional", JinjaAttribute "jinja_attribute", JinjaSubscript "jinja_subscript",
    JinjaSlice "jinja_slice", JinjaCall "jinja_call", JinjaArguments "jinja_arguments",
    JinjaKeywordArgument "jinja_keyword_argument", JinjaFilter "jinja_filter", JinjaIs "jinja_is",
    JinjaSignature "jinja_signature", JinjaParameter "jinja_parameter", JinjaBracketed "jinja_bracketed",
}

impl SyntaxKind {
    /// White space, line ends and comments: tokens that no grammar asks for.
    #[inline]
    #[must_use]
    pub const fn is_trivia(self) -> bool {
        matches!(self, Self::Whitespace | Self::Newline | Self::InlineComment | Self::BlockComment)
    }

    #[inline]
    #[must_use]
    pub const fn is_comment(self) -> bool {
        matches!(self, Self::InlineComment | Self::BlockComment)
    }
}
