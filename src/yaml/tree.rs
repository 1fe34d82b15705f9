use std::sync::Arc;

use super::Problem;
use crate::text::TextRange;

/// A YAML text, read.
#[derive(Clone, Debug)]
pub struct Document {
    /// The first document's value; null where the text is empty or broken from the start.
    pub root: Node,
    /// In order of the text.
    pub problems: Vec<Problem>,
    pub comments: Vec<Comment>,
}

impl Document {
    /// The first thing that dbt itself would stop at.
    pub fn error(&self) -> Option<&Problem> {
        self.problems.iter().find(|problem| problem.kind.is_error())
    }
}

/// A comment, from its `#` to the end of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    pub range: TextRange,
    pub placement: Placement,
}

/// Where a comment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// On lines of its own, right before what it speaks of.
    Above,
    /// Behind something on the same line.
    Right,
    /// On a line of its own, next to nothing.
    Free,
}

/// A value with its place. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Node {
    pub value: Value,
    /// The value's bytes: quotes and brackets included, anchor and tag not. Of an alias, the alias.
    pub range: TextRange,
    pub style: Style,
}

/// A typed value.
#[derive(Clone, Debug)]
pub enum Value {
    Null,
    Bool(bool),
    Int(i64),
    /// A whole number that no `i64` holds, in decimal.
    BigInt(Arc<str>),
    Float(f64),
    Str(Arc<str>),
    /// A date or a point in time, as written.
    Date(Arc<str>),
    Sequence(Arc<[Node]>),
    Mapping(Arc<Mapping>),
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Nothing is written.
    Empty,
    Plain,
    SingleQuoted,
    DoubleQuoted,
    /// `|`
    Literal,
    /// `>`
    Folded,
    /// A sequence or mapping by indentation.
    Block,
    /// A sequence or mapping in brackets.
    Flow,
}

/// A mapping as written, in order, with what it comes to.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    entries: Box<[Entry]>,
    /// Set where merges or duplicate keys make the effective entries differ from the written ones.
    effective: Option<Vec<Entry>>,
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    pub key: Node,
    pub value: Node,
}

impl Entry {
    /// From the key's first byte to the value's last.
    pub fn range(&self) -> TextRange {
        if self.value.range.start() >= self.key.range.start() { self.key.range.cover(self.value.range) } else { self.key.range }
    }
}

impl Mapping {
    pub(super) fn new(entries: Vec<Entry>, effective: Option<Vec<Entry>>) -> Self {
        // Mappings stay as long as the project: what a vector has to spare is given back.
        Self { entries: entries.into(), effective }
    }

    /// As written: `<<` and duplicates included.
    pub fn written(&self) -> &[Entry] {
        &self.entries
    }

    /// As it counts: merges resolved, of duplicates the last.
    pub fn entries(&self) -> &[Entry] {
        self.effective.as_deref().unwrap_or(&self.entries)
    }

    /// The entry of a text key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key.as_str() == Some(key))
    }

    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }
}

impl Node {
    /// A mapping with another's entries in the place of its own, but for some keys. Its place stays what it is.
    #[must_use]
    pub fn overlaid(&self, over: &Self, except: &[&str]) -> Self {
        let taken = |entry: &&Entry| entry.key.as_str().is_none_or(|key| !except.contains(&key));
        let above: Vec<&Entry> = over.entries().iter().filter(taken).collect();
        let replaced = |entry: &&Entry| above.iter().any(|other| other.key.to_text() == entry.key.to_text());
        let kept = self.entries().iter().filter(|entry| !replaced(entry));
        let entries = kept.chain(above.iter().copied()).cloned().collect();
        Self { value: Value::Mapping(Arc::new(Mapping::new(entries, None))), ..self.clone() }
    }

    /// A mapping with one entry's value replaced.
    #[must_use]
    pub fn with(&self, key: &str, value: &Value) -> Self {
        let change = |entry: &Entry| {
            let mut entry = entry.clone();
            if entry.key.as_str() == Some(key) {
                entry.value.value = value.clone();
            }
            entry
        };
        let entries = self.entries().iter().map(change).collect();
        Self { value: Value::Mapping(Arc::new(Mapping::new(entries, None))), ..self.clone() }
    }

    /// A null that stands nowhere in particular.
    #[must_use]
    pub fn null(at: u32) -> Self {
        Self { value: Value::Null, range: TextRange::empty(at), style: Style::Empty }
    }

    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// The text of a string. A date is none, nor is a number.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::Str(text) = &self.value { Some(text) } else { None }
    }

    pub fn as_mapping(&self) -> Option<&Mapping> {
        if let Value::Mapping(mapping) = &self.value { Some(mapping) } else { None }
    }

    pub fn as_sequence(&self) -> Option<&[Node]> {
        if let Value::Sequence(items) = &self.value { Some(items) } else { None }
    }

    /// The value of a mapping's key; nothing where this is no mapping.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_mapping().and_then(|mapping| mapping.get(key))
    }

    /// The entry of a mapping's key, for its place.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.as_mapping().and_then(|mapping| mapping.entry(key))
    }

    /// A sequence's items; none where this is no sequence.
    pub fn items(&self) -> &[Node] {
        self.as_sequence().unwrap_or_default()
    }

    /// A mapping's entries as they count; none where this is no mapping.
    pub fn entries(&self) -> &[Entry] {
        self.as_mapping().map_or(&[], Mapping::entries)
    }

    /// A scalar as people would say it: text as it is, `True` and numbers as Python prints them.
    pub fn to_text(&self) -> Option<String> {
        Some(match &self.value {
            Value::Str(text) | Value::Date(text) | Value::BigInt(text) => text.to_string(),
            Value::Bool(true) => "True".to_owned(),
            Value::Bool(false) => "False".to_owned(),
            Value::Int(value) => value.to_string(),
            Value::Float(value) if value.fract() == 0.0 && value.abs() < 1e16 => format!("{value:.1}"),
            Value::Float(value) => value.to_string(),
            Value::Null | Value::Sequence(_) | Value::Mapping(_) => return None,
        })
    }
}
