//! Directives in the file itself: lines that begin with `-- sqlfluff:` and hold for the whole file.

use std::path::Path;
use std::sync::Arc;

use super::value::{Origin, Place, Problems, Table, Value};
use crate::text::TextRange;

const MARKS: [&str; 2] = ["-- sqlfluff:", "--sqlfluff:"];

/// The options that a text sets for itself; nothing where it sets none.
pub fn read(text: &str, path: &Path, problems: &Problems) -> Option<Table> {
    if !text.contains("sqlfluff:") {
        return None;
    }
    let place = Place::Inline(Arc::from(path));
    let mut tree = Table::default();
    let mut start = 0;
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let range = TextRange::from(start..start + line.trim_end().len());
        start += line.len();
        let Some(directive) = MARKS.iter().find_map(|mark| line.strip_prefix(mark)) else { continue };
        let origin = Origin { place: place.clone(), line: number, range };
        match split(directive.trim()) {
            Some((path, value)) => tree.set(&path, Value::text(value, origin)),
            None => problems.error(Some(&origin), "a directive is written `-- sqlfluff:key:value`"),
        }
    }
    (!tree.is_empty()).then_some(tree)
}

/// The path and the value of a directive. Values may hold colons themselves (`touch:inline`), so the path's length is
/// told by its first word.
fn split(directive: &str) -> Option<(Vec<&str>, String)> {
    let parts: Vec<&str> = directive.split(':').map(str::trim).collect();
    let length = match *parts.first()? {
        "layout" => 4,
        "rules" if parts.len() > 2 => 3,
        "indentation" => 2,
        "templater" if parts.len() > 2 => parts.len() - 1,
        _ => 1,
    };
    if parts.len() <= length || parts[..length].iter().any(|part| part.is_empty()) {
        return None;
    }
    let value = parts[length..].join(":");
    let mut path = parts[..length].to_vec();
    if length == 1 {
        path.insert(0, "core");
    }
    Some((path, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, path: &[&str], want: &str) {
        let tree = read(text, Path::new("a.sql"), &Problems::default()).unwrap_or_default();
        assert_eq!(tree.find(path).and_then(Value::to_text).as_deref(), Some(want), "{text}");
    }

    #[test]
    fn reads_directives_at_line_starts() {
        check("-- sqlfluff:dialect:ansi\n", &["core", "dialect"], "ansi");
        check("select 1\n--sqlfluff:rules:CP01\r\n", &["core", "rules"], "CP01");
        check(
            "-- sqlfluff:rules:capitalisation.keywords:capitalisation_policy:upper",
            &["rules", "capitalisation.keywords", "capitalisation_policy"],
            "upper",
        );
        check("-- sqlfluff:layout:type:comma:spacing_before:touch:inline", &["layout", "type", "comma", "spacing_before"], "touch:inline");
        check("-- sqlfluff:indentation:tab_space_size:2", &["indentation", "tab_space_size"], "2");
        check("-- sqlfluff:templater:jinja:context:x:y", &["templater", "jinja", "context", "x"], "y");
        let nothing = read("  -- sqlfluff:dialect:ansi\nselect 1 -- sqlfluff:rules:x\n", Path::new("a.sql"), &Problems::default());
        assert!(nothing.is_none());
    }

    #[test]
    fn tells_of_directives_without_value() {
        let problems = Problems::default();
        assert!(read("-- sqlfluff:dialect\n", Path::new("a.sql"), &problems).is_none());
        assert_eq!(problems.list()[0].to_string(), "a.sql:1: a directive is written `-- sqlfluff:key:value`");
    }
}
