//! Tags that a resource must have, and those it may have.

use super::listed;
use crate::config::Criteria;

/// Which tags are asked for.
#[derive(Clone, Copy, Debug)]
pub struct TagPolicy<'a> {
    pub required: &'a [String],
    pub criteria: Criteria,
    /// Empty: any.
    pub allowed: &'a [String],
}

impl TagPolicy<'_> {
    /// What is wrong with the tags of a resource: "has no tag `nightly`".
    #[must_use]
    pub fn fault(&self, have: &[String]) -> Option<String> {
        let missing: Vec<&String> = self.required.iter().filter(|tag| !have.contains(tag)).collect();
        let found = self.required.len() - missing.len();
        let wrong = match self.criteria {
            _ if self.required.is_empty() => None,
            Criteria::All => (!missing.is_empty()).then(|| format!("has no tag {}", listed(&missing))),
            Criteria::Any => (found == 0).then(|| format!("has none of the tags {}", listed(self.required))),
            Criteria::One => (found != 1).then(|| format!("has {found} of the tags {}, not one", listed(self.required))),
        };
        wrong.or_else(|| {
            let mut others: Vec<&String> = have.iter().filter(|tag| !self.allowed.contains(tag)).collect();
            others.sort();
            others.dedup();
            (!self.allowed.is_empty() && !others.is_empty())
                .then(|| format!("has the tag {}, which is not one of those allowed", listed(&others)))
        })
    }
}
