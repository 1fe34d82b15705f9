use rustc_hash::FxHashMap;

use crate::diagnostic::{Level, RuleName};
use crate::rules::select::NamedPlainly;
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{AnyCase, Clause, Path, Query, QueryKind, Shape, Source, keyword};
use crate::syntax::{NodeId, SyntaxKind, Tree};
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
    let unqualified =
        query.references.iter().any(|reference| reference.clause != Clause::On && !reference.lambda && !reference.is_qualified());
    if items != 1 || unqualified {
        return;
    }
    let plain = NamedPlainly::of(tree, query, |source| is_outer_join(tree, source), |reference| reference.clause != Clause::On);
    let mut uses = None;
    for (_, source) in query.sources.iter().enumerate().filter(|&(at, source)| !plain.contains(at) && is_outer_join(tree, source)) {
        let Some(name) = source.name_text(tree) else { continue };
        if !uses.get_or_insert_with(|| Uses::of(cx, query)).contains(tree, source, name) {
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

/// What names tables in a query and in those inside it.
struct Uses<'t> {
    /// Qualifiers of columns, with the references they stand in, and whether those are in the query's own join conditions.
    qualifiers: FxHashMap<AnyCase<'t>, Vec<(NodeId, bool)>>,
    /// First parts of the names of tables: a table may be a field of another. With the element in FROM that they stand in.
    tables: FxHashMap<AnyCase<'t>, Vec<NodeId>>,
}

impl<'t> Uses<'t> {
    fn of(cx: &Cx<'t>, query: &Query) -> Self {
        let tree = cx.tree;
        let mut uses = Self { qualifiers: FxHashMap::default(), tables: FxHashMap::default() };
        for scope in std::iter::once(query).chain(cx.queries().inside(tree, query)) {
            for reference in &scope.references {
                let path = Path::of(tree, reference.node);
                let joins = reference.clause == Clause::On && scope.id == query.id;
                for &part in &path[..path.len().saturating_sub(usize::from(!reference.wildcard))] {
                    uses.qualifiers.entry(AnyCase::of(part)).or_default().push((reference.node, joins));
                }
            }
            for source in &scope.sources {
                let path = source.table().map(|table| Path::of(tree, table)).unwrap_or_default();
                if let (Some(first), true) = (path.first(), path.len() > 1) {
                    uses.tables.entry(AnyCase::of(first)).or_default().push(source.element);
                }
            }
        }
        uses
    }

    /// Whether anything but the source's own condition names it.
    fn contains(&self, tree: &Tree, source: &Source, name: &str) -> bool {
        let name = AnyCase::of(name);
        let own = |node: NodeId| source.join.is_some_and(|join| tree.is_ancestor(join, node));
        let qualifies = self.qualifiers.get(&name).is_some_and(|uses| uses.iter().any(|&(node, joins)| !(joins && own(node))));
        qualifies || self.tables.get(&name).is_some_and(|elements| elements.iter().any(|&element| element != source.element))
    }
}

/// The source; where a value stands at its start, its name.
fn place(cx: &Cx<'_>, source: &Source) -> TextRange {
    let tree = cx.tree;
    let written = tree.first_token(source.element).is_some_and(|first| cx.is_literal(tree.token_range(first)));
    let name = source.name(tree).filter(|_| !written);
    name.map_or_else(|| tree.range(source.element), |name| tree.token_range(name))
}
