//! Kinds of options that several rules take.

use crate::config::options::{OptionValue, choice};
use crate::config::value::Value;

choice! {
    /// How many of several things must be there.
    Criteria {
        /// Each.
        All "all",
        /// At least one.
        Any "any",
        /// Exactly one.
        One "one",
    }
}

choice! {
    /// Which tests of a resource count.
    TestKind {
        /// Those that its properties put on it.
        Attached "attached",
        /// Every test that depends on it, those of other resources and singular ones too.
        Any "any",
    }
}

choice! {
    /// What of a text is searched.
    CodeScope {
        /// Everything.
        Text "text",
        /// What is neither comment nor string.
        Code "code",
    }
}

choice! {
    /// What a share is counted over.
    CoverageBy {
        /// All models of a project.
        Project "project",
        /// The models of each layer.
        Layer "layer",
        /// The models of each group.
        Group "group",
        /// The models of each folder that holds some.
        Folder "folder",
    }
}

choice! {
    /// How properties files are laid out.
    PropertiesLayout {
        /// Anyhow.
        Any "any",
        /// One for each model, named like it.
        PerModel "per-model",
        /// One for each folder, named after it.
        PerDirectory "per-directory",
    }
}

impl OptionValue for Vec<TestKind> {
    fn expected() -> String {
        format!("a list of {}", TestKind::expected())
    }

    fn parse(value: &Value) -> Option<Self> {
        let single = |text: String| [TestKind::Attached, TestKind::Any].into_iter().find(|kind| kind.show() == text);
        value.to_texts()?.into_iter().map(|(text, _)| single(text.trim().to_ascii_lowercase())).collect()
    }

    fn show(&self) -> String {
        self.iter().map(OptionValue::show).collect::<Vec<_>>().join(", ")
    }
}

/// How many tests there must be of each name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TestCounts(pub Vec<(String, u32)>);

impl OptionValue for TestCounts {
    fn expected() -> String {
        "names of tests, each with a number: `{ not_null = 1 }`".to_owned()
    }

    fn parse(value: &Value) -> Option<Self> {
        let table = value.as_table()?;
        table.keys().map(|name| Some((name.to_owned(), u32::parse(table.get(name)?)?))).collect::<Option<_>>().map(Self)
    }

    fn show(&self) -> String {
        let counts: Vec<String> = self.0.iter().map(|(name, least)| format!("{name} = {least}")).collect();
        format!("{{ {} }}", counts.join(", "))
    }
}

/// Mappings, each of which something must hold: `{ type = "primary_key" }`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mappings(pub Vec<Vec<(String, Vec<String>)>>);

impl OptionValue for Mappings {
    fn expected() -> String {
        "a list of mappings of texts".to_owned()
    }

    fn parse(value: &Value) -> Option<Self> {
        let crate::config::value::Datum::List(items) = &value.datum else { return None };
        let texts = |value: &Value| Some(value.to_texts()?.into_iter().map(|(text, _)| text).collect());
        let one = |item: &Value| {
            let table = item.as_table()?;
            table.keys().map(|key| Some((key.to_owned(), texts(table.get(key)?)?))).collect::<Option<Vec<_>>>()
        };
        items.iter().map(one).collect::<Option<_>>().map(Self)
    }

    fn show(&self) -> String {
        let pair = |(key, values): &(String, Vec<String>)| format!("{key} = {}", values.join(" "));
        let one = |pairs: &Vec<(String, Vec<String>)>| format!("{{ {} }}", pairs.iter().map(pair).collect::<Vec<_>>().join(", "));
        format!("[{}]", self.0.iter().map(one).collect::<Vec<_>>().join(", "))
    }
}

/// Names, each with other words for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synonyms(pub Vec<(String, Vec<String>)>);

impl Synonyms {
    /// The name that a word is another word for, whatever its case.
    #[must_use]
    pub fn canonical(&self, word: &str) -> Option<&str> {
        let stands_for =
            |(name, words): &&(String, Vec<String>)| name != word && words.iter().any(|other| other.eq_ignore_ascii_case(word));
        self.0.iter().find(stands_for).map(|(name, _)| name.as_str())
    }
}

impl OptionValue for Synonyms {
    fn expected() -> String {
        "names, each with a list of other words for it: `{ customer_id = [\"cust_id\"] }`".to_owned()
    }

    fn parse(value: &Value) -> Option<Self> {
        let texts = |value: &Value| Some(value.to_texts()?.into_iter().map(|(text, _)| text).collect());
        value.as_table()?.iter().map(|(name, words)| Some((name.to_owned(), texts(words)?))).collect::<Option<_>>().map(Self)
    }

    fn show(&self) -> String {
        let one = |(name, words): &(String, Vec<String>)| format!("{name} = [{}]", words.join(", "));
        format!("{{ {} }}", self.0.iter().map(one).collect::<Vec<_>>().join(", "))
    }
}
