use std::path::Path;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::text::TextRange;

/// Where a value was said.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    File(Arc<Path>),
    /// A flag of the command line, by its long name.
    Flag(&'static str),
    /// A directive in a comment of the file itself.
    Inline(Arc<Path>),
}

impl Place {
    /// The file, where it is one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) | Self::Inline(path) => Some(path),
            Self::Flag(_) => None,
        }
    }
}

/// A place with the line and the bytes of it, where there are any.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    pub place: Place,
    /// From 1; 0 where there are no lines.
    pub line: u32,
    pub range: TextRange,
}

impl Origin {
    #[must_use]
    pub fn flag(name: &'static str) -> Self {
        Self { place: Place::Flag(name), line: 0, range: TextRange::empty(0) }
    }

    /// The folder that relative paths and globs are relative to.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.place.path()?.parent()
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.place {
            Place::File(path) | Place::Inline(path) if self.line > 0 => write!(f, "{}:{}", path.display(), self.line),
            Place::File(path) | Place::Inline(path) => write!(f, "{}", path.display()),
            Place::Flag(name) => write!(f, "{name}"),
        }
    }
}

/// A raw option: what was written, and where.
#[derive(Clone, Debug)]
pub struct Value {
    pub datum: Datum,
    pub origin: Origin,
}

/// What was written. Files without types (`.sqlfluff`) give texts only; whoever reads an option knows what it should be.
#[derive(Clone, Debug)]
pub enum Datum {
    Text(String),
    Boolean(bool),
    Integer(i64),
    Float(f64),
    List(Vec<Value>),
    Table(Table),
}

impl Value {
    #[must_use]
    pub fn text(text: impl Into<String>, origin: Origin) -> Self {
        Self { datum: Datum::Text(text.into()), origin }
    }

    #[must_use]
    pub fn as_table(&self) -> Option<&Table> {
        match &self.datum {
            Datum::Table(table) => Some(table),
            _ => None,
        }
    }

    /// A single value as text; nothing for lists and tables.
    #[must_use]
    pub fn to_text(&self) -> Option<String> {
        match &self.datum {
            Datum::Text(text) => Some(text.clone()),
            Datum::Boolean(true) => Some("True".to_owned()),
            Datum::Boolean(false) => Some("False".to_owned()),
            Datum::Integer(number) => Some(number.to_string()),
            Datum::Float(number) => Some(number.to_string()),
            Datum::List(_) | Datum::Table(_) => None,
        }
    }

    /// A list of texts: a list as it is, a text split at its commas. Empty parts fall away.
    #[must_use]
    pub fn to_texts(&self) -> Option<Vec<(String, &Origin)>> {
        match &self.datum {
            Datum::List(items) => items.iter().map(|item| item.to_text().map(|text| (text, &item.origin))).collect(),
            Datum::Table(_) => None,
            _ => {
                let text = self.to_text()?;
                let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
                Some(parts.map(|part| (part.to_owned(), &self.origin)).collect())
            }
        }
    }

    /// As messages quote it.
    #[must_use]
    pub fn display(&self) -> String {
        match &self.datum {
            Datum::List(_) => "a list".to_owned(),
            Datum::Table(_) => "a table".to_owned(),
            _ => format!("`{}`", self.to_text().unwrap_or_default()),
        }
    }

    /// Writes what makes two values the same configuration: their content and, as globs and paths depend on it, their folder.
    fn write_identity(&self, out: &mut String) {
        match &self.datum {
            Datum::List(items) => {
                out.push('[');
                for item in items {
                    item.write_identity(out);
                }
                out.push(']');
            }
            Datum::Table(table) => table.write_identity(out),
            Datum::Text(text) => {
                out.push('"');
                out.push_str(text);
                out.push('"');
            }
            _ => out.push_str(&self.to_text().unwrap_or_default()),
        }
        if let Some(folder) = self.origin.folder() {
            out.push('@');
            out.push_str(&folder.to_string_lossy());
        }
        out.push('\n');
    }
}

/// Named values in the order they were written; the names are as written, too.
#[derive(Clone, Debug, Default)]
pub struct Table {
    entries: IndexMap<String, Value>,
}

impl Table {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entries.get(key)
    }

    /// The value at a path of keys.
    #[must_use]
    pub fn find(&self, path: &[&str]) -> Option<&Value> {
        let (last, tables) = path.split_last()?;
        tables.iter().try_fold(self, |table, key| table.get(key)?.as_table())?.get(last)
    }

    #[must_use]
    pub fn find_table(&self, path: &[&str]) -> Option<&Table> {
        self.find(path)?.as_table()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.entries.iter().map(|(key, value)| (key.as_str(), value))
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    pub fn insert(&mut self, key: impl Into<String>, value: Value) {
        self.entries.insert(key.into(), value);
    }

    pub fn remove(&mut self, key: &str) -> Option<Value> {
        self.entries.shift_remove(key)
    }

    /// Sets the value at a path, making tables on the way; a value that is no table on the way gives way.
    pub fn set(&mut self, path: &[&str], value: Value) {
        let Some((last, tables)) = path.split_last() else { return };
        let mut table = self;
        for key in tables {
            let origin = value.origin.clone();
            let fresh = || Value { datum: Datum::Table(Self::default()), origin: origin.clone() };
            let entry = table.entries.entry((*key).to_owned()).or_insert_with(fresh);
            if !matches!(entry.datum, Datum::Table(_)) {
                *entry = fresh();
            }
            let Datum::Table(inner) = &mut entry.datum else { return };
            table = inner;
        }
        table.insert(*last, value);
    }

    /// Lays `over` on top, key by key: tables are merged, everything else is replaced.
    pub fn merge(&mut self, over: &Table) {
        for (key, value) in &over.entries {
            match (self.entries.get_mut(key), &value.datum) {
                (Some(Value { datum: Datum::Table(below), .. }), Datum::Table(above)) => below.merge(above),
                (Some(below), _) => *below = value.clone(),
                (None, _) => self.insert(key.clone(), value.clone()),
            }
        }
    }

    pub(super) fn write_identity(&self, out: &mut String) {
        out.push('{');
        let mut sorted: Vec<_> = self.entries.iter().collect();
        sorted.sort_by_key(|(key, _)| *key);
        for (key, value) in sorted {
            out.push_str(key);
            out.push('=');
            value.write_identity(out);
        }
        out.push('}');
    }
}

/// Something in the configuration that cannot be used as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// Whether the run must end with 2; a warning is only told.
    pub fatal: bool,
    pub origin: Option<Origin>,
    pub message: String,
}

impl std::fmt::Display for ConfigProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.origin {
            Some(origin) => write!(f, "{origin}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

/// Collects problems; the same problem of the same place is told once.
#[derive(Debug, Default)]
pub struct Problems {
    all: std::sync::Mutex<Vec<ConfigProblem>>,
}

impl Problems {
    pub fn error(&self, origin: Option<&Origin>, message: impl Into<String>) {
        self.add(ConfigProblem { fatal: true, origin: origin.cloned(), message: message.into() });
    }

    pub fn warning(&self, origin: Option<&Origin>, message: impl Into<String>) {
        self.add(ConfigProblem { fatal: false, origin: origin.cloned(), message: message.into() });
    }

    fn add(&self, problem: ConfigProblem) {
        let mut all = self.all.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if !all.contains(&problem) {
            all.push(problem);
        }
    }

    /// All problems so far, in the order of their places.
    #[must_use]
    pub fn list(&self) -> Vec<ConfigProblem> {
        let mut all = self.all.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        all.sort_by_cached_key(|problem| {
            (problem.origin.as_ref().map(|origin| format!("{:?} {:08}", origin.place, origin.line)), problem.message.clone())
        });
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(pairs: &[(&[&str], &str)]) -> Table {
        let mut table = Table::default();
        for (path, text) in pairs {
            table.set(path, Value::text(*text, Origin::flag("--test")));
        }
        table
    }

    #[test]
    fn merges_key_by_key() {
        let mut below = table(&[(&["a", "x"], "1"), (&["a", "y"], "2"), (&["b"], "3")]);
        below.merge(&table(&[(&["a", "y"], "4"), (&["b", "z"], "5")]));
        let text = |path: &[&str]| below.find(path).and_then(Value::to_text);
        assert_eq!(text(&["a", "x"]).as_deref(), Some("1"));
        assert_eq!(text(&["a", "y"]).as_deref(), Some("4"));
        assert_eq!(text(&["b", "z"]).as_deref(), Some("5"));
    }
}
