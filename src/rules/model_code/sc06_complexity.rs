use rustc_hash::FxHashMap;

use crate::diagnostic::RuleName;
use crate::rules::project::counted;
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::Shape;
use crate::syntax::{NodeId, SyntaxKind};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SC06", name: "model_code.complexity" },
    aliases: &[],
    groups: &["model_code"],
    docs: include_str!("../../../rules/SC06.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Template(check),
};

/// What each part adds: a reader keeps two tables in mind at a join, and what is around it in a nested query.
const OF_JOIN: usize = 2;
const OF_NESTING: usize = 3;

fn check(cx: &Cx<'_>, out: &mut Sink<'_>) {
    let tree = cx.tree;
    let options = &cx.settings.rules.sc06;
    let count = |kind: SyntaxKind| tree.nodes().filter(|&node| tree.kind(node) == kind).count();
    let queries = cx.queries();
    let joins = queries.all.iter().flat_map(|query| &query.sources).filter(|source| source.join.is_some()).count();
    let nested: usize = queries
        .all
        .iter()
        .flat_map(|query| &query.sources)
        .filter_map(|source| match source.shape {
            Shape::Subquery(query) => Some(nesting(cx, query)),
            _ => None,
        })
        .sum();
    let (expressions, cases) = (queries.ctes.len(), count(SyntaxKind::CaseExpression));
    let score = joins * OF_JOIN + expressions + cases + nested * OF_NESTING;
    let place = TextRange::empty(0);
    if score > options.budget as usize {
        let parts = [
            counted(joins, "join"),
            counted(expressions, "common table expression"),
            format!("{cases} `case`"),
            format!("{nested} levels of nested queries"),
        ];
        out.report_source(place, format!("the model scores {score} of at most {}: {}", options.budget, parts.join(", ")));
    }
    let deepest = deepest(cx);
    if options.max_cte_depth > 0 && deepest > options.max_cte_depth as usize {
        let message = format!("{deepest} common table expressions read one another in a row, more than {}", options.max_cte_depth);
        out.report_source(place, message);
    }
}

/// How many queries stand around a subquery of a FROM, up to the statement or the common table expression it belongs to.
fn nesting(cx: &Cx<'_>, query: NodeId) -> usize {
    let tree = cx.tree;
    let inside = tree.ancestors(query).take_while(|&above| tree.kind(above) != SyntaxKind::CommonTableExpression);
    inside.filter(|&above| tree.kind(above) == SyntaxKind::SelectStatement).count()
}

/// The most common table expressions that stand one behind another. Each reads only those before it, so one pass is enough.
fn deepest(cx: &Cx<'_>) -> usize {
    let (tree, ctes) = (cx.tree, &cx.queries().ctes);
    let mut depths: FxHashMap<NodeId, usize> = FxHashMap::default();
    for cte in ctes {
        let named = tree.descendants(cte.node).filter(|&node| tree.kind(node) == SyntaxKind::TableReference);
        let read = named.filter_map(|node| cx.queries().cte_of(tree, node)).filter_map(|other| depths.get(&other.node));
        let depth = 1 + read.max().copied().unwrap_or_default();
        depths.insert(cte.node, depth);
    }
    depths.into_values().max().unwrap_or_default()
}
