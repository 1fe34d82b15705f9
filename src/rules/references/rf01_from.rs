use crate::diagnostic::{Level, RuleName};
use crate::dialect::Dialect;
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Path, Query, QueryKind, Shape, Source, identifiers, is_function_named, same_name};
use crate::syntax::{NodeId, Tree};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RF01", name: "references.from" },
    aliases: &["L026"],
    groups: &["core", "references"],
    docs: include_str!("../../../rules/RF01.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Query(check),
};

/// Where `a.b` may be a field of a column: with one table, nobody can tell.
const fn has_fields(dialect: Dialect) -> bool {
    matches!(
        dialect,
        Dialect::Athena
            | Dialect::Bigquery
            | Dialect::Clickhouse
            | Dialect::Databricks
            | Dialect::Duckdb
            | Dialect::Hive
            | Dialect::Impala
            | Dialect::Redshift
            | Dialect::Soql
            | Dialect::Sparksql
            | Dialect::Trino
    )
}

/// Where fields are so common that joins are no help either.
const fn has_many_fields(dialect: Dialect) -> bool {
    matches!(dialect, Dialect::Bigquery | Dialect::Sparksql | Dialect::Soql)
}

/// Parts of a name that make it something else than a column of a table.
const PSEUDO_COLUMNS: [&str; 2] = ["nextval", "currval"];

fn check(cx: &Cx<'_>, query: &Query, out: &mut Sink<'_>) {
    if query.kind != QueryKind::Select || !cx.is_certain(&RULE, query.node) {
        return;
    }
    let fields = has_fields(cx.dialect.id);
    let silent = if query.sources.len() > 1 { has_many_fields(cx.dialect.id) } else { fields };
    if silent && !cx.settings.rules.rf01.force_enable {
        return;
    }
    // The same few tables qualify most columns: those found last need no second search.
    let (mut known, mut oldest) = ([None; 4], 0);
    for reference in query.references.iter().filter(|reference| reference.is_qualified() && !reference.lambda) {
        let path = Path::of(cx.tree, reference.node);
        let qualifiers = if reference.wildcard { &path[..] } else { &path[..path.len().saturating_sub(1)] };
        match *qualifiers {
            [] => continue,
            [only] if known.contains(&Some(only)) => continue,
            _ => {}
        }
        if is_known(cx, query, qualifiers, fields) {
            if let &[only] = qualifiers {
                known[oldest] = Some(only);
                oldest = (oldest + 1) % known.len();
            }
            continue;
        }
        if is_special(cx, reference.node, &path) {
            continue;
        }
        let mut names = identifiers(cx.tree, reference.node);
        let place = names.nth(qualifiers.len() - 1).map_or_else(|| cx.tree.range(reference.node), |token| cx.tree.token_range(token));
        out.report(place, format!("`{}` is no table of this query", qualifiers.join(".")));
    }
}

fn is_known(cx: &Cx<'_>, query: &Query, qualifiers: &[&str], fields: bool) -> bool {
    cx.queries().visible(query).any(|scope| {
        let last = if fields { qualifiers } else { &qualifiers[qualifiers.len() - 1..] };
        last.iter().any(|part| scope.sources_for(cx.tree, part).any(|source| names(cx.tree, source, qualifiers, fields)))
            || scope.value_names.iter().any(|&name| same_name(cx.tree.token_text(name), qualifiers[0]))
    })
}

/// Whether the qualifiers can mean the source: the parts that both spell out, from the right, are the same.
fn names(tree: &Tree, source: &Source, qualifiers: &[&str], fields: bool) -> bool {
    let Some(name) = source.name_text(tree) else {
        // A join in brackets, a stage: what it is called is not known.
        return source.shape == Shape::Other;
    };
    // A table's own name does where it has an alias, too: not every warehouse minds.
    let aliased = source.alias.is_some_and(|alias| alias.name.is_some());
    let own = source.table().map(|table| Path::of(tree, table));
    let fits = |qualifiers: &[&str]| {
        let path_fits = |path: &Path<'_>| path.iter().rev().zip(qualifiers.iter().rev()).all(|(left, right)| same_name(left, right));
        own.as_ref().is_some_and(path_fits) || (aliased && qualifiers.last().is_some_and(|last| same_name(last, name)))
    };
    // With fields, any of the parts may be the last of the table's name.
    if fields { (1..=qualifiers.len()).any(|end| fits(&qualifiers[..end])) } else { fits(qualifiers) }
}

fn is_special(cx: &Cx<'_>, node: NodeId, path: &Path<'_>) -> bool {
    let (Some(first), Some(last)) = (path.first(), path.last()) else { return true };
    PSEUDO_COLUMNS.iter().any(|name| last.eq_ignore_ascii_case(name))
        || (first.eq_ignore_ascii_case("_metadata") && cx.dialect.id == Dialect::Databricks)
        || is_search_argument(cx, node)
        || (["new", "old"].iter().any(|row| first.trim_start_matches(':').eq_ignore_ascii_case(row)) && in_trigger(cx, node))
}

/// T-SQL's full-text searches take a table and its columns as arguments.
fn is_search_argument(cx: &Cx<'_>, node: NodeId) -> bool {
    cx.dialect.id == Dialect::Tsql
        && cx
            .tree
            .ancestors(node)
            .take(4)
            .any(|above| ["containstable", "freetexttable"].iter().any(|name| is_function_named(cx.tree, above, name)))
}

fn in_trigger(cx: &Cx<'_>, node: NodeId) -> bool {
    cx.tree.ancestors(node).any(|above| cx.tree.kind(above).name().contains("trigger"))
        || cx.tree.solid_tokens(cx.tree.root()).take(4).any(|token| cx.tree.token_is(token, "trigger"))
}
