//! What rules on the references of a query share.

use super::Cx;
use crate::config::{Pattern, WordList};
use crate::dialect::Dialect;
use crate::semantic::{Query, Reference, same_name, unquote};

/// Where the name of a table or its alias alone means a row of it.
pub const HAS_WHOLE_ROWS: &[Dialect] =
    &[Dialect::Bigquery, Dialect::Duckdb, Dialect::Greenplum, Dialect::Materialize, Dialect::Postgres, Dialect::Redshift];

pub fn is_ignored(name: &str, words: &WordList, pattern: Option<&Pattern>) -> bool {
    (!words.is_empty() && words.contains(name)) || pattern.is_some_and(|pattern| pattern.is_match(name))
}

/// Whether `name` may mean an alias of the select list, given by another item than the one it stands in.
pub fn is_alias_elsewhere(cx: &Cx<'_>, query: &Query, reference: &Reference, name: &str) -> bool {
    query.targets.iter().any(|target| {
        target.alias.and_then(|alias| alias.name).is_some_and(|alias| same_name(cx.tree.token_text(alias), name))
            && !cx.tree.is_ancestor(target.node, reference.node)
    })
}

pub fn is_whole_row(cx: &Cx<'_>, query: &Query, name: &str) -> bool {
    HAS_WHOLE_ROWS.contains(&cx.dialect.id) && query.sources.iter().any(|source| source.is_called(cx.tree, unquote(name)))
}
