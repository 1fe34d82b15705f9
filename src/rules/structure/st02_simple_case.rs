use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::edits;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{only_token, tokens_equal};
use crate::syntax::{Element, NodeId, SyntaxKind, Tree};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "ST02", name: "structure.simple_case" },
    aliases: &["L043"],
    groups: &["structure"],
    docs: include_str!("../../../rules/ST02.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Structure),
    check: Check::Node(&[SyntaxKind::CaseExpression], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    let tree = cx.tree;
    let Some(case) = Case::read(tree, node) else { return };
    let Some((simple, title)) = boolean(tree, &case).or_else(|| null_check(tree, &case)) else { return };
    let range = tree.range(node);
    let report = out.report(tree.range(case.condition), "This CASE has a shorter form");
    if !edits::has_comment(tree, node) {
        report.safe_fix(title, vec![RenderedEdit::replace(range, simple)]);
    }
}

/// A CASE without operand and with one WHEN.
struct Case {
    condition: NodeId,
    then: NodeId,
    otherwise: Option<NodeId>,
}

impl Case {
    fn read(tree: &Tree, node: NodeId) -> Option<Self> {
        let mut whens = tree.children_of(node, SyntaxKind::WhenClause);
        let when = whens.next()?;
        if whens.next().is_some() || tree.children(node).next() != Some(when) {
            return None;
        }
        let mut parts = tree.children(when);
        let (condition, then) = (parts.next()?, parts.next()?);
        let otherwise = tree.child(node, SyntaxKind::ElseClause).map(|clause| tree.children(clause).next());
        match otherwise {
            Some(None) => None,
            Some(otherwise) => Some(Self { condition, then, otherwise }),
            None => Some(Self { condition, then, otherwise: None }),
        }
    }
}

fn is_literal(tree: &Tree, node: NodeId, kind: SyntaxKind, word: &str) -> bool {
    only_token(tree, node).is_some_and(|token| tree.token_kind(token) == kind && tree.token_is(token, word))
}

/// `when a then true else false`
fn boolean(tree: &Tree, case: &Case) -> Option<(String, &'static str)> {
    let otherwise = case.otherwise?;
    let truth = |node, word| is_literal(tree, node, SyntaxKind::BooleanLiteral, word);
    let condition = tree.node_text(case.condition);
    if truth(case.then, "true") && truth(otherwise, "false") {
        return Some((format!("coalesce({condition}, false)"), "Use the condition itself"));
    }
    (truth(case.then, "false") && truth(otherwise, "true")).then(|| (format!("not coalesce({condition}, false)"), "Negate the condition"))
}

/// `when a is null then b else a` and its likes.
fn null_check(tree: &Tree, case: &Case) -> Option<(String, &'static str)> {
    let (end, negated) = checked(tree, case.condition)?;
    let start = tree.range(case.condition).start();
    let text = &tree.text()[TextRange::new(start, end).span()];
    let is_null = |node| is_literal(tree, node, SyntaxKind::NullLiteral, "null");
    let is_checked = |node: NodeId| tree.node_text(node) == text || same_as_start(tree, node, case.condition, text);
    let (kept, other) = if negated { (Some(case.then), case.otherwise) } else { (case.otherwise, Some(case.then)) };
    let text = tree.node_text(kept.filter(|&kept| is_checked(kept))?);
    match other {
        None => Some((text.to_owned(), "Use the column itself")),
        Some(other) if is_null(other) => Some((text.to_owned(), "Use the column itself")),
        Some(other) if is_checked(other) => None,
        Some(other) => Some((format!("coalesce({text}, {})", tree.node_text(other)), "Use `coalesce`")),
    }
}

/// Where the column of `column is [not] null` ends, and whether it says NOT. An index must be a plain number or string.
fn checked(tree: &Tree, condition: NodeId) -> Option<(u32, bool)> {
    let mut elements = tree.solid_elements(condition).peekable();
    let Some(Element::Node(column)) = elements.next() else { return None };
    if tree.kind(column) != SyntaxKind::ColumnReference {
        return None;
    }
    let mut end = tree.range(column).end();
    while let Some(&Element::Node(accessor)) = elements.peek() {
        if tree.kind(accessor) != SyntaxKind::ArrayAccessor
            || tree.descendants(accessor).any(|below| !matches!(tree.kind(below), SyntaxKind::Expression | SyntaxKind::NumericLiteral))
        {
            return None;
        }
        end = tree.range(accessor).end();
        elements.next();
    }
    let mut word = || match elements.next() {
        Some(Element::Token(token)) => Some(token),
        _ => None,
    };
    let is = word()?;
    let mut last = word()?;
    let negated = tree.token_is(last, "not");
    if negated {
        last = word()?;
    }
    (tree.token_is(is, "is") && tree.token_kind(last) == SyntaxKind::NullLiteral && word().is_none()).then_some((end, negated))
}

/// Whether a node is the column that the condition begins with, another case of bare names aside.
fn same_as_start(tree: &Tree, node: NodeId, condition: NodeId, text: &str) -> bool {
    if text.len() != tree.node_text(node).len() {
        return false;
    }
    let column = tree.children(condition).next();
    column.is_some_and(|column| tree.node_text(column) == text && tokens_equal(tree, column, node))
}
