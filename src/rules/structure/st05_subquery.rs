//! Subqueries that could be common table expressions. One moves at a time: the next run moves the next.

use crate::config::rule_options::SubqueriesIn;
use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::edits;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Path, Query, QueryKind, Shape, Source, is_query, keyword, same_name, space_before, unquote};
use crate::syntax::{NodeId, SyntaxKind, Tree};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "ST05", name: "structure.subquery" },
    aliases: &["L042"],
    groups: &["structure"],
    docs: include_str!("../../../rules/ST05.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Structure),
    check: Check::File(check),
};

fn check(cx: &Cx<'_>, out: &mut Sink<'_>) {
    let forbidden = cx.settings.rules.st05.forbid_subquery_in;
    let mut fixed = false;
    let mut reported: Vec<NodeId> = Vec::new();
    for query in cx.queries().all.iter().filter(|query| query.kind == QueryKind::Select && cx.is_certain(&RULE, query.node)) {
        for source in &query.sources {
            let joined = is_joined(cx.tree, source);
            let in_scope = match forbidden {
                SubqueriesIn::Both | SubqueriesIn::From => true,
                SubqueriesIn::Join => joined,
            };
            if !in_scope || !matches!(source.shape, Shape::Subquery(_)) || is_correlated(cx, query, source) {
                continue;
            }
            // What is inside one that is reported has its turn when that has moved.
            if reported.iter().any(|&outer| cx.tree.is_ancestor(outer, source.element)) {
                continue;
            }
            reported.push(source.element);
            let report = out.report(cx.tree.range(source.element), "A subquery stands where a named CTE would read better");
            if !fixed && let Some(edits) = moved(cx, query, source) {
                report.safe_fix("Make it a CTE", edits);
                fixed = true;
            }
        }
    }
}

/// Whether a join brings the source in, by itself or as part of a join tree in brackets.
fn is_joined(tree: &Tree, source: &Source) -> bool {
    tree.ancestors(source.element)
        .find(|&above| {
            !matches!(
                tree.kind(above),
                SyntaxKind::Bracketed | SyntaxKind::TableExpression | SyntaxKind::FromExpressionElement | SyntaxKind::FromExpression
            )
        })
        .is_some_and(|above| tree.kind(above) == SyntaxKind::JoinClause)
}

/// Whether the subquery names a table of the query around it.
fn is_correlated(cx: &Cx<'_>, query: &Query, source: &Source) -> bool {
    let tree = cx.tree;
    let called = |other: &Source, name: &str| {
        other.is_called(tree, name)
            || other.table().is_some_and(|table| Path::of(tree, table).last().is_some_and(|last| same_name(last, name)))
    };
    cx.queries().inside(tree, query).filter(|inner| tree.is_ancestor(source.element, inner.node)).any(|inner| {
        inner.references.iter().any(|reference| {
            let path = Path::of(tree, reference.node);
            let qualifiers = path.len() - usize::from(!reference.wildcard).min(path.len());
            let Some(name) = qualifiers.checked_sub(1).map(|at| path[at]) else { return false };
            let own = cx
                .queries()
                .visible(inner)
                .take_while(|scope| scope.id != query.id)
                .any(|scope| scope.sources.iter().any(|own| called(own, name)));
            !own && query.sources.iter().any(|outer| outer.element != source.element && called(outer, name))
        })
    })
}

/// The edits that move a subquery to the front of the statement.
fn moved(cx: &Cx<'_>, query: &Query, source: &Source) -> Option<Vec<RenderedEdit>> {
    let tree = cx.tree;
    // Inside a join tree in brackets, a name alone may not stand.
    let direct = tree.parent(source.element).is_some_and(|parent| tree.kind(parent) != SyntaxKind::Bracketed);
    if !direct {
        return None;
    }
    let place = Place::of(tree, query.node)?;
    let table = tree.child(source.element, SyntaxKind::TableExpression)?;
    let brackets = tree.child(table, SyntaxKind::Bracketed)?;
    if tree.node_text(brackets).starts_with("((") || !cx.is_literal(tree.range(source.element)) {
        return None;
    }
    let taken = |name: &str| cx.queries().ctes.iter().any(|cte| same_name(tree.token_text(cte.name), name));
    let name = match source.alias.and_then(|alias| alias.name) {
        Some(alias) => {
            let name = tree.token_text(alias);
            // A name that two subqueries bear can become the name of one CTE only.
            if taken(name) || source.alias.is_some_and(|alias| alias.columns(tree).next().is_some()) || is_earlier(cx, source, name) {
                return None;
            }
            name.to_owned()
        }
        None => (1..=u16::MAX).map(|number| format!("prep_{number}")).find(|name| !taken(name))?,
    };
    let upper = tree.first_token(query.node).is_some_and(|select| tree.token_text(select).starts_with('S'));
    let word = |word: &'static str| if upper { word.to_uppercase() } else { word.to_owned() };
    let definition = format!("{name} {} {}", word("as"), tree.node_text(brackets));
    let mut made = place.insert(tree, &definition, &word("with"))?;
    let range = tree.range(source.element);
    let touches = tree.first_token(source.element).is_some_and(|first| space_before(tree, first) == range.start());
    made.push(RenderedEdit::replace(range, format!("{}{name}", if touches { " " } else { "" })));
    Some(made)
}

/// Whether a subquery before this one in the file has the same alias.
fn is_earlier(cx: &Cx<'_>, source: &Source, name: &str) -> bool {
    cx.queries().all.iter().flat_map(|query| &query.sources).any(|other| {
        let around = cx.tree.is_ancestor(other.element, source.element);
        (other.element < source.element || around)
            && matches!(other.shape, Shape::Subquery(_))
            && other.alias.and_then(|alias| alias.name).is_some_and(|alias| same_name(unquote(cx.tree.token_text(alias)), name))
    })
}

/// Where a new CTE goes.
enum Place {
    /// Before this query, which has no WITH.
    Before(NodeId),
    /// Among the CTEs of a WITH: before this one, or after the last.
    Among(NodeId, Option<NodeId>),
}

impl Place {
    fn of(tree: &Tree, select: NodeId) -> Option<Self> {
        let mut top = select;
        let mut with = None;
        let mut cte = None;
        for above in tree.ancestors(select) {
            match tree.kind(above) {
                SyntaxKind::WithCompoundStatement => {
                    if with.is_some() {
                        return None;
                    }
                    with = Some(above);
                    top = above;
                }
                SyntaxKind::CommonTableExpression => cte = Some(above),
                kind if is_query(kind) => top = above,
                SyntaxKind::Statement | SyntaxKind::File => break,
                _ => {}
            }
        }
        // `create table t as (select ...)`: nothing can stand before a query in brackets.
        if tree.parent(top).is_some_and(|parent| tree.kind(parent) == SyntaxKind::Bracketed) {
            return None;
        }
        match with {
            Some(with) if keyword(tree, with, "recursive").is_some() => None,
            Some(with) => Some(Self::Among(with, cte)),
            None => Some(Self::Before(top)),
        }
    }

    fn insert(&self, tree: &Tree, definition: &str, with_word: &str) -> Option<Vec<RenderedEdit>> {
        let (with, before) = match *self {
            Self::Before(query) => {
                return Some(vec![RenderedEdit::insert(tree.range(query).start(), format!("{with_word} {definition}\n"))]);
            }
            Self::Among(with, before) => (with, before),
        };
        let word = keyword(tree, with, "with")?;
        let ctes: Vec<NodeId> =
            tree.children(with).filter(|&child| !is_query(tree.kind(child)) && tree.kind(child) != SyntaxKind::Bracketed).collect();
        let query = tree.children(with).find(|&child| is_query(tree.kind(child)))?;
        let gaps: Vec<TextRange> = std::iter::once(tree.token_range(word).end())
            .chain(ctes.iter().map(|&cte| tree.range(cte).end()))
            .zip(ctes.iter().map(|&cte| tree.range(cte).start()).chain([tree.range(query).start()]))
            .map(|(start, end)| TextRange::new(start, end))
            .collect();
        if gaps.iter().any(|&gap| edits::holds_comment(tree, gap)) {
            return None;
        }
        let at = before.and_then(|cte| ctes.iter().position(|&other| other == cte)).unwrap_or(ctes.len());
        let last = gaps.len() - 1;
        let made = gaps.into_iter().enumerate().map(|(index, gap)| {
            let lead = if index == 0 { " " } else { ",\n" };
            let plain = if index == last { "\n" } else { lead };
            let text = match (index == at, index == last) {
                (false, _) => plain.to_owned(),
                (true, true) => format!("{lead}{definition}\n"),
                (true, false) => format!("{lead}{definition},\n"),
            };
            RenderedEdit::replace(gap, text)
        });
        Some(made.filter(|edit| tree.text()[edit.range.span()] != *edit.text).collect())
    }
}
