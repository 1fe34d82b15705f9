//! From names to resources: what a `ref` or `source` of one resource means.

use rustc_hash::FxHashMap;

use super::calls::{RefCall, SourceCall};
use super::{Resource, ResourceType};

/// Everything that can be referred to, by name.
pub(super) struct Lookup {
    refs: FxHashMap<String, Vec<usize>>,
    sources: FxHashMap<(String, String), Vec<usize>>,
    root: String,
    /// Whether a package's own resources come before the root's.
    own_first: bool,
}

impl Lookup {
    pub fn new(resources: &[Resource], root: &str, own_first: bool) -> Self {
        let mut refs: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        let mut sources: FxHashMap<(String, String), Vec<usize>> = FxHashMap::default();
        for (index, resource) in resources.iter().enumerate().filter(|(_, resource)| resource.enabled) {
            match resource.resource_type {
                ResourceType::Model | ResourceType::Seed | ResourceType::Snapshot => {
                    refs.entry(resource.name.clone()).or_default().push(index);
                }
                ResourceType::Source => {
                    let source = resource.source_name.clone().unwrap_or_default();
                    sources.entry((source, resource.name.clone())).or_default().push(index);
                }
                _ => {}
            }
        }
        Self { refs, sources, root: root.to_owned(), own_first }
    }

    /// The packages in which a name without one is looked for; an empty name is any package.
    fn search_order<'n>(&'n self, package: &'n str) -> [&'n str; 3] {
        if self.own_first { [package, &self.root, ""] } else { [&self.root, package, ""] }
    }

    pub fn resource_of(&self, call: &RefCall, resources: &[Resource], from: &str) -> Option<usize> {
        let candidates = self.refs.get(&call.name)?;
        let order = match &call.package {
            Some(package) => [package.as_str(); 3],
            None => self.search_order(from),
        };
        order.iter().find_map(|package| {
            candidates.iter().copied().find(|&index| {
                let resource = &resources[index];
                let version_fits = match (&call.version, &resource.version) {
                    (Some(wanted), have) => have.as_ref() == Some(wanted),
                    (None, Some(have)) => resource.latest_version.as_ref() == Some(have),
                    (None, None) => true,
                };
                version_fits && (package.is_empty() || resource.package_name == *package)
            })
        })
    }

    pub fn source_of(&self, call: &SourceCall, resources: &[Resource], from: &str) -> Option<usize> {
        let candidates = self.sources.get(&(call.source.clone(), call.table.clone()))?;
        self.search_order(from)
            .iter()
            .find_map(|package| candidates.iter().copied().find(|&index| package.is_empty() || resources[index].package_name == *package))
    }
}

/// Fills every resource's `depends_on`.
pub(super) fn resolve(resources: &mut [Resource], lookup: &Lookup) {
    let found: Vec<Vec<String>> = resources
        .iter()
        .map(|resource| {
            let from = &resource.package_name;
            let sources = resource.calls.sources.iter().filter_map(|call| lookup.source_of(call, resources, from));
            let refs = resource.calls.refs.iter().filter_map(|call| lookup.resource_of(call, resources, from));
            let mut ids: Vec<String> = Vec::new();
            for index in sources.chain(refs) {
                let id = &resources[index].unique_id;
                if !ids.contains(id) {
                    ids.push(id.clone());
                }
            }
            ids
        })
        .collect();
    for (resource, ids) in resources.iter_mut().zip(found) {
        resource.depends_on = ids;
    }
}
