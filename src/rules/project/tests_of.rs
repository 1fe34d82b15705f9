//! Counting the tests of a resource by what they are.

use std::borrow::Cow;

use super::{Subject, counted, listed};
use crate::config::{Settings, TestCounts, TestKind};
use crate::dbt::{Config, GenericTest, ResourceType};
use crate::graph::{Graph, ResourceId, TestLink};
use crate::rules::{ProjectCx, ProjectSink};

/// The tests of a resource that count: those put on it, or all that depend on it.
pub fn counting<'g>(graph: &'g Graph, subject: &Subject<'g>, kinds: &[TestKind]) -> impl Iterator<Item = TestLink> + use<'g> {
    let id = subject.id;
    let any = kinds.contains(&TestKind::Any);
    graph.tests(id).iter().copied().filter(move |link| any || link.declared_by == id)
}

/// The macros of a resource's tests, without the packages they come from; those of singular tests have none.
pub fn macro_names<'g>(graph: &'g Graph, subject: &Subject<'g>, kinds: &[TestKind]) -> Vec<&'g str> {
    counting(graph, subject, kinds).filter_map(|link| graph.generic_test(link)).map(|test| test.macro_name()).collect()
}

/// What a resource lacks of so many tests of each name: "has 1 `unique` test, fewer than 2".
#[must_use]
pub fn lacking_names(have: &[&str], want: &TestCounts) -> Option<String> {
    let counts = want.0.iter().map(|(name, least)| (name, have.iter().filter(|test| *test == &bare(name)).count(), *least as usize));
    let lacking: Vec<String> = counts
        .filter(|(_, count, least)| count < least)
        .map(|(name, count, least)| format!("{} of `{name}`, fewer than {least}", counted(count, "test")))
        .collect();
    (!lacking.is_empty()).then(|| format!("has {}", lacking.join(", and ")))
}

/// What a resource lacks of so many different tests out of a set.
#[must_use]
pub fn lacking_of_group(have: &[&str], group: &[String], least: u32) -> Option<String> {
    let found = group.iter().filter(|name| have.contains(&bare(name))).count();
    (!group.is_empty() && found < least as usize).then(|| format!("has {found} of the tests {}, fewer than {least}", listed(group)))
}

/// What a resource lacks of so many generic and singular tests.
#[must_use]
pub fn lacking_kinds(graph: &Graph, subject: &Subject<'_>, generic: u32, singular: u32) -> Option<String> {
    let (generics, singulars): (Vec<TestLink>, Vec<TestLink>) =
        counting(graph, subject, &[TestKind::Any]).partition(|&link| graph.generic_test(link).is_some());
    let attached = generics.iter().filter(|link| link.declared_by == subject.id).count();
    let fault = |have: usize, least: u32, word: &str| {
        (have < least as usize).then(|| format!("{}, fewer than {least}", counted(have, &format!("{word} test"))))
    };
    let faults: Vec<String> =
        [fault(attached, generic, "generic"), fault(singulars.len(), singular, "singular")].into_iter().flatten().collect();
    (!faults.is_empty()).then(|| format!("has {}", faults.join(", and ")))
}

/// A test of a project, generic or in a file of its own.
pub struct AnyTest<'g> {
    graph: &'g Graph,
    id: ResourceId,
    generic: Option<GenericTest<'g>>,
}

impl AnyTest<'_> {
    /// What project files and the test say of it.
    #[must_use]
    pub fn config(&self) -> Cow<'_, Config> {
        match &self.generic {
            Some(test) => Cow::Owned(test.config(&self.graph.member_of(self.id).project)),
            None => Cow::Borrowed(&self.graph.resource(self.id).config),
        }
    }

    /// Reports what is wrong with it: "has no tag `nightly`".
    pub fn report(&self, out: &mut ProjectSink<'_>, fault: &str) {
        let resource = self.graph.resource(self.id);
        let (at, name, unique_id) = match &self.generic {
            Some(test) => (Some((test.test.place.file, test.test.place.range)), test.name(), test.unique_id()),
            None => (super::place_of(resource), resource.name.clone(), resource.unique_id.clone()),
        };
        if let Some((file, range)) = at {
            out.report(file, range, format!("the test `{name}` {fault}")).resource = Some(unique_id);
        }
    }
}

/// Calls `judge` for every live test, with the settings of the file it is declared in.
pub fn each(cx: &ProjectCx<'_>, mut judge: impl FnMut(&AnyTest<'_>, &Settings)) {
    for id in cx.graph.resources().filter(|&id| super::is_live(cx.graph, id)) {
        let resource = cx.graph.resource(id);
        let singular = (resource.resource_type == ResourceType::Test).then_some(None);
        let generic = GenericTest::of(resource).filter(|test| test.is_enabled(&cx.graph.member_of(id).project)).map(Some);
        for generic in singular.into_iter().chain(generic) {
            let file = generic.map_or_else(|| super::place_of(resource).map(|(file, _)| file), |test| Some(test.test.place.file));
            if let Some(settings) = file.and_then(|file| cx.settings(file)) {
                judge(&AnyTest { graph: cx.graph, id, generic }, &settings);
            }
        }
    }
}

/// A test's name without its package.
fn bare(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
