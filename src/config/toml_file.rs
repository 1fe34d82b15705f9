//! TOML as tables of values with their places.

use std::path::Path;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::value::{Datum, Origin, Place, Problems, Table, Value};
use crate::text::{LineIndex, TextRange};

/// Reads a whole file; what is wrong with it is told, and what can be read is used.
pub fn read(text: &str, path: &Arc<Path>, problems: &Problems) -> Table {
    let reader = Reader { lines: LineIndex::new(text), path };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let range = error.span().map_or_else(|| TextRange::empty(0), TextRange::from);
        problems.error(Some(&reader.origin(range)), error.message().to_owned());
    }
    reader.table(table.get_ref())
}

struct Reader<'a> {
    lines: LineIndex,
    path: &'a Arc<Path>,
}

impl Reader<'_> {
    fn origin(&self, range: TextRange) -> Origin {
        Origin { place: Place::File(Arc::clone(self.path)), line: self.lines.line(range.start()), range }
    }

    fn table(&self, table: &DeTable<'_>) -> Table {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let mut out = Table::default();
        for (key, value) in entries {
            // A table's place is its name: that is what a message about it should point at.
            let range = match value.get_ref() {
                DeValue::Table(_) => key.span(),
                _ => key.span().start..value.span().end.max(key.span().end),
            };
            let datum = self.datum(value);
            out.insert(key.get_ref().to_string(), Value { datum, origin: self.origin(range.into()) });
        }
        out
    }

    fn datum(&self, value: &Spanned<DeValue<'_>>) -> Datum {
        match value.get_ref() {
            DeValue::String(text) => Datum::Text(text.to_string()),
            DeValue::Boolean(on) => Datum::Boolean(*on),
            DeValue::Integer(number) => {
                let digits: String = number.as_str().chars().filter(|digit| *digit != '_').collect();
                i64::from_str_radix(&digits, number.radix()).map_or_else(|_| Datum::Text(number.to_string()), Datum::Integer)
            }
            DeValue::Float(number) => {
                number.as_str().replace('_', "").parse().map_or_else(|_| Datum::Text(number.to_string()), Datum::Float)
            }
            DeValue::Datetime(time) => Datum::Text(time.to_string()),
            DeValue::Array(items) => {
                Datum::List(items.iter().map(|item| Value { datum: self.datum(item), origin: self.origin(item.span().into()) }).collect())
            }
            DeValue::Table(table) => Datum::Table(self.table(table)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_places_and_types() {
        let problems = Problems::default();
        let text = "[a]\nx = 1_0\ny = \"t\"\nz = [\n  true,\n  2024-01-01,\n]\n[b.c]\n";
        let table = read(text, &Arc::from(Path::new("t.toml")), &problems);
        assert!(problems.list().is_empty());
        let x = table.find(&["a", "x"]).unwrap();
        assert!(matches!(x.datum, Datum::Integer(10)));
        assert_eq!((x.origin.line, &text[x.origin.range.span()]), (2, "x = 1_0"));
        let Datum::List(items) = &table.find(&["a", "z"]).unwrap().datum else { panic!("no list") };
        assert_eq!(items[1].to_text().as_deref(), Some("2024-01-01"));
        assert_eq!(items[1].origin.line, 6);
        assert!(table.find_table(&["b", "c"]).is_some());
    }

    #[test]
    fn tells_what_is_malformed() {
        let problems = Problems::default();
        read("[a\nx = 1\n", &Arc::from(Path::new("t.toml")), &problems);
        assert!(
            problems.list().iter().all(|problem| problem.fatal && problem.to_string().starts_with("t.toml:1: ")),
            "{:?}",
            problems.list()
        );
        assert!(!problems.list().is_empty());
    }
}
