//! Where indentation goes in and out: for each kind of node, the spans of its children that stand one step in.
//!
//! The tree has no markers of its own; they are derived here, so that the grammar need not know of layout.

use std::sync::LazyLock;

use crate::config::IndentSettings;
use crate::syntax::{Element, NodeId, SyntaxKind, TokenId, Tree};

/// One step in or out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    In,
    /// A step that a line need not take.
    Implicit,
    Out,
}

/// A place among the children of a node.
#[derive(Clone, Copy, Debug)]
enum At {
    Start,
    /// After the n-th child.
    AfterChild(usize),
    AfterWord(&'static str),
    BeforeWord(&'static str),
    AfterKind(&'static str),
    BeforeKind(&'static str),
    /// After the last child of a kind.
    AfterLast(&'static str),
    End,
}

/// An option that a span depends on.
#[derive(Clone, Copy, Debug)]
enum When {
    Always,
    Joins,
    Ctes,
    UsingOn,
    OnContents,
    Then,
    ThenContents,
}

/// Children between two places that stand one step in. Where the closing place is not found, the node's end closes.
#[derive(Clone, Copy, Debug)]
struct Span {
    open: At,
    close: At,
    implicit: bool,
    when: When,
}

const fn span(open: At, close: At) -> Span {
    Span { open, close, implicit: false, when: When::Always }
}

const fn implicit(open: At, close: At) -> Span {
    Span { open, close, implicit: true, when: When::Always }
}

impl Span {
    const fn when(self, when: When) -> Self {
        Self { when, ..self }
    }
}

use At::{AfterChild, AfterKind, AfterLast, AfterWord, BeforeKind, BeforeWord, End, Start};

const TABLE: &[(&str, &[Span])] = &[
    // queries
    ("select_clause", &[span(BeforeKind("select_clause_element"), End)]),
    ("from_expression", &[implicit(Start, AfterChild(0)), span(BeforeKind("join_clause"), End).when(When::Joins)]),
    (
        "join_clause",
        &[
            span(BeforeKind("from_expression_element"), AfterKind("from_expression_element")),
            span(BeforeKind("join_on_condition"), End).when(When::UsingOn),
            span(BeforeKind("match_condition"), AfterKind("match_condition")).when(When::UsingOn),
            span(BeforeWord("using"), End).when(When::UsingOn),
            span(AfterWord("using"), AfterKind("bracketed")),
        ],
    ),
    ("join_on_condition", &[implicit(AfterWord("on"), End).when(When::OnContents)]),
    ("where_clause", &[implicit(AfterChild(0), End)]),
    ("having_clause", &[implicit(AfterChild(0), End)]),
    ("qualify_clause", &[implicit(AfterChild(0), End)]),
    ("prewhere_clause", &[implicit(AfterChild(0), End)]),
    ("groupby_clause", &[span(AfterWord("by"), End)]),
    ("orderby_clause", &[span(AfterWord("by"), End)]),
    ("aggregate_order_by", &[span(AfterWord("by"), End)]),
    ("partitionby_clause", &[span(AfterWord("by"), End)]),
    ("cluster_by_clause", &[span(AfterWord("by"), End)]),
    ("distribute_by_clause", &[span(AfterWord("by"), End)]),
    ("sort_by_clause", &[span(AfterWord("by"), End)]),
    ("group_and_orderby_clause", &[span(AfterWord("by"), End)]),
    ("connectby_clause", &[span(AfterWord("by"), End)]),
    (
        "limit_clause",
        &[span(AfterWord("limit"), BeforeWord("offset")), span(AfterWord("offset"), BeforeWord("fetch")), span(AfterWord("fetch"), End)],
    ),
    ("offset_clause", &[span(AfterWord("offset"), End)]),
    ("named_window", &[span(AfterWord("window"), End)]),
    ("over_clause", &[span(Start, End)]),
    ("alias_expression", &[span(Start, End)]),
    ("with_compound_statement", &[span(BeforeKind("common_table_expression"), AfterLast("common_table_expression")).when(When::Ctes)]),
    ("lateral_view_clause", &[span(Start, End)]),
    ("pivot_clause", &[span(Start, End)]),
    ("from_pivot_expression", &[span(Start, End)]),
    ("unpivot_clause", &[span(Start, End)]),
    ("from_unpivot_expression", &[span(Start, End)]),
    ("aggregate_clause", &[span(AfterWord("aggregate"), BeforeKind("group_and_orderby_clause"))]),
    ("extend_clause", &[span(AfterWord("extend"), End)]),
    // expressions
    ("case_expression", &[implicit(BeforeKind("when_clause"), BeforeWord("end"))]),
    (
        "when_clause",
        &[
            implicit(AfterWord("when"), BeforeWord("then")),
            span(BeforeWord("then"), End).when(When::Then),
            implicit(AfterWord("then"), End).when(When::ThenContents),
        ],
    ),
    ("else_clause", &[implicit(AfterWord("else"), End)]),
    // changes of data
    ("set_clause_list", &[span(AfterWord("set"), End)]),
    ("update_statement", &[span(AfterWord("update"), BeforeKind("set_clause_list")), span(AfterWord("returning"), End)]),
    ("delete_statement", &[span(AfterWord("using"), BeforeKind("where_clause")), span(AfterWord("returning"), End)]),
    ("insert_statement", &[span(AfterWord("returning"), End)]),
    ("returning_clause", &[span(AfterWord("returning"), End)]),
    (
        "merge_statement",
        &[
            span(AfterWord("into"), BeforeWord("using")),
            span(AfterWord("using"), BeforeKind("join_on_condition")),
            span(BeforeKind("join_on_condition"), AfterKind("join_on_condition")).when(When::UsingOn),
        ],
    ),
    ("merge_update_clause", &[span(AfterWord("update"), End)]),
    ("merge_insert_clause", &[span(AfterWord("insert"), BeforeKind("values_clause"))]),
    ("merge_when_matched_clause", &[span(AfterWord("then"), End)]),
    ("merge_when_not_matched_clause", &[span(AfterWord("then"), End)]),
    ("merge_when_not_matched_by_source_clause", &[span(AfterWord("then"), End)]),
    ("not_matched_by_target_clause", &[span(AfterWord("then"), End)]),
    ("conflict_action", &[span(AfterWord("update"), End), implicit(AfterWord("set"), End)]),
    ("upsert_clause_list", &[span(AfterWord("update"), End)]),
    // blocks
    ("begin_end_block", &[span(AfterWord("begin"), BeforeWord("end"))]),
    ("atomic_begin_end_block", &[span(AfterWord("begin"), BeforeWord("end"))]),
    ("compound_statement", &[span(AfterWord("begin"), BeforeWord("end"))]),
    ("scripting_block_statement", &[span(AfterWord("begin"), BeforeWord("end"))]),
    ("begin_statement", &[span(AfterWord("begin"), BeforeWord("end"))]),
    ("scripting_declare_statement", &[span(AfterWord("declare"), End)]),
    ("declare_segment", &[span(AfterWord("declare"), End)]),
    ("if_clause", &[span(AfterWord("if"), End)]),
    ("if_statement", &[span(AfterWord("then"), BeforeWord("else")), span(AfterWord("else"), BeforeWord("end"))]),
    ("loop_statement", &[span(AfterWord("loop"), BeforeWord("end"))]),
    ("while_statement", &[span(AfterWord("do"), BeforeWord("end"))]),
    ("create_task_statement", &[span(AfterWord("as"), End)]),
];

static BY_KIND: LazyLock<Vec<&'static [Span]>> = LazyLock::new(|| {
    let find = |kind: &SyntaxKind| TABLE.iter().find(|(name, _)| *name == kind.name()).map_or(&[] as &[Span], |&(_, spans)| spans);
    SyntaxKind::ALL.iter().map(find).collect()
});

impl When {
    fn holds(self, settings: &IndentSettings) -> bool {
        match self {
            Self::Always => true,
            Self::Joins => settings.indented_joins,
            Self::Ctes => settings.indented_ctes,
            Self::UsingOn => settings.indented_using_on,
            Self::OnContents => settings.indented_on_contents,
            Self::Then => settings.indented_then,
            Self::ThenContents => settings.indented_then_contents,
        }
    }
}

/// Marks by the token they follow, in the order they take effect.
#[derive(Debug, Default)]
pub struct Marks {
    found: Vec<Placed>,
}

#[derive(Debug)]
struct Placed {
    after: u32,
    /// Ends of nodes from the inside out, then what stands between children, then beginnings from the outside in.
    order: (u8, i64),
    mark: Mark,
}

impl Marks {
    /// Works out the marks of a whole tree.
    #[must_use]
    pub fn of(tree: &Tree, settings: &IndentSettings) -> Self {
        let mut marks = Self::default();
        let mut children = Vec::new();
        for node in tree.nodes() {
            let spans = BY_KIND[tree.kind(node) as usize];
            let bracketed = tree.first_token(node).is_some() && has_bracket(tree, node);
            if spans.is_empty() && !bracketed {
                continue;
            }
            children.clear();
            children.extend(tree.solid_elements(node));
            for span in spans.iter().filter(|span| span.when.holds(settings)) {
                let Some(open) = boundary(tree, &children, span.open, 0) else { continue };
                let close = boundary(tree, &children, span.close, open).unwrap_or(children.len());
                marks.add(tree, node, &children, (open, close), span.implicit);
            }
            if bracketed {
                marks.add_brackets(tree, node, &children);
            }
        }
        marks.found.sort_by_key(|placed| (placed.after, placed.order));
        marks
    }

    /// The marks, each with the token it follows.
    pub fn iter(&self) -> impl Iterator<Item = (TokenId, Mark)> + '_ {
        self.found.iter().map(|placed| (TokenId(placed.after), placed.mark))
    }

    fn add_brackets(&mut self, tree: &Tree, node: NodeId, children: &[Element]) {
        let mut open = Vec::new();
        for (at, child) in children.iter().enumerate() {
            let Element::Token(token) = *child else { continue };
            if is_start_bracket(tree.token_kind(token)) {
                open.push(at + 1);
            } else if is_end_bracket(tree.token_kind(token))
                && let Some(start) = open.pop()
            {
                self.add(tree, node, children, (start, at), false);
            }
        }
    }

    fn add(&mut self, tree: &Tree, node: NodeId, children: &[Element], (open, close): (usize, usize), implicit: bool) {
        if children.is_empty() || close < open {
            return;
        }
        let opening = if implicit { Mark::Implicit } else { Mark::In };
        let same = open == close;
        self.place(tree, node, children, open, if same { 2 } else { 1 }, opening);
        self.place(tree, node, children, close, if same { 3 } else { 0 }, Mark::Out);
    }

    /// Before the child `at`, or at the node's end.
    fn place(&mut self, tree: &Tree, node: NodeId, children: &[Element], at: usize, rank: i64, mark: Mark) {
        let (token, order) = if at == 0 {
            let Some(first) = tree.first_token(node) else { return };
            let before = std::iter::successors(tree.previous_token(first), |&token| tree.previous_token(token))
                .find(|&token| !tree.token_kind(token).is_trivia());
            let Some(before) = before else { return };
            (before, (2, i64::from(node.0)))
        } else {
            let last = match children[at - 1] {
                Element::Node(child) => tree.last_token(child),
                Element::Token(token) => Some(token),
            };
            let Some(last) = last else { return };
            (last, if at == children.len() { (0, -i64::from(node.0)) } else { (1, rank) })
        };
        self.found.push(Placed { after: token.0, order, mark });
    }
}

fn has_bracket(tree: &Tree, node: NodeId) -> bool {
    let ends = tree.last_token(node).is_some_and(|token| is_end_bracket(tree.token_kind(token)));
    ends && tree.elements(node).any(|child| matches!(child, Element::Token(token) if is_start_bracket(tree.token_kind(token))))
}

#[must_use]
pub fn is_start_bracket(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::StartBracket | SyntaxKind::StartSquareBracket | SyntaxKind::StartAngleBracket | SyntaxKind::StartCurlyBracket
    )
}

#[must_use]
pub fn is_end_bracket(kind: SyntaxKind) -> bool {
    matches!(kind, SyntaxKind::EndBracket | SyntaxKind::EndSquareBracket | SyntaxKind::EndAngleBracket | SyntaxKind::EndCurlyBracket)
}

/// The index of the child that stands right after a place.
fn boundary(tree: &Tree, children: &[Element], at: At, from: usize) -> Option<usize> {
    let word = |child: &Element, word: &str| matches!(child, Element::Token(token) if tree.token_is(*token, word));
    let kind = |child: &Element, name: &str| match *child {
        Element::Node(node) => tree.kind(node).name() == name,
        Element::Token(token) => tree.token_kind(token).name() == name,
    };
    let find = |test: &dyn Fn(&Element) -> bool| children.iter().enumerate().skip(from).find(|(_, child)| test(child)).map(|(at, _)| at);
    match at {
        Start => Some(0),
        End => Some(children.len()),
        AfterChild(child) => (child < children.len()).then_some(child + 1),
        AfterWord(text) => find(&|child| word(child, text)).map(|at| at + 1),
        BeforeWord(text) => find(&|child| word(child, text)),
        AfterKind(name) => find(&|child| kind(child, name)).map(|at| at + 1),
        BeforeKind(name) => find(&|child| kind(child, name)),
        AfterLast(name) => children.iter().rposition(|child| kind(child, name)).map(|at| at + 1),
    }
}
