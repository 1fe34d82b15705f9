//! What rules on the references of a query share.

use rustc_hash::FxHashMap;

use super::Cx;
use crate::config::{Pattern, WordList};
use crate::dialect::Dialect;
use crate::semantic::{AnyCase, Query, Reference, Source, identifiers, unquote};
use crate::syntax::{Element, NodeId, Tree};

/// Where the name of a table or its alias alone means a row of it.
pub const HAS_WHOLE_ROWS: &[Dialect] =
    &[Dialect::Bigquery, Dialect::Duckdb, Dialect::Greenplum, Dialect::Materialize, Dialect::Postgres, Dialect::Redshift];

pub fn is_ignored(name: &str, words: &WordList, pattern: Option<&Pattern>) -> bool {
    (!words.is_empty() && words.contains(name)) || pattern.is_some_and(|pattern| pattern.is_match(name))
}

/// How many sources of a query [`NamedPlainly`] looks for.
const FEW_SOURCES: usize = 16;

/// Which sources of a query stand before a dot in it, spelled as their own names are. Nearly all that are used do, and most in the
/// first items of the select list: this spares rules the careful search.
pub struct NamedPlainly(u32);

impl NamedPlainly {
    /// Looks for those of the sources that `is_meant` says, in the references that `counts` says.
    pub fn of(tree: &Tree, query: &Query, is_meant: impl Fn(&Source) -> bool, counts: impl Fn(&Reference) -> bool) -> Self {
        let (mut names, mut count, mut open) = ([""; FEW_SOURCES], 0, 0_u32);
        for (name, source) in names.iter_mut().zip(&query.sources) {
            if let Some(token) = source.name(tree).filter(|_| is_meant(source)) {
                *name = tree.token_text(token);
                open |= 1 << count;
            }
            count += 1;
        }
        let mut found = Self(0);
        for reference in query.references.iter().filter(|reference| reference.is_qualified() && counts(reference)) {
            if found.0 == open {
                break;
            }
            let Some(first) = identifiers(tree, reference.node).next() else { continue };
            let text = tree.token_text(first);
            let same = (0..count).filter(|&at| open & (1 << at) != 0 && names[at] == text);
            found.0 |= same.fold(0, |all, at| all | 1 << at);
        }
        found
    }

    /// Whether the source of that place was found.
    pub const fn contains(&self, place: usize) -> bool {
        place < FEW_SOURCES && self.0 & (1 << place) != 0
    }
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

/// The parts of three elements each among those that words like `and` part an expression into.
pub fn comparisons<'t>(tree: &'t Tree, expression: NodeId, words: &'t [&str]) -> impl Iterator<Item = [Element; 3]> + 't {
    let parts = |element: &Element| matches!(element, Element::Token(token) if words.iter().any(|word| tree.token_is(*token, word)));
    let mut elements = tree.solid_elements(expression).map(move |element| (!parts(&element)).then_some(element)).fuse();
    let mut ended = false;
    std::iter::from_fn(move || {
        while !ended {
            let (mut part, mut length) = ([Element::Node(expression); 3], 0);
            loop {
                match elements.next() {
                    Some(Some(element)) => {
                        if let Some(place) = part.get_mut(length) {
                            *place = element;
                        }
                        length += 1;
                    }
                    Some(None) => break,
                    None => {
                        ended = true;
                        break;
                    }
                }
            }
            if length == 3 {
                return Some(part);
            }
        }
        None
    })
}

pub fn is_whole_row(cx: &Cx<'_>, query: &Query, name: &str) -> bool {
    HAS_WHOLE_ROWS.contains(&cx.dialect.id) && query.source_called(cx.tree, unquote(name)).is_some()
}
