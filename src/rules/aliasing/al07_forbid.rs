use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::edits;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Queries, Query, QueryKind, Source, identifiers, same_name, tokens_equal, unquote};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "AL07", name: "aliasing.forbid" },
    aliases: &["L031"],
    groups: &["aliasing"],
    docs: include_str!("../../../rules/AL07.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Structure),
    check: Check::Query(check),
};

fn check(cx: &Cx<'_>, query: &Query, out: &mut Sink<'_>) {
    if !cx.settings.rules.al07.force_enable || query.kind != QueryKind::Select {
        return;
    }
    for source in &query.sources {
        let (Some(table), Some(alias)) = (source.table(), source.alias) else { continue };
        let Some(name) = alias.name else { continue };
        let joined_to_itself = query.sources.iter().filter_map(Source::table).filter(|&other| tokens_equal(cx.tree, table, other)).count() > 1;
        if joined_to_itself || alias.columns(cx.tree).next().is_some() {
            continue;
        }
        let text = unquote(cx.tree.token_text(name));
        let report = out.report(cx.tree.token_range(name), format!("The alias `{text}` hides the table's name"));
        if cx.is_literal(cx.tree.range(table)) {
            report.safe_fix("Use the table's name", edits_for(cx, query, source, text));
        }
    }
}

fn edits_for(cx: &Cx<'_>, query: &Query, source: &Source, alias: &str) -> Vec<RenderedEdit> {
    let (Some(table), Some(own)) = (source.table(), source.alias) else { return Vec::new() };
    let mut made = vec![edits::remove_node(cx.tree, own.node)];
    let name = cx.tree.node_text(table);
    let queries: &Queries = cx.queries();
    for inner in std::iter::once(query).chain(queries.inside(cx.tree, query)) {
        if inner.id != query.id && inner.sources.iter().any(|other| other.is_called(cx.tree, alias)) {
            continue;
        }
        for reference in &inner.references {
            let mut parts = identifiers(cx.tree, reference.node);
            let Some(first) = parts.next() else { continue };
            if same_name(cx.tree.token_text(first), alias) && (parts.next().is_some() || reference.wildcard) {
                made.push(RenderedEdit::replace(cx.tree.token_range(first), name));
            }
        }
    }
    made
}
