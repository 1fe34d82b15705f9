//! Where indentation goes in and out: for each kind of node, the children that stand one step in.
//!
//! The tree has no markers of its own; they are derived from this table, so that the grammar need not know of layout.
//! Data only: what it means for a tree is for [`super::indent_marks`] to say.

use crate::config::IndentSettings;
use crate::dialect::Dialect::{
    self, Bigquery, Databricks, Exasol, Mariadb, Materialize, Mysql, Oracle, Postgres, Snowflake, Sparksql, Sqlite, Trino, Tsql,
};
use crate::syntax::SyntaxKind;

/// Names of children: their kinds, or words in lower case.
pub type Names = &'static [&'static str];

/// A place among the children of a node.
#[derive(Clone, Copy, Debug)]
pub enum At<N = Names> {
    Start,
    /// After the first child.
    First,
    /// After the first child that goes by one of the names.
    After(N),
    /// After the first child by the first names, and the one by the second names if it follows at once.
    AfterBoth(N, N),
    /// As `After`; the start where there is none.
    AfterOrStart(N),
    AfterLast(N),
    Before(N),
    End,
}

/// An option that a span depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Always,
    Joins,
    Ctes,
    UsingOn,
    OnContents,
    Then,
    ThenContents,
}

/// In which dialects a span counts.
#[derive(Clone, Copy, Debug)]
enum Where {
    All,
    In(&'static [Dialect]),
    NotIn(&'static [Dialect]),
}

/// Children between two places that stand one step in. Where the closing place is not found, the node's end closes.
#[derive(Clone, Copy, Debug)]
pub struct Span<N = Names> {
    pub open: At<N>,
    pub close: At<N>,
    /// A line need not take the step.
    pub implicit: bool,
    /// No span where the close is not found.
    pub closed: bool,
    /// Looked for again behind its close.
    pub repeats: bool,
    /// No span where it begins with one of these, at any depth.
    pub unless: N,
    /// Only behind one of these.
    pub needs: N,
    /// Only in nodes that are the first child of such a kind.
    pub leads: Option<SyntaxKind>,
    when: When,
    dialects: Where,
}

const fn span(open: At, close: At) -> Span {
    Span {
        open,
        close,
        implicit: false,
        closed: false,
        repeats: false,
        unless: &[],
        needs: &[],
        leads: None,
        when: When::Always,
        dialects: Where::All,
    }
}

const fn implicit(open: At, close: At) -> Span {
    Span { implicit: true, ..span(open, close) }
}

impl Span {
    const fn when(self, when: When) -> Self {
        Self { when, ..self }
    }

    const fn only(self, dialects: &'static [Dialect]) -> Self {
        Self { dialects: Where::In(dialects), ..self }
    }

    const fn except(self, dialects: &'static [Dialect]) -> Self {
        Self { dialects: Where::NotIn(dialects), ..self }
    }

    const fn each(self) -> Self {
        Self { repeats: true, ..self }
    }

    const fn closed(self) -> Self {
        Self { closed: true, ..self }
    }

    const fn unless(self, unless: Names) -> Self {
        Self { unless, ..self }
    }

    const fn needs(self, needs: Names) -> Self {
        Self { needs, ..self }
    }

    const fn leading(self, kind: SyntaxKind) -> Self {
        Self { leads: Some(kind), ..self }
    }

    /// The same with its names as something else.
    pub fn map<N>(self, names: &impl Fn(Names) -> N) -> Span<N> {
        let Self { open, close, implicit, closed, repeats, unless, needs, leads, when, dialects } = self;
        let (open, close, unless, needs) = (open.map(names), close.map(names), names(unless), names(needs));
        Span { open, close, implicit, closed, repeats, unless, needs, leads, when, dialects }
    }

    /// Whether it counts under these settings.
    pub fn counts(&self, settings: &IndentSettings, dialect: Dialect) -> bool {
        let spoken = match self.dialects {
            Where::All => true,
            Where::In(dialects) => dialects.contains(&dialect),
            Where::NotIn(dialects) => !dialects.contains(&dialect),
        };
        spoken
            && match self.when {
                When::Always => true,
                When::Joins => settings.indented_joins,
                When::Ctes => settings.indented_ctes,
                When::UsingOn => settings.indented_using_on,
                When::OnContents => settings.indented_on_contents,
                When::Then => settings.indented_then,
                When::ThenContents => settings.indented_then_contents,
            }
    }
}

impl At {
    fn map<N>(self, names: &impl Fn(Names) -> N) -> At<N> {
        match self {
            Start => Start,
            First => First,
            End => End,
            After(found) => After(names(found)),
            AfterBoth(one, other) => AfterBoth(names(one), names(other)),
            AfterOrStart(found) => AfterOrStart(names(found)),
            AfterLast(found) => AfterLast(names(found)),
            Before(found) => Before(names(found)),
        }
    }
}

use At::{After, AfterBoth, AfterLast, AfterOrStart, Before, End, First, Start};

const SPARK: &[Dialect] = &[Databricks, Sparksql];

/// What may follow a relation in its element, and is not indented with it.
const AFTER_RELATION: Names = &[
    "from_pivot_expression",
    "from_unpivot_expression",
    "pivot_clause",
    "unpivot_clause",
    "lateral_view_clause",
    "changes_clause",
    "match_recognize_clause",
    "connectby_clause",
];

/// The spans of a kind of node.
pub fn spans(kind: SyntaxKind) -> impl Iterator<Item = &'static Span> {
    TABLE.iter().filter(move |(names, _)| names.contains(&kind.name())).flat_map(|(_, spans)| spans.iter())
}

const TABLE: &[(Names, &[Span])] = &[
    // queries
    (&["select_clause"], &[span(Before(&["select_clause_element"]), End)]),
    (
        &["from_expression"],
        &[implicit(Start, First).unless(&["from_expression_element"]), span(Before(&["join_clause"]), End).when(When::Joins)],
    ),
    (&["from_expression_element"], &[implicit(Start, Before(AFTER_RELATION)).leading(SyntaxKind::FromExpression)]),
    (
        &["join_clause"],
        &[
            span(Before(&["from_expression_element"]), AfterLast(&["from_expression_element", "join_clause"])),
            span(Before(&["join_clause"]), AfterLast(&["join_clause"])).closed(),
            span(Before(&["join_on_condition"]), End).when(When::UsingOn),
            span(Before(&["match_condition"]), After(&["match_condition"])).when(When::UsingOn),
            span(Before(&["using"]), End).when(When::UsingOn),
            span(After(&["using"]), After(&["bracketed"])),
        ],
    ),
    (&["array_join_clause"], &[span(After(&["join"]), End)]),
    (&["join_on_condition"], &[implicit(After(&["on"]), End).when(When::OnContents)]),
    (&["where_clause", "having_clause", "qualify_clause", "prewhere_clause"], &[implicit(First, End)]),
    (
        &["groupby_clause", "orderby_clause", "aggregate_order_by", "cluster_by_clause", "distribute_by_clause", "sort_by_clause"],
        &[span(After(&["by"]), End)],
    ),
    (&["partitionby_clause"], &[span(After(&["by"]), End).except(&[Tsql])]),
    (&["group_and_orderby_clause"], &[span(After(&["by"]), End)]),
    (
        &["limit_clause"],
        &[
            span(After(&["limit"]), End).except(&[Snowflake]),
            span(After(&["limit"]), Before(&["offset", "fetch"])).only(&[Snowflake]),
            span(After(&["offset"]), Before(&["fetch"])).only(&[Snowflake]),
            span(After(&["fetch"]), End).only(&[Snowflake]),
        ],
    ),
    (&["offset_clause"], &[span(After(&["offset"]), End).only(&[Postgres, Trino])]),
    (&["named_window"], &[span(After(&["window"]), End)]),
    (&["over_clause", "alias_expression"], &[span(Start, End)]),
    (&["with_compound_statement"], &[span(Before(&["common_table_expression"]), AfterLast(&["common_table_expression"])).when(When::Ctes)]),
    (&["lateral_view_clause"], &[span(Start, End)]),
    (&["pivot_clause", "unpivot_clause", "from_pivot_expression", "from_unpivot_expression"], &[span(Start, End).only(SPARK)]),
    (&["aggregate_clause"], &[span(After(&["aggregate"]), Before(&["group_and_orderby_clause"]))]),
    (&["extend_clause"], &[span(After(&["extend"]), End)]),
    (&["bulk_collect_into_clause"], &[implicit(After(&["into"]), End)]),
    (&["table_expression"], &[span(Before(&["timestamp", "version"]), End).only(SPARK)]),
    // expressions
    (&["case_expression"], &[implicit(Before(&["when_clause"]), Before(&["end"]))]),
    (
        &["when_clause"],
        &[
            implicit(After(&["when"]), Before(&["then"])),
            span(Before(&["then"]), End).when(When::Then),
            implicit(After(&["then"]), End).when(When::ThenContents),
        ],
    ),
    (&["else_clause"], &[implicit(After(&["else"]), End)]),
    // changes of data
    (&["set_clause_list"], &[span(After(&["set"]), End)]),
    (
        &["update_statement"],
        &[
            span(Before(&["table_reference", "from_expression"]), Before(&["set_clause_list", "for_portion_of_clause"])),
            span(After(&["returning"]), End),
        ],
    ),
    (&["delete_statement"], &[span(After(&["using"]), Before(&["where_clause"])), span(After(&["returning"]), End)]),
    (&["insert_statement"], &[span(After(&["returning"]), End), span(After(&["update"]), End).only(&[Mariadb, Mysql])]),
    (&["returning_clause"], &[span(After(&["returning"]), End).only(&[Mariadb, Materialize, Postgres, Sqlite])]),
    (&["output_clause"], &[span(After(&["output"]), Before(&["into"])), span(After(&["into"]), End)]),
    (
        &["merge_statement"],
        &[
            span(AfterBoth(&["merge"], &["into"]), Before(&["using"])),
            span(After(&["using"]), Before(&["join_on_condition"])),
            span(Before(&["join_on_condition"]), After(&["join_on_condition"])).when(When::UsingOn),
        ],
    ),
    (&["merge_update_clause"], &[span(Before(&["set_clause_list"]), End).except(&[Exasol, Snowflake])]),
    (&["merge_insert_clause"], &[span(After(&["insert"]), Before(&["values_clause", "values"])).unless(&["wildcard_expression", "all"])]),
    (&["merge_when_matched_clause"], &[span(After(&["then"]), End).except(&[Exasol, Tsql]), span(Before(&["then"]), End).only(&[Tsql])]),
    (
        &["merge_when_not_matched_clause", "merge_when_not_matched_by_source_clause", "not_matched_by_target_clause"],
        &[span(After(&["then"]), End).except(&[Exasol])],
    ),
    (&["conflict_action"], &[span(After(&["update"]), End).except(&[Sqlite]), implicit(After(&["set"]), End)]),
    (&["upsert_clause_list"], &[span(After(&["update"]), End)]),
    (&["upsert_clause"], &[span(After(&["set"]), Before(&["where"])).only(&[Sqlite])]),
    (&["apply_changes_into_statement", "create_flow_statement"], &[span(After(&["into"]), Before(&["cdc_specification_segment"]))]),
    (&["cdc_specification_segment"], &[span(After(&["keys"]), After(&["bracketed"]))]),
    // definitions
    (
        &["alter_table_statement"],
        &[
            span(After(&["table_reference"]), End).only(&[Databricks, Mysql, Sparksql]),
            span(After(&["column", "columns"]), End).only(SPARK),
        ],
    ),
    (&["alter_file_format_segment", "alter_stage_statement"], &[span(After(&["set"]), End)]),
    (&["create_index_statement"], &[span(After(&["index_reference"]), End).only(&[Tsql]).unless(&["columnstore"])]),
    (&["create_statement"], &[span(Before(&["on"]), End).only(&[Tsql]).needs(&["statistics"])]),
    (
        &["create_task_statement"],
        &[span(After(&["object_reference"]), Before(&["when", "as"])), span(After(&["when"]), Before(&["as"])), span(After(&["as"]), End)],
    ),
    (&["create_user_statement"], &[span(After(&["object_reference", "role_reference"]), End).only(&[Snowflake])]),
    (&["create_procedure_statement"], &[span(After(&["object_reference", "function_name"]), Before(&["as"])).only(&[Tsql])]),
    (
        &["create_trigger"],
        &[
            span(Before(&["statement"]), End).only(&[Mariadb]),
            span(After(&["when"]), Before(&["begin"])).only(&[Sqlite]),
            span(After(&["begin"]), Before(&["end"])).only(&[Sqlite]),
        ],
    ),
    (
        &["create_function_statement"],
        &[
            span(After(&["table"]), End).only(&[Dialect::Duckdb]),
            span(After(&["as", "is"]), Before(&["begin"])).only(&[Exasol]),
            span(After(&["begin"]), Before(&["end"])).only(&[Exasol]),
        ],
    ),
    (
        &["create_type_body_statement", "create_type_statement", "create_package_statement"],
        &[span(After(&["is", "as"]), Before(&["end"])).only(&[Oracle]).closed()],
    ),
    (&["create_scripting_lua_script", "create_udf_script", "create_adapter_script"], &[span(After(&["as"]), End)]),
    (&["cursor_variable"], &[span(After(&["is"]), Before(&["statement_terminator"]))]),
    // blocks
    (
        &["begin_end_block", "atomic_begin_end_block", "create_package_body_statement"],
        &[
            span(AfterBoth(&["begin"], &["atomic"]), Before(&["end"])).only(&[Oracle]),
            span(AfterBoth(&["begin"], &["atomic"]), Before(&["exception", "end"])).except(&[Oracle]),
            span(After(&["exception"]), Before(&["end"])).except(&[Bigquery]),
            span(After(&["then"]), Before(&["when", "end"])).each(),
        ],
    ),
    (&["function_definition"], &[span(After(&["atomic"]), Before(&["end"]))]),
    (&["compound_statement", "scripting_block_statement"], &[span(After(&["begin"]), Before(&["exception_block_statement", "end"]))]),
    (&["begin_statement"], &[span(After(&["begin"]), Before(&["exception", "end"])), span(After(&["then"]), Before(&["end"]))]),
    (
        &["exception_block_statement"],
        &[span(After(&["exception"]), End), span(After(&["then"]), Before(&["statement_terminator", "when"])).each()],
    ),
    (&["try_catch"], &[span(After(&["try"]), Before(&["end"])), span(After(&["catch"]), Before(&["end"]))]),
    (&["scripting_declare_statement"], &[span(After(&["declare"]), End)]),
    (
        &["declare_segment"],
        &[
            span(AfterOrStart(&["declare"]), End).only(&[Oracle, Snowflake]),
            span(After(&["declare"]), End).only(&[Tsql]).unless(&["naked_identifier"]),
            span(After(&["for"]), End).only(&[Mariadb]),
        ],
    ),
    (&["set_local_variable_segment", "set_segment"], &[span(After(&["set"]), End)]),
    (&["set_statement"], &[span(After(&["set"]), End).only(&[Tsql]).unless(&["language"])]),
    (&["execute_script_statement"], &[span(After(&["object_reference"]), Before(&["with"])).only(&[Tsql])]),
    (&["execute_immediate_statement"], &[span(After(&["immediate"]), End).only(&[Oracle])]),
    (&["return_statement"], &[implicit(After(&["return"]), End).only(&[Mariadb])]),
    (&["resignal_segment"], &[implicit(Before(&["set"]), End)]),
    (&["if_clause"], &[span(After(&["if"]), End).only(&[Tsql]), implicit(After(&["if"]), Before(&["then"])).only(&[Mariadb, Mysql])]),
    (
        &["if_then_statement", "if_statement", "scripting_if_statement", "function_if_branch"],
        &[
            span(After(&["if_clause"]), Before(&["elsif", "elseif", "else", "end"])).each(),
            implicit(After(&["if", "elseif"]), Before(&["then"])).each().only(&[Mariadb, Mysql]),
            span(After(&["then"]), Before(&["elsif", "elseif", "else", "end"])).each(),
            span(After(&["else"]), Before(&["end"])).except(&[Tsql]),
            // `else if` goes on as one.
            span(After(&["else"]), End).only(&[Tsql]).unless(&["if_clause", "if_then_statement"]),
        ],
    ),
    (
        &["loop_statement", "for_loop_statement", "while_loop_statement"],
        &[span(After(&["in"]), Before(&["do"])).only(&[Bigquery]), span(After(&["loop", "do"]), Before(&["end"]))],
    ),
    (&["for_in_statement"], &[span(After(&["in"]), Before(&["do"])).except(&[Snowflake]), span(After(&["do"]), Before(&["end"]))]),
    (
        &["while_statement"],
        &[
            implicit(After(&["while"]), Before(&["do"])).only(&[Mariadb, Mysql]),
            span(After(&["do", "loop"]), Before(&["end"])),
            span(After(&["expression"]), End).only(&[Tsql]),
        ],
    ),
    (
        &["repeat_statement"],
        &[
            span(After(&["repeat"]), Before(&["until"])).except(&[Bigquery]),
            span(After(&["repeat"]), Before(&["end"])).only(&[Bigquery]),
            implicit(After(&["until"]), Before(&["end"])).except(&[Bigquery]),
        ],
    ),
];

#[inline]
#[must_use]
pub fn is_start_bracket(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::StartBracket | SyntaxKind::StartSquareBracket | SyntaxKind::StartAngleBracket | SyntaxKind::StartCurlyBracket
    )
}

#[inline]
#[must_use]
pub fn is_end_bracket(kind: SyntaxKind) -> bool {
    matches!(kind, SyntaxKind::EndBracket | SyntaxKind::EndSquareBracket | SyntaxKind::EndAngleBracket | SyntaxKind::EndCurlyBracket)
}
