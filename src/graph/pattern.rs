//! Patterns with captures: `projects/{country}` for folders, `affiliate_db_{country}` and `dev_{country}_*` for names.
//!
//! `{name}` stands for one path part or one piece of a name, `*` and `?` stay inside a path part, `**` does not. A capture that is known
//! already stands for its value, in every spelling that the workspace lists for it.

use std::sync::{Mutex, PoisonError};

use regex::Regex;
use rustc_hash::FxHashMap;

/// Values of captures, by name, in the workspace's own spelling. Ordered, so that two sets compare.
pub type Captures = std::collections::BTreeMap<String, String>;

/// What the workspace says of captures: which values there are, and other spellings of them.
#[derive(Debug, Default)]
pub struct Spellings {
    /// Capture, then alias, then the value it stands for.
    aliases: FxHashMap<String, FxHashMap<String, String>>,
    /// Captures whose values are listed.
    closed: FxHashMap<String, Vec<String>>,
    /// Patterns with their captures replaced: there are few, and thousands of names are held against each.
    compiled: Mutex<FxHashMap<String, Option<Regex>>>,
}

impl Spellings {
    /// Says that `capture` stands for one of `values` and nothing else.
    pub fn close(&mut self, capture: &str, values: &[String]) {
        self.closed.insert(capture.to_owned(), values.iter().map(|value| value.to_lowercase()).collect());
    }

    /// The first capture whose value is not on its list.
    #[must_use]
    pub fn unlisted<'c>(&self, captures: &'c Captures) -> Option<(&'c str, &'c str)> {
        captures
            .iter()
            .find(|(name, value)| self.closed.get(*name).is_some_and(|values| !values.contains(value)))
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Says that `alias` is another spelling of `value`.
    pub fn add(&mut self, capture: &str, alias: &str, value: &str) {
        self.aliases.entry(capture.to_owned()).or_default().insert(alias.to_lowercase(), value.to_lowercase());
    }

    /// The workspace's spelling of a captured text.
    #[must_use]
    pub fn canonical<'t>(&'t self, capture: &str, text: &'t str) -> &'t str {
        self.aliases.get(capture).and_then(|aliases| aliases.get(text)).map_or(text, String::as_str)
    }

    /// Every spelling of a value, itself first.
    fn all<'t>(&'t self, capture: &str, value: &'t str) -> Vec<&'t str> {
        let mut all = vec![value];
        if let Some(aliases) = self.aliases.get(capture) {
            all.extend(aliases.iter().filter(|(_, meant)| *meant == value).map(|(alias, _)| alias.as_str()));
        }
        all[1..].sort_unstable();
        all
    }
}

/// A pattern as it is configured.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    free: Option<Regex>,
    names: Vec<String>,
    /// Whether a capture stands in it more than once.
    repeats: bool,
}

impl Pattern {
    /// Never fails: a pattern that cannot be read matches nothing.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let (mut names, mut repeats) = (Vec::new(), false);
        let source = translate(text, |name| {
            if names.iter().any(|known| known == name) {
                // The pieces must agree: the first decides, and the rest is held against it afterwards.
                repeats = true;
                return "[^/]+?".to_owned();
            }
            names.push(name.to_owned());
            format!("(?P<{name}>[^/]+?)")
        });
        Self { text: text.to_owned(), free: Regex::new(&source).ok(), names, repeats }
    }

    /// Whether the whole of `text` matches, and what the captures then stand for.
    #[must_use]
    pub fn captures(&self, text: &str, spellings: &Spellings) -> Option<Captures> {
        let found = self.free.as_ref()?.captures(text)?;
        let value = |name: &String| {
            let text = found.name(name).map_or("", |part| part.as_str());
            (name.clone(), spellings.canonical(name, &text.to_lowercase()).to_owned())
        };
        let captures: Captures = self.names.iter().map(value).collect();
        let agree = !self.repeats || self.bound(&captures, spellings).is_some_and(|regex| regex.is_match(text));
        agree.then_some(captures)
    }

    /// Whether the whole of `text` matches while the captures stand for `known`; those not in `known` stand for anything.
    #[must_use]
    pub fn is_match(&self, text: &str, known: &Captures, spellings: &Spellings) -> bool {
        if known.is_empty() || self.names.is_empty() {
            return self.free.as_ref().is_some_and(|regex| regex.is_match(text));
        }
        self.bound(known, spellings).is_some_and(|regex| regex.is_match(text))
    }

    /// The pattern with its captures replaced by what they stand for.
    fn bound(&self, known: &Captures, spellings: &Spellings) -> Option<Regex> {
        let source = translate(&self.text, |name| {
            known.get(name).map_or_else(
                || "[^/]+?".to_owned(),
                |value| {
                    let spelled: Vec<String> = spellings.all(name, value).into_iter().map(regex::escape).collect();
                    format!("(?:{})", spelled.join("|"))
                },
            )
        });
        let mut compiled = spellings.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        compiled.entry(source).or_insert_with_key(|source| Regex::new(source).ok()).clone()
    }
}

/// Replaces `{capture}` in a text by what it stands for; unknown captures stay as they are written.
#[must_use]
pub fn fill(text: &str, known: &Captures) -> String {
    known.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// A glob as a regular expression over the whole text, in any case.
fn translate(pattern: &str, mut capture: impl FnMut(&str) -> String) -> String {
    let mut out = String::from("(?i)^");
    let mut rest = pattern.trim_end_matches('/');
    while let Some(first) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("**/") {
            out.push_str("(?:.*/)?");
            rest = after;
        } else if let Some(after) = rest.strip_prefix("**") {
            out.push_str(".*");
            rest = after;
        } else if let Some(after) = rest.strip_prefix('{')
            && let Some((name, after)) = after.split_once('}')
            && !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && !name.as_bytes()[0].is_ascii_digit()
        {
            out.push_str(&capture(name));
            rest = after;
        } else {
            match first {
                '*' => out.push_str("[^/]*"),
                '?' => out.push_str("[^/]"),
                _ => out.push_str(&regex::escape(&first.to_string())),
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    out.push('$');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn captured(pattern: &str, text: &str) -> Option<String> {
        let mut spellings = Spellings::default();
        spellings.add("country", "uk", "gb");
        let found = Pattern::new(pattern).captures(text, &spellings)?;
        Some(found.into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(","))
    }

    #[test]
    fn captures_path_parts_and_pieces_of_names() {
        assert_eq!(captured("projects/{country}", "projects/de").as_deref(), Some("country=de"));
        assert_eq!(captured("projects/{country}", "projects/uk").as_deref(), Some("country=gb"));
        assert_eq!(captured("projects/{country}", "projects/de/x"), None);
        assert_eq!(captured("dev_{country}_*", "DEV_fr_alice").as_deref(), Some("country=fr"));
        assert_eq!(captured("**/staging/**", "a/staging/b/c.sql").as_deref(), Some(""));
        assert_eq!(captured("models/*.sql", "models/a/b.sql"), None);
        assert_eq!(captured("{country}_{country}_db", "uk_gb_db").as_deref(), Some("country=gb"));
        assert_eq!(captured("{country}_{country}_db", "de_fr_db"), None);
    }

    #[test]
    fn a_bound_capture_matches_every_spelling() {
        let mut spellings = Spellings::default();
        spellings.add("country", "uk", "gb");
        let known = Captures::from([("country".to_owned(), "gb".to_owned())]);
        let pattern = Pattern::new("affiliate_db_{country}");
        assert!(pattern.is_match("affiliate_db_uk", &known, &spellings));
        assert!(pattern.is_match("AFFILIATE_DB_GB", &known, &spellings));
        assert!(!pattern.is_match("affiliate_db_fr", &known, &spellings));
    }
}
