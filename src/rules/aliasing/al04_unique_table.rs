use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Query, QueryKind, Source};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "AL04", name: "aliasing.unique.table" },
    aliases: &["L020"],
    groups: &["core", "aliasing"],
    docs: include_str!("../../../rules/AL04.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Query(check),
};

fn check(cx: &Cx<'_>, query: &Query, out: &mut Sink<'_>) {
    if query.kind != QueryKind::Select {
        return;
    }
    let queries = cx.queries();
    let outer = queries.ancestors(query).find(|outer| outer.kind == QueryKind::Select).filter(|_| !query.in_cte);
    if outer.is_none() && query.sources.len() < 2 {
        return;
    }
    for source in &query.sources {
        let Some(name) = source.name_text(cx.tree) else { continue };
        let same = |other: &&Source| !name.is_empty() && other.is_called(cx.tree, name);
        let first = query.sources_for(cx.tree, name).find(same);
        let earlier = first.filter(|&first| !std::ptr::eq(first, source));
        // Of a subquery and the query around it, the outer table is the one that hides; what is called after the table in it
        // is not hidden.
        let beside = |other: &&Source| same(other) && !cx.tree.is_ancestor(other.element, query.node);
        let pair = match (earlier, outer.and_then(|outer| outer.sources_for(cx.tree, name).find(beside))) {
            (Some(earlier), _) => (source, earlier),
            (None, Some(hidden)) => (hidden, source),
            (None, None) => continue,
        };
        if let (Some(token), Some(other)) = (pair.0.name(cx.tree), pair.1.name(cx.tree)) {
            out.report(cx.tree.token_range(token), format!("`{name}` names two tables"))
                .related(cx.tree.token_range(other), "the other one");
        }
    }
}
