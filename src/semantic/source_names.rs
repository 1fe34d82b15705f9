//! The sources of a query by the names they may be called by.

use super::names::{AnyCase, Path, unquote};
use super::queries::Query;
use super::source::Source;
use crate::syntax::Tree;

/// A query of more sources than that keeps its sources by name.
const FEW_SOURCES: usize = 6;

/// The places of sources by the codes of the names they may be called by, sorted; and those that may be called anything.
#[derive(Debug)]
pub(super) struct SourceNames {
    named: Vec<(u64, u32)>,
    unknown: Vec<u32>,
}

impl SourceNames {
    fn of(tree: &Tree, sources: &[Source]) -> Self {
        let mut names = Self { named: Vec::with_capacity(sources.len()), unknown: Vec::new() };
        for (at, source) in (0..).zip(sources) {
            let alias = source.alias.and_then(|alias| alias.name).map(|name| unquote(tree.token_text(name)));
            let path = source.table().map(|table| Path::of(tree, table));
            let own = path.as_ref().and_then(|path| path.last().copied());
            if own.is_none() && (alias.is_none() || path.is_some()) {
                names.unknown.push(at);
            }
            names.named.extend(alias.into_iter().chain(own).map(|name| (AnyCase::of(name).code(), at)));
        }
        names.named.sort_unstable();
        names.named.dedup();
        names
    }
}

impl Query {
    /// Every source that may be called `name`, and perhaps others, in their order: whoever asks has to look at each. Those whose names
    /// are not known are among them.
    pub fn sources_for<'q>(&'q self, tree: &Tree, name: &str) -> impl Iterator<Item = &'q Source> + use<'q> {
        let (named, unknown, all): (&[(u64, u32)], &[u32], &[Source]) = if self.sources.len() > FEW_SOURCES {
            let names = self.by_name.get_or_init(|| Box::new(SourceNames::of(tree, &self.sources)));
            let code = AnyCase::of(name).code();
            let start = names.named.partition_point(|&(other, _)| other < code);
            let length = names.named[start..].partition_point(|&(other, _)| other == code);
            (&names.named[start..start + length], &names.unknown, &[])
        } else {
            (&[], &[], &self.sources)
        };
        all.iter()
            .chain(named.iter().map(|&(_, at)| &self.sources[at as usize]))
            .chain(unknown.iter().map(|&at| &self.sources[at as usize]))
    }

    /// The first source that is called `name`, with its place.
    #[must_use]
    pub fn source_called(&self, tree: &Tree, name: &str) -> Option<(usize, &Source)> {
        let found = self.sources_for(tree, name).find(|source| source.is_called(tree, name))?;
        Some((self.sources.iter().position(|source| std::ptr::eq(source, found))?, found))
    }
}
