//! Keys that a mapping of properties must have: `meta`, `labels`.

use serde_json::Value;

use super::listed;
use crate::config::Criteria;

/// Which keys are asked for.
#[derive(Clone, Copy, Debug)]
pub struct KeyPolicy<'a> {
    pub keys: &'a [String],
    pub criteria: Criteria,
    /// Whether there may be others.
    pub allow_extra: bool,
}

impl KeyPolicy<'_> {
    /// What is wrong with a mapping that is called `what`: "has no `owner` in its meta".
    #[must_use]
    pub fn fault(&self, have: &Value, what: &str) -> Option<String> {
        if self.keys.is_empty() {
            return None;
        }
        let missing: Vec<&String> = self.keys.iter().filter(|key| !has(have, key)).collect();
        let found = self.keys.len() - missing.len();
        let wrong = match self.criteria {
            Criteria::All => (!missing.is_empty()).then(|| format!("has no {} in its {what}", listed(&missing))),
            Criteria::Any => (found == 0).then(|| format!("has none of {} in its {what}", listed(self.keys))),
            Criteria::One => (found != 1).then(|| format!("has {found} of {} in its {what}, not one", listed(self.keys))),
        };
        wrong.or_else(|| {
            let extra: Vec<&String> = have.as_object().into_iter().flat_map(|map| map.keys()).filter(|key| !self.asks(key)).collect();
            (!self.allow_extra && !extra.is_empty()).then(|| format!("has {} in its {what}, which nobody asks for", listed(&extra)))
        })
    }

    fn asks(&self, key: &str) -> bool {
        self.keys.iter().any(|asked| asked == key || asked.split('.').next() == Some(key))
    }
}

/// Whether a mapping has a key, literally or as a path of keys.
fn has(mapping: &Value, key: &str) -> bool {
    if mapping.get(key).is_some() {
        return true;
    }
    key.contains('.') && key.split('.').try_fold(mapping, |inside, part| inside.get(part)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(criteria: Criteria, allow_extra: bool, have: &Value, want: Option<&str>) {
        let keys = ["owner".to_owned(), "care.of".to_owned()];
        let policy = KeyPolicy { keys: &keys, criteria, allow_extra };
        assert_eq!(policy.fault(have, "meta").as_deref(), want);
    }

    #[test]
    fn keys_are_counted_literally_and_as_paths() {
        check(Criteria::All, true, &json!({"owner": 1, "care": {"of": 2}}), None);
        check(Criteria::All, true, &json!({"owner": 1, "care.of": 2}), None);
        check(Criteria::All, true, &json!({"owner": 1}), Some("has no `care.of` in its meta"));
        check(Criteria::Any, true, &json!({"owner": null}), None);
        check(Criteria::Any, true, &json!(null), Some("has none of `owner`, `care.of` in its meta"));
        check(Criteria::One, true, &json!({"owner": 1, "care.of": 2}), Some("has 2 of `owner`, `care.of` in its meta, not one"));
        check(Criteria::Any, false, &json!({"owner": 1, "x": 2}), Some("has `x` in its meta, which nobody asks for"));
    }
}
