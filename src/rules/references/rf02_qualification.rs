use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::select::{Aliases, is_ignored, is_whole_row};
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Clause, Columns, Path, Query, QueryKind, Shape, same_name};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RF02", name: "references.qualification" },
    aliases: &["L027"],
    groups: &["references"],
    docs: include_str!("../../../rules/RF02.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Extra, Change::Structure),
    check: Check::Query(check),
};

fn check(cx: &Cx<'_>, query: &Query, out: &mut Sink<'_>) {
    if query.kind != QueryKind::Select {
        return;
    }
    let options = &cx.settings.rules.rf02;
    let tables = query.sources.iter().filter(|source| !source.is_value_table(cx.tree) && source.shape != Shape::LateralView).count();
    let correlated = tables == 1 && !options.subqueries_ignore_external_references && sees_outer_tables(cx, query);
    if tables < 2 && !correlated {
        return;
    }
    let mut aliases = None;
    for reference in query.references.iter().filter(|reference| !reference.lambda && !reference.is_qualified()) {
        let path = Path::of(cx.tree, reference.node);
        if reference.wildcard {
            // In a subquery, the star of its only table can mean nothing else.
            if !correlated && reference.clause == Clause::Select {
                out.report(cx.tree.range(reference.node), "`*` does not say whose columns it means in a query of several tables");
            }
            continue;
        }
        let &[name] = &path[..] else { continue };
        if is_ignored(name, &options.ignore_words, options.ignore_words_regex.as_ref())
            || aliases.get_or_insert_with(|| Aliases::of(cx, query)).is_elsewhere(cx, reference, name)
            || query.value_names.iter().chain(&query.using).any(|&own| same_name(cx.tree.token_text(own), name))
            || query.sources_for(cx.tree, name).any(|source| source.is_called(cx.tree, name) && source.is_value_table(cx.tree))
            || is_whole_row(cx, query, name)
            || cx.queries().is_variable(cx.tree, name)
        {
            continue;
        }
        let place = if correlated { "a subquery" } else { "a query of several tables" };
        let range = cx.tree.range(reference.node);
        let report = out.report(range, format!("`{name}` is not qualified in {place}"));
        if let Some(owner) = owner(cx, query, name) {
            report.extra_fix("Qualify it", vec![RenderedEdit::insert(range.start(), format!("{owner}."))]);
        }
    }
}

/// The name of the one source that has the column, where the text tells for all of them.
fn owner<'t>(cx: &Cx<'t>, query: &Query, name: &str) -> Option<&'t str> {
    let columns = Columns::new(cx.tree, cx.queries());
    let mut owner = None;
    for source in &query.sources {
        if columns.has(source, name)? && owner.replace(source).is_some() {
            return None;
        }
    }
    let token = owner?.name(cx.tree)?;
    cx.is_literal(cx.tree.token_range(token)).then(|| cx.tree.token_text(token))
}

/// Whether the query stands where its parent's columns can be meant: in an expression, not in FROM, not in a CTE.
fn sees_outer_tables(cx: &Cx<'_>, query: &Query) -> bool {
    let mut inner = query;
    loop {
        if inner.in_cte || inner.place == Clause::From {
            return false;
        }
        let Some(parent) = inner.parent else { return false };
        let outer = cx.queries().get(parent);
        match outer.kind {
            QueryKind::Select => return !outer.sources.is_empty(),
            QueryKind::Set => inner = outer,
            _ => return false,
        }
    }
}
