//! Which tests depend on a resource: those put on it and its columns, those of others that name it, and tests in files of their own.

use rustc_hash::{FxHashMap, FxHashSet};

use super::ResourceId;
use super::facts::FileFacts;
use super::workspace::Graph;
use crate::dbt::{GenericTest, NodeCalls, ResourceType, TestPlace};

/// A test that depends on a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TestLink {
    /// Where it is declared; a singular test is its own resource.
    pub declared_by: ResourceId,
    /// Where it stands there; a singular one stands nowhere.
    place: Option<TestPlace>,
}

impl Graph {
    /// The tests that depend on a resource; those declared with it first.
    #[must_use]
    pub fn tests(&self, id: ResourceId) -> &[TestLink] {
        self.tested.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The generic test of a link; nothing for a singular one.
    #[must_use]
    pub fn generic_test(&self, link: TestLink) -> Option<GenericTest<'_>> {
        GenericTest::at(self.resource(link.declared_by), link.place?)
    }

    pub(super) fn links_of_tests(&self) -> FxHashMap<ResourceId, Vec<TestLink>> {
        let mut links: FxHashMap<ResourceId, Vec<TestLink>> = FxHashMap::default();
        let mut others = Vec::new();
        for id in self.resources().filter(|&id| self.is_own(id) && self.resource(id).enabled) {
            let resource = self.resource(id);
            if resource.resource_type == ResourceType::Test {
                let parents = self.parents(id).iter().map(|&parent| (parent, TestLink { declared_by: id, place: None }));
                others.extend(parents);
            }
            let mut own = Vec::new();
            for (place, generic) in GenericTest::placed(resource) {
                if !generic.is_enabled(&self.member_of(id).project) {
                    continue;
                }
                let link = TestLink { declared_by: id, place: Some(place) };
                own.push(link);
                let named = self.named_by(id, &generic.test.calls);
                others.extend(named.into_iter().filter(|&named| named != id).map(|named| (named, link)));
            }
            if !own.is_empty() {
                links.insert(id, own);
            }
        }
        // Thousands may name one resource.
        let mut seen: FxHashSet<(ResourceId, TestLink)> = FxHashSet::default();
        for (id, link) in others.into_iter().filter(|other| seen.insert(*other)) {
            links.entry(id).or_default().push(link);
        }
        links
    }

    /// What the calls of a test's arguments mean where the test is declared.
    fn named_by(&self, id: ResourceId, calls: &NodeCalls) -> Vec<ResourceId> {
        let member = self.member_id(id);
        let facts = FileFacts::of_calls(calls);
        let refs = facts.refs.iter().filter_map(|fact| self.resolve_ref(member, fact));
        let sources = facts.sources.iter().filter_map(|fact| self.resolve_source(member, fact));
        refs.chain(sources).map(|id| self.own_identity(id)).collect()
    }
}
