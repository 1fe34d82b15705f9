//! Typed options: what may stand in one, and the macros that declare the options of a rule.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::value::{Datum, Problems, Table, Value};

/// A type that an option can have.
pub trait OptionValue: Sized {
    /// What may stand there, for messages and documentation.
    fn expected() -> String;
    /// `None` if the value is not of that kind.
    fn parse(value: &Value) -> Option<Self>;
    /// As one would write it in `.sqlfluff`.
    fn show(&self) -> String;
    /// What may stand there in `setsquare.toml`, as a JSON schema; anything, where nobody says more.
    fn schema() -> Json {
        json!({})
    }
}

/// What is known of one option without any configuration.
#[derive(Clone, Debug)]
pub struct OptionInfo {
    pub name: &'static str,
    pub docs: &'static str,
    pub expected: String,
    pub default: String,
    pub schema: Json,
}

/// The options of one rule.
#[derive(Clone, Debug)]
pub struct RuleOptionsInfo {
    pub code: &'static str,
    pub name: &'static str,
    pub options: Vec<OptionInfo>,
}

/// Reads options of one rule: from its own section; one option may stand in the section of all rules, too.
pub struct OptionReader<'a> {
    pub own: Option<&'a Table>,
    pub shared: Option<(&'a Table, &'static str)>,
    pub problems: &'a Problems,
}

impl OptionReader<'_> {
    /// The option as configured, or its default; a value of the wrong kind is a problem, and the default holds.
    pub fn read<T: OptionValue>(&self, name: &str, default: impl FnOnce() -> T) -> T {
        let shared = || self.shared.filter(|&(_, only)| only == name).and_then(|(table, _)| table.get(name));
        let Some(value) = self.own.and_then(|table| table.get(name)).or_else(shared) else { return default() };
        if let Some(parsed) = T::parse(value) {
            return parsed;
        }
        let message = format!("`{name}` cannot be {}; it takes {}", value.display(), T::expected());
        self.problems.error(Some(&value.origin), message);
        default()
    }
}

/// Declares the options of a rule: a struct with a documented field for each, its defaults, and how they are read.
macro_rules! options {
    ($(#[$outer:meta])* $type:ident for $code:literal $rule:literal { $( $(#[doc = $doc:literal])+ $field:ident: $kind:ty = $default:expr ),* $(,)? }) => {
        $(#[$outer])*
        #[derive(Clone, Debug)]
        #[allow(clippy::struct_field_names, reason = "fields bear the names that people configure")]
        pub struct $type { $( $(#[doc = $doc])+ pub $field: $kind ),* }

        impl Default for $type {
            fn default() -> Self {
                Self { $($field: $default),* }
            }
        }

        impl $type {
            pub const CODE: &'static str = $code;

            #[must_use]
            pub fn read(reader: &$crate::config::options::OptionReader<'_>) -> Self {
                Self { $($field: reader.read(stringify!($field), || $default)),* }
            }

            #[must_use]
            pub fn info() -> $crate::config::options::RuleOptionsInfo {
                let default = Self::default();
                $crate::config::options::RuleOptionsInfo {
                    code: $code,
                    name: $rule,
                    options: vec![$($crate::config::options::OptionInfo {
                        name: stringify!($field),
                        docs: concat!($($doc),+).trim_ascii(),
                        expected: <$kind as $crate::config::options::OptionValue>::expected(),
                        default: $crate::config::options::OptionValue::show(&default.$field),
                        schema: <$kind as $crate::config::options::OptionValue>::schema(),
                    }),*],
                }
            }
        }
    };
}
pub(super) use options;

/// Declares an option that is one of a few words.
macro_rules! choice {
    ($(#[$outer:meta])* $type:ident { $( $(#[$inner:meta])* $variant:ident $text:literal ),* $(,)? }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $type { $( $(#[$inner])* $variant ),* }

        impl $crate::config::options::OptionValue for $type {
            fn expected() -> String {
                $crate::config::options::one_of(&[$($text),*])
            }

            fn parse(value: &$crate::config::value::Value) -> Option<Self> {
                match value.to_text()?.trim().to_ascii_lowercase().as_str() {
                    $($text => Some(Self::$variant),)*
                    _ => None,
                }
            }

            fn show(&self) -> String {
                match self { $(Self::$variant => $text.to_owned()),* }
            }

            fn schema() -> serde_json::Value {
                serde_json::json!({"enum": [$($text),*]})
            }
        }
    };
}
pub(super) use choice;

pub(super) fn one_of(texts: &[&str]) -> String {
    match texts {
        [only] => format!("`{only}`"),
        [first @ .., last] => format!("{} or `{last}`", first.iter().map(|text| format!("`{text}`")).collect::<Vec<_>>().join(", ")),
        [] => String::new(),
    }
}

/// Whether a text stands for "not set".
fn is_none(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text.eq_ignore_ascii_case("none")
}

impl OptionValue for bool {
    fn expected() -> String {
        "true or false".to_owned()
    }

    fn parse(value: &Value) -> Option<Self> {
        let text = value.to_text()?;
        let text = text.trim();
        if text.eq_ignore_ascii_case("true") { Some(true) } else { text.eq_ignore_ascii_case("false").then_some(false) }
    }

    fn show(&self) -> String {
        if *self { "True" } else { "False" }.to_owned()
    }

    fn schema() -> Json {
        json!({"type": "boolean"})
    }
}

macro_rules! integers {
    ($($type:ty),*) => {
        $(impl OptionValue for $type {
            fn expected() -> String {
                if <$type>::MIN == 0 { "a whole number, 0 or more" } else { "a whole number" }.to_owned()
            }

            fn parse(value: &Value) -> Option<Self> {
                match value.datum {
                    Datum::Integer(number) => number.try_into().ok(),
                    Datum::Text(ref text) => text.trim().parse().ok(),
                    _ => None,
                }
            }

            fn show(&self) -> String {
                self.to_string()
            }

            fn schema() -> Json {
                if <$type>::MIN == 0 { json!({"type": "integer", "minimum": 0}) } else { json!({"type": "integer"}) }
            }
        })*
    };
}
integers!(u32, i64);

impl OptionValue for String {
    fn expected() -> String {
        "a text".to_owned()
    }

    fn parse(value: &Value) -> Option<Self> {
        value.to_text()
    }

    fn show(&self) -> String {
        self.clone()
    }

    fn schema() -> Json {
        json!({"type": ["string", "number", "boolean"]})
    }
}

impl<T: OptionValue> OptionValue for Option<T> {
    fn expected() -> String {
        format!("{}, or `None`", T::expected())
    }

    fn parse(value: &Value) -> Option<Self> {
        if value.to_text().is_some_and(|text| is_none(&text)) {
            return Some(None);
        }
        T::parse(value).map(Some)
    }

    fn show(&self) -> String {
        self.as_ref().map_or_else(|| "None".to_owned(), T::show)
    }

    fn schema() -> Json {
        json!({"anyOf": [T::schema(), {"enum": ["None", "none", ""]}]})
    }
}

impl OptionValue for Vec<String> {
    fn expected() -> String {
        "a list of texts".to_owned()
    }

    fn parse(value: &Value) -> Option<Self> {
        if value.to_text().is_some_and(|text| is_none(&text)) {
            return Some(Vec::new());
        }
        Some(value.to_texts()?.into_iter().map(|(text, _)| text).collect())
    }

    fn show(&self) -> String {
        if self.is_empty() { "None".to_owned() } else { self.join(", ") }
    }

    fn schema() -> Json {
        json!({"type": ["string", "array"], "items": {"type": ["string", "number", "boolean"]}})
    }
}

/// Words whose case does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordList {
    lower: Vec<String>,
}

impl WordList {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lower.is_empty()
    }

    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        self.lower.iter().any(|have| have.chars().flat_map(char::to_lowercase).eq(word.chars().flat_map(char::to_lowercase)))
    }
}

impl OptionValue for WordList {
    fn expected() -> String {
        "words, separated by commas".to_owned()
    }

    fn parse(value: &Value) -> Option<Self> {
        Some(Self { lower: Vec::parse(value)?.iter().map(|word: &String| word.to_lowercase()).collect() })
    }

    fn show(&self) -> String {
        self.lower.show()
    }

    fn schema() -> Json {
        Vec::<String>::schema()
    }
}

/// A regular expression in Python's dialect: what people have in their `.sqlfluff`.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Arc<fancy_regex::Regex>,
}

impl Pattern {
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let regex = fancy_regex::RegexBuilder::new(text).backtrack_limit(100_000).build().ok()?;
        Some(Self { regex: Arc::new(regex) })
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        self.regex.as_str()
    }

    /// The first match anywhere in `text`; a pattern that runs away matches nothing.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<std::ops::Range<usize>> {
        self.regex.find(text).ok().flatten().map(|found| found.start()..found.end())
    }

    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        self.find(text).is_some()
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl OptionValue for Pattern {
    fn expected() -> String {
        "a regular expression".to_owned()
    }

    fn parse(value: &Value) -> Option<Self> {
        Self::new(&value.to_text()?)
    }

    fn show(&self) -> String {
        self.as_str().to_owned()
    }

    fn schema() -> Json {
        json!({"type": "string"})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::value::Origin;

    choice! { Color { Red "red", DeepBlue "deep_blue" } }

    options! {
        /// Options of a rule that is not there.
        Example for "XX01" "example.rule" {
            /// A color.
            color: Color = Color::Red,
            /// Words.
            words: WordList = WordList::default(),
            /// A limit.
            limit: Option<u32> = None,
            /// A switch.
            on: bool = false,
        }
    }

    fn read(own: &[(&str, &str)], shared: &[(&str, &str)]) -> (Example, Vec<String>) {
        let table = |pairs: &[(&str, &str)]| {
            let mut table = Table::default();
            for (key, text) in pairs {
                table.insert(*key, Value::text(*text, Origin::flag("--test")));
            }
            table
        };
        let (own, shared) = (table(own), table(shared));
        let problems = Problems::default();
        let example = Example::read(&OptionReader { own: Some(&own), shared: Some((&shared, "on")), problems: &problems });
        (example, problems.list().iter().map(ToString::to_string).collect())
    }

    #[test]
    fn reads_each_kind_and_falls_back() {
        let (example, problems) =
            read(&[("color", "Deep_Blue"), ("words", "a, B ,"), ("limit", "none")], &[("on", "True"), ("color", "red")]);
        assert_eq!(problems, [""; 0]);
        assert_eq!((example.color, example.limit, example.on), (Color::DeepBlue, None, true));
        assert!(example.words.contains("A") && example.words.contains("b") && !example.words.contains("c"));
    }

    #[test]
    fn names_what_may_stand_there() {
        let (example, problems) = read(&[("color", "green"), ("limit", "-3"), ("on", "yes")], &[]);
        assert_eq!((example.color, example.limit, example.on), (Color::Red, None, false));
        assert_eq!(
            problems,
            [
                "--test: `color` cannot be `green`; it takes `red` or `deep_blue`",
                "--test: `limit` cannot be `-3`; it takes a whole number, 0 or more, or `None`",
                "--test: `on` cannot be `yes`; it takes true or false",
            ]
        );
    }

    #[test]
    fn describes_itself() {
        let info = Example::info();
        assert_eq!((info.code, info.name), (Example::CODE, "example.rule"));
        let told: Vec<_> = info.options.iter().map(|option| (option.name, option.docs, option.default.as_str())).collect();
        assert_eq!(told[0], ("color", "A color.", "red"));
        assert_eq!(told[2], ("limit", "A limit.", "None"));
    }
}
