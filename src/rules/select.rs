//! What rules on the references of a query share.

use rustc_hash::FxHashMap;

use super::Cx;
use crate::config::{Pattern, WordList};
use crate::dialect::Dialect;
use crate::semantic::{Query, Reference, unquote};
use crate::syntax::NodeId;

/// Where the name of a table or its alias alone means a row of it.
pub const HAS_WHOLE_ROWS: &[Dialect] =
    &[Dialect::Bigquery, Dialect::Duckdb, Dialect::Greenplum, Dialect::Materialize, Dialect::Postgres, Dialect::Redshift];

pub fn is_ignored(name: &str, words: &WordList, pattern: Option<&Pattern>) -> bool {
    (!words.is_empty() && words.contains(name)) || pattern.is_some_and(|pattern| pattern.is_match(name))
}

/// The aliases that a select list gives, and the items that give them.
pub struct Aliases(FxHashMap<String, Vec<NodeId>>);

impl Aliases {
    pub fn of(cx: &Cx<'_>, query: &Query) -> Self {
        let mut items: FxHashMap<String, Vec<NodeId>> = FxHashMap::default();
        for target in &query.targets {
            if let Some(alias) = target.alias.and_then(|alias| alias.name) {
                items.entry(unquote(cx.tree.token_text(alias)).to_ascii_lowercase()).or_default().push(target.node);
            }
        }
        Self(items)
    }

    /// Whether `name` may mean an alias given by another item than the one it stands in.
    pub fn is_elsewhere(&self, cx: &Cx<'_>, reference: &Reference, name: &str) -> bool {
        let items = self.0.get(&unquote(name).to_ascii_lowercase());
        items.is_some_and(|items| items.iter().any(|&item| !cx.tree.is_ancestor(item, reference.node)))
    }
}

pub fn is_whole_row(cx: &Cx<'_>, query: &Query, name: &str) -> bool {
    HAS_WHOLE_ROWS.contains(&cx.dialect.id) && query.sources.iter().any(|source| source.is_called(cx.tree, unquote(name)))
}
