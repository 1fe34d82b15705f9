use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::edits;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Path, Source, keyword, space_before};
use crate::syntax::{Element, NodeId, SyntaxKind, Tree};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "CV12", name: "convention.join_condition" },
    aliases: &[],
    groups: &["convention"],
    docs: include_str!("../../../rules/CV12.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Structure),
    check: Check::Node(&[SyntaxKind::SelectStatement], check),
};

/// Joins that take no condition, or have theirs elsewhere.
const UNCONDITIONAL: [&str; 6] = ["cross", "natural", "positional", "apply", "asof", "using"];

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    let tree = cx.tree;
    let (Some(from), Some(filter)) = (tree.child(node, SyntaxKind::FromClause), tree.child(node, SyntaxKind::WhereClause)) else { return };
    let Some(query) = cx.queries().of_node(node) else { return };
    let bare: Vec<(NodeId, usize)> = query
        .sources
        .iter()
        .enumerate()
        .filter_map(|(index, source)| source.join.filter(|&join| is_bare(cx, join, source)).map(|join| (join, index)))
        .collect();
    if bare.is_empty() || !tree.is_ancestor(from, bare[0].0) {
        return;
    }
    let mut fix = Moves::plan(cx, filter, &query.sources, &bare).map(|moves| moves.edits(tree, filter));
    for (join, _) in bare {
        let Some(first) = tree.first_token(join) else { continue };
        let report = out.report(tree.range(join), format!("The condition of this `{}` stands in WHERE", tree.token_text(first)));
        if let Some(edits) = fix.take() {
            report.safe_fix("Move it to ON", edits);
        }
    }
}

fn is_bare(cx: &Cx<'_>, join: NodeId, source: &Source) -> bool {
    let tree = cx.tree;
    tree.child(join, SyntaxKind::JoinOnCondition).is_none()
        && tree.child(join, SyntaxKind::JoinClause).is_none()
        && !UNCONDITIONAL.iter().any(|word| keyword(tree, join, word).is_some())
        && !source.is_value_table(tree)
        && cx.is_literal(tree.range(join))
}

/// Which conditions of WHERE go to which join.
struct Moves {
    /// Behind which join, and what.
    to: Vec<(u32, String)>,
    /// The conditions of WHERE, and whether each goes.
    conditions: Vec<(TextRange, bool)>,
}

impl Moves {
    fn plan(cx: &Cx<'_>, filter: NodeId, sources: &[Source], bare: &[(NodeId, usize)]) -> Option<Self> {
        let tree = cx.tree;
        let expression = tree.child(filter, SyntaxKind::Expression)?;
        let mut conditions: Vec<(TextRange, bool)> = Vec::new();
        let mut tables: Vec<Option<(usize, usize)>> = Vec::new();
        let elements: Vec<Element> = tree.solid_elements(expression).collect();
        let word = |element: &Element, word: &str| matches!(element, Element::Token(token) if tree.token_kind(*token) == SyntaxKind::BinaryOperator && tree.token_is(*token, word));
        if elements.iter().any(|element| word(element, "or")) {
            return None;
        }
        for part in elements.split(|element| word(element, "and")) {
            let (first, last) = (part.first()?, part.last()?);
            conditions.push((range(tree, *first).cover(range(tree, *last)), false));
            tables.push(compared_tables(tree, part, sources));
        }
        let mut to = Vec::new();
        for &(join, index) in bare {
            // An outer join keeps rows that WHERE would drop.
            if ["left", "right", "full"].iter().any(|side| keyword(tree, join, side).is_some())
                && ["semi", "anti"].iter().all(|word| keyword(tree, join, word).is_none())
            {
                continue;
            }
            let mut moved = Vec::new();
            for (condition, tables) in conditions.iter_mut().zip(&tables) {
                if !condition.1 && tables.is_some_and(|(left, right)| left != right && left.max(right) == index) {
                    condition.1 = true;
                    moved.push(&tree.text()[condition.0.span()]);
                }
            }
            if !moved.is_empty() {
                to.push((tree.range(join).end(), format!(" ON {}", moved.join(" AND "))));
            }
        }
        (!to.is_empty() && !edits::has_comment(tree, filter)).then_some(Self { to, conditions })
    }

    fn edits(self, tree: &Tree, filter: NodeId) -> Vec<RenderedEdit> {
        let mut made: Vec<RenderedEdit> = self.to.into_iter().map(|(at, text)| RenderedEdit::insert(at, text)).collect();
        let Some(last_kept) = self.conditions.iter().rposition(|(_, goes)| !goes) else {
            let start = tree.first_token(filter).map_or(tree.range(filter).start(), |first| space_before(tree, first));
            made.push(RenderedEdit::delete(TextRange::new(start, tree.range(filter).end())));
            return merged(made);
        };
        for (index, &(range, goes)) in self.conditions.iter().enumerate() {
            if goes && index < last_kept {
                made.push(RenderedEdit::delete(TextRange::new(range.start(), self.conditions[index + 1].0.start())));
            }
        }
        if last_kept + 1 < self.conditions.len() {
            made.push(RenderedEdit::delete(TextRange::new(self.conditions[last_kept].0.end(), tree.range(filter).end())));
        }
        made
    }
}

/// An insertion right where a deletion begins becomes one replacement.
fn merged(edits: Vec<RenderedEdit>) -> Vec<RenderedEdit> {
    let mut out: Vec<RenderedEdit> = Vec::new();
    for edit in edits {
        match out.last_mut() {
            Some(last) if last.range.end() == edit.range.start() => {
                last.range = last.range.cover(edit.range);
                last.text.push_str(&edit.text);
            }
            _ => out.push(edit),
        }
    }
    out
}

/// The two sources whose columns a condition compares, and nothing more; brackets around it do not matter.
fn compared_tables(tree: &Tree, part: &[Element], sources: &[Source]) -> Option<(usize, usize)> {
    match *part {
        [Element::Node(left), Element::Node(operator), Element::Node(right)] if tree.kind(operator) == SyntaxKind::ComparisonOperator => {
            Some((source_of(tree, left, sources)?, source_of(tree, right, sources)?))
        }
        [Element::Node(brackets)] if tree.kind(brackets) == SyntaxKind::Bracketed => {
            let expression = tree.child(brackets, SyntaxKind::Expression)?;
            let inner: Vec<Element> = tree.solid_elements(expression).collect();
            compared_tables(tree, &inner, sources)
        }
        _ => None,
    }
}

fn source_of(tree: &Tree, column: NodeId, sources: &[Source]) -> Option<usize> {
    if tree.kind(column) != SyntaxKind::ColumnReference {
        return None;
    }
    let path = Path::of(tree, column);
    let table = path.len().checked_sub(2).map(|at| path[at])?;
    sources.iter().position(|source| source.is_called(tree, table))
}

fn range(tree: &Tree, element: Element) -> TextRange {
    match element {
        Element::Node(node) => tree.range(node),
        Element::Token(token) => tree.token_range(token),
    }
}
