use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Clause, Path, Query, QueryKind, Shape, Source, keyword, same_name};
use crate::syntax::{SyntaxKind, Tree};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "ST11", name: "structure.unused_join" },
    aliases: &[],
    groups: &["structure"],
    docs: include_str!("../../../rules/ST11.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Query(check),
};

fn check(cx: &Cx<'_>, query: &Query, out: &mut Sink<'_>) {
    if query.kind != QueryKind::Select || query.sources.len() < 2 || !cx.is_certain(&RULE, query.node) {
        return;
    }
    let tree = cx.tree;
    // Several items separated by commas, or a column that says no table: anything may be used.
    let items = tree.child(query.node, SyntaxKind::FromClause).map_or(0, |from| tree.children(from).count());
    let unqualified = query.references.iter().any(|reference| {
        reference.clause != Clause::On && !reference.lambda && Path::of(tree, reference.node).len() + usize::from(reference.wildcard) < 2
    });
    if items != 1 || unqualified {
        return;
    }
    for source in query.sources.iter().filter(|source| is_outer_join(tree, source)) {
        let Some(name) = source.name_text(tree) else { continue };
        if !is_used(cx, query, source, name) {
            out.report(place(cx, source), format!("`{name}` is joined and never used"))
                .note("An outer join keeps every row; one that gives no column can only repeat rows.");
        }
    }
}

fn is_outer_join(tree: &Tree, source: &Source) -> bool {
    let Some(join) = source.join else { return false };
    matches!(source.shape, Shape::Table(_) | Shape::Subquery(_) | Shape::Values(_))
        && ["left", "right", "full"].iter().any(|side| keyword(tree, join, side).is_some())
        && !["semi", "anti"].iter().any(|word| keyword(tree, join, word).is_some())
}

/// Whether anything but the source's own condition names it.
fn is_used(cx: &Cx<'_>, query: &Query, source: &Source, name: &str) -> bool {
    let tree = cx.tree;
    std::iter::once(query).chain(cx.queries().inside(tree, query)).any(|scope| {
        scope.references.iter().any(|reference| {
            let path = Path::of(tree, reference.node);
            let qualifiers = &path[..path.len().saturating_sub(usize::from(!reference.wildcard))];
            let own = reference.clause == Clause::On
                && scope.id == query.id
                && source.join.is_some_and(|join| tree.is_ancestor(join, reference.node));
            !own && qualifiers.iter().any(|part| same_name(part, name))
        }) || scope.sources.iter().filter(|other| other.element != source.element).filter_map(Source::table).any(|table| {
            let path = Path::of(tree, table);
            path.len() > 1 && path.first().is_some_and(|first| same_name(first, name))
        })
    })
}

/// The source; where a value stands at its start, its name.
fn place(cx: &Cx<'_>, source: &Source) -> TextRange {
    let tree = cx.tree;
    let written = tree.first_token(source.element).is_some_and(|first| cx.is_literal(tree.token_range(first)));
    let name = source.name(tree).filter(|_| !written);
    name.map_or_else(|| tree.range(source.element), |name| tree.token_range(name))
}
