//! Counting the tests of a resource by what they are.

use super::{Subject, counted, listed};
use crate::config::{TestCounts, TestKind};
use crate::graph::{Graph, TestLink};

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

/// A test's name without its package.
fn bare(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
