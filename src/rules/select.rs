//! What rules on the references of a query share.

use rustc_hash::FxHashMap;

use super::Cx;
use crate::config::{Pattern, WordList};
use crate::dialect::Dialect;
use crate::semantic::{AnyCase, Query, Reference, unquote};
use crate::syntax::NodeId;

/// Where the name of a table or its alias alone means a row of it.
pub const HAS_WHOLE_ROWS: &[Dialect] =
    &[Dialect::Bigquery, Dialect::Duckdb, Dialect::Greenplum, Dialect::Materialize, Dialect::Postgres, Dialect::Redshift];

pub fn is_ignored(name: &str, words: &WordList, pattern: Option<&Pattern>) -> bool {
    (!words.is_empty() && words.contains(name)) || pattern.is_some_and(|pattern| pattern.is_match(name))
}

/// The aliases that a select list gives, and the items that give them.
pub struct Aliases<'t>(FxHashMap<AnyCase<'t>, Item>);

/// The first item that gives an alias, and whether others give it too.
#[derive(Clone, Copy)]
struct Item {
    first: NodeId,
    several: bool,
}

impl<'t> Aliases<'t> {
    pub fn of(cx: &Cx<'t>, query: &Query) -> Self {
        let mut items: FxHashMap<AnyCase<'t>, Item> = FxHashMap::default();
        for target in &query.targets {
            if let Some(alias) = target.alias.and_then(|alias| alias.name) {
                let name = AnyCase::of(cx.tree.token_text(alias));
                items.entry(name).and_modify(|item| item.several = true).or_insert(Item { first: target.node, several: false });
            }
        }
        Self(items)
    }

    /// Whether `name` may mean an alias given by another item than the one it stands in.
    pub fn is_elsewhere(&self, cx: &Cx<'_>, reference: &Reference, name: &str) -> bool {
        // What stands in one item does not stand in another.
        let item = self.0.get(&AnyCase::of(name));
        item.is_some_and(|item| item.several || !cx.tree.is_ancestor(item.first, reference.node))
    }
}

pub fn is_whole_row(cx: &Cx<'_>, query: &Query, name: &str) -> bool {
    HAS_WHOLE_ROWS.contains(&cx.dialect.id) && query.source_called(cx.tree, unquote(name)).is_some()
}
