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
    #[must_use]
    pub const fn is_trivia(self) -> bool {
        matches!(self, Self::Whitespace | Self::Newline | Self::InlineComment | Self::BlockComment)
    }

    #[must_use]
    pub const fn is_comment(self) -> bool {
        matches!(self, Self::InlineComment | Self::BlockComment)
    }
}
