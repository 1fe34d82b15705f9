//! Changes to a YAML text that leave everything else as it is: comments, quotes, blank lines, the order of keys.
//!
//! Every function gives the edit of one place, or nothing where the text is written in a way that one edit cannot do justice to.

use super::{Entry, Node, Style, Value};
use crate::text::{TextEdit, TextRange};

/// Something to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A scalar as it is to stand there, quotes included.
    Scalar(String),
    Sequence(Vec<Piece>),
    Mapping(Vec<(String, Piece)>),
}

impl Piece {
    /// A text, in quotes where it would otherwise be read as something else.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let word = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '.' | '/');
        let plain = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') && text.chars().all(word);
        let said_otherwise =
            ["true", "false", "yes", "no", "on", "off", "null", "y", "n"].iter().any(|other| text.eq_ignore_ascii_case(other));
        if plain && !said_otherwise {
            return Self::Scalar(text.to_owned());
        }
        Self::Scalar(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")))
    }

    /// A mapping of one key.
    #[must_use]
    pub fn entry(key: &str, value: Self) -> Self {
        Self::Mapping(vec![(key.to_owned(), value)])
    }

    fn flow(&self) -> String {
        match self {
            Self::Scalar(text) => text.clone(),
            Self::Sequence(items) => format!("[{}]", items.iter().map(Self::flow).collect::<Vec<_>>().join(", ")),
            Self::Mapping(entries) => {
                let entries = entries.iter().map(|(key, value)| format!("{key}: {}", value.flow()));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// The lines, the first without indentation, the others from its column on.
    fn lines(&self) -> Vec<String> {
        match self {
            Self::Scalar(text) => vec![text.clone()],
            Self::Sequence(items) => items.iter().flat_map(|item| hung("- ", &item.lines())).collect(),
            Self::Mapping(entries) => entries.iter().flat_map(|(key, value)| Self::entry_lines(key, value)).collect(),
        }
    }

    fn entry_lines(key: &str, value: &Self) -> Vec<String> {
        match value {
            Self::Scalar(text) => vec![format!("{key}: {text}")],
            Self::Sequence(items) if items.is_empty() => vec![format!("{key}: []")],
            _ => std::iter::once(format!("{key}:")).chain(value.lines().into_iter().map(|line| format!("  {line}"))).collect(),
        }
    }
}

/// Lines behind a mark, the later ones below the first.
fn hung(mark: &str, lines: &[String]) -> Vec<String> {
    let blank = " ".repeat(mark.len());
    lines.iter().enumerate().map(|(at, line)| format!("{}{line}", if at == 0 { mark } else { &blank })).collect()
}

/// Puts an item behind the last of a sequence.
#[must_use]
pub fn append_item(text: &str, sequence: &Node, item: &Piece) -> Option<TextEdit> {
    append_items(text, sequence, std::slice::from_ref(item))
}

/// Puts items behind the last of a sequence.
#[must_use]
pub fn append_items(text: &str, sequence: &Node, new: &[Piece]) -> Option<TextEdit> {
    let items = sequence.items();
    if sequence.style == Style::Flow {
        let pieces: Vec<String> = new.iter().map(Piece::flow).collect();
        return flow_insert(text, sequence, items.is_empty(), &pieces.join(", "));
    }
    let last = items.last()?;
    let dash = dash_of(text, last)?;
    let column = indentation(text, dash)?;
    let lines: Vec<String> = new.iter().flat_map(|item| hung("- ", &item.lines())).collect();
    Some(insert_lines(text, end_of(text, last), column, &lines))
}

/// Puts an entry behind the last of a mapping.
#[must_use]
pub fn append_entry(text: &str, mapping: &Node, key: &str, value: &Piece) -> Option<TextEdit> {
    let written = mapping.as_mapping()?.written();
    if mapping.style == Style::Flow {
        return flow_insert(text, mapping, written.is_empty(), &format!("{key}: {}", value.flow()));
    }
    let (first, last) = (written.first()?, written.last()?);
    let column = column(text, first.key.range.start());
    Some(insert_lines(text, end_of_entry(text, last), column, &Piece::entry_lines(key, value)))
}

/// Puts something in the place of a value.
#[must_use]
pub fn replace_value(node: &Node, with: &str) -> TextEdit {
    TextEdit { range: node.range, text: with.to_owned() }
}

/// Takes an item out of a sequence, with its lines and the comments above it; nothing where it is the only one.
#[must_use]
pub fn remove_item(text: &str, sequence: &Node, at: usize) -> Option<TextEdit> {
    let items = sequence.items();
    let item = items.get(at).filter(|_| items.len() > 1)?;
    if sequence.style == Style::Flow {
        let range = match items.get(at + 1) {
            Some(next) => TextRange::new(item.range.start(), next.range.start()),
            None => TextRange::new(items[at - 1].range.end(), item.range.end()),
        };
        return Some(TextEdit { range, text: String::new() });
    }
    let dash = dash_of(text, item)?;
    indentation(text, dash)?;
    let start = comments_above(text, line_start(text, dash));
    let end = next_line(text, end_of(text, item));
    Some(TextEdit { range: TextRange::from(start..end), text: String::new() })
}

/// The lines of one item of a block sequence, from its dash to the end of its last value; comments above it are not among them.
#[must_use]
pub fn item_lines(text: &str, sequence: &Node, at: usize) -> Option<TextRange> {
    let item = sequence.items().get(at).filter(|_| sequence.style == Style::Block)?;
    let dash = dash_of(text, item)?;
    indentation(text, dash)?;
    Some(TextRange::from(line_start(text, dash)..next_line(text, end_of(text, item))))
}

/// Takes an entry out of a block mapping that has others, with its lines; nothing where something else begins on them.
#[must_use]
pub fn remove_entry(text: &str, mapping: &Node, key: &str) -> Option<TextEdit> {
    let entry = mapping.entry(key).filter(|_| mapping.style == Style::Block && mapping.entries().len() > 1)?;
    let start = entry.key.range.start() as usize;
    indentation(text, start)?;
    let range = TextRange::from(line_start(text, start)..next_line(text, end_of_entry(text, entry)));
    Some(TextEdit { range, text: String::new() })
}

/// How the lines of a text end.
#[must_use]
pub fn newline_of(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Moves an entry of a block mapping below another key of it, which is made where there is none: with its lines, its comments and the way it is
/// written. Nothing for the first entry of an item, and where the other key has such an entry already.
#[must_use]
pub fn move_entry(text: &str, mapping: &Node, key: &str, below: &str) -> Option<Vec<TextEdit>> {
    let written = mapping.as_mapping().filter(|_| mapping.style == Style::Block)?.written();
    let entry = written.iter().find(|entry| entry.key.as_str() == Some(key))?;
    let at = entry.key.range.start() as usize;
    let indent = indentation(text, at)?;
    let start = comments_above(text, line_start(text, at));
    let end = line_end(text, end_of_entry(text, entry));
    let past = if text[end..].starts_with('\n') { end + 1 } else { end };
    let lines = text.get(start..end)?;
    let Some(target) = mapping.get(below) else {
        let blank = " ".repeat(indent);
        let moved = format!("{blank}{below}:\n{}{}", indented(lines, 2), &text[end..past]);
        return Some(vec![TextEdit { range: TextRange::from(start..past), text: moved }]);
    };
    if target.get(key).is_some() {
        return None;
    }
    let gone = TextEdit { range: TextRange::from(start..past), text: String::new() };
    if target.style == Style::Flow {
        let value = text.get(entry.range().span())?;
        let single = !value.contains('\n') && entry.value.style != Style::Block && lines.trim() == value;
        let edit = single.then(|| flow_insert(text, target, target.entries().is_empty(), value))??;
        return Some(vec![gone, edit]);
    }
    let first = target.as_mapping()?.written().first()?;
    let further = column(text, first.key.range.start()).checked_sub(indent)?;
    let place = line_end(text, end_of(text, target));
    let insert = TextEdit { range: TextRange::from(place..place), text: format!("\n{}", indented(lines, further)) };
    // Right below each other the two are one edit.
    if place + 1 == start {
        let moved = format!("\n{}", indented(lines, further));
        return Some(vec![TextEdit { range: TextRange::from(place..end), text: moved }]);
    }
    Some(vec![gone, insert])
}

/// Lines further in by so many blanks; empty ones stay empty.
fn indented(lines: &str, by: usize) -> String {
    let blank = " ".repeat(by);
    let one = |line: &str| if line.trim().is_empty() { line.to_owned() } else { format!("{blank}{line}") };
    lines.split('\n').map(one).collect::<Vec<_>>().join("\n")
}

/// Inside the brackets, behind what stands there.
fn flow_insert(text: &str, node: &Node, empty: bool, what: &str) -> Option<TextEdit> {
    let close = node.range.end().checked_sub(1)?;
    let inside = text.get(node.range.start() as usize + 1..close as usize)?;
    let at = close - u32::try_from(inside.len() - inside.trim_end().len()).ok()?;
    if inside.contains('\n') {
        return None;
    }
    let text = if empty || inside.trim_end().ends_with(',') { what.to_owned() } else { format!(", {what}") };
    Some(TextEdit { range: TextRange::empty(at), text })
}

/// New lines below the line of `end`, whose own comment stays with it.
fn insert_lines(text: &str, end: usize, column: usize, lines: &[String]) -> TextEdit {
    let at = line_end(text, end);
    let at_return = if text[..at].ends_with('\r') { at - 1 } else { at };
    let newline = newline_of(text);
    let blank = " ".repeat(column);
    let inserted: String = lines.iter().map(|line| format!("{newline}{blank}{line}")).collect();
    TextEdit { range: TextRange::from(at_return..at_return), text: inserted }
}

/// Where a value's last byte that says something stands.
fn end_of(text: &str, node: &Node) -> usize {
    let inside = |other: &&Node| node.range.contains(other.range);
    let last = match &node.value {
        Value::Sequence(items) if node.style == Style::Block => items.iter().filter(inside).map(|item| end_of(text, item)).max(),
        Value::Mapping(mapping) if node.style == Style::Block => {
            mapping.written().iter().filter(|entry| node.range.contains(entry.key.range)).map(|entry| end_of_entry(text, entry)).max()
        }
        _ => None,
    };
    last.unwrap_or_else(|| {
        let end = node.range.end() as usize;
        node.range.start() as usize + text[node.range.start() as usize..end].trim_end().len()
    })
}

fn end_of_entry(text: &str, entry: &Entry) -> usize {
    let value = &entry.value;
    let elsewhere = value.range.start() < entry.key.range.end();
    if value.style == Style::Empty || elsewhere { entry.key.range.end() as usize } else { end_of(text, value) }
}

/// The dash before an item of a block sequence.
fn dash_of(text: &str, item: &Node) -> Option<usize> {
    let before = text.get(..item.range.start() as usize)?;
    let dash = before.trim_end_matches([' ', '\t']).len().checked_sub(1)?;
    text[dash..].starts_with('-').then_some(dash)
}

/// How far in a place stands, if only blanks stand before it.
fn indentation(text: &str, at: usize) -> Option<usize> {
    let start = line_start(text, at);
    text[start..at].bytes().all(|byte| byte == b' ').then_some(at - start)
}

fn column(text: &str, at: u32) -> usize {
    let at = at as usize;
    text[line_start(text, at)..at].chars().count()
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline)
}

/// The beginning of the line below that of a place.
fn next_line(text: &str, at: usize) -> usize {
    let end = line_end(text, at);
    if text[end..].starts_with('\n') { end + 1 } else { end }
}

/// The beginning of the comment lines right above a line.
fn comments_above(text: &str, mut start: usize) -> usize {
    while let Some(above) = start.checked_sub(1).map(|end| line_start(text, end)) {
        if !text[above..start].trim_start().starts_with('#') {
            break;
        }
        start = above;
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::apply_edits;
    use crate::yaml::parse;

    fn check(before: &str, change: impl Fn(&str, &Node) -> Option<TextEdit>, after: &str) {
        let document = parse(before);
        let edit = change(before, &document.root).expect(before);
        let have = apply_edits(before, &[edit]).unwrap();
        assert_eq!(have, after, "{before}");
        assert!(parse(&have).error().is_none(), "{have}");
    }

    #[test]
    fn items_are_appended_in_the_style_of_the_file() {
        let add = |text: &str, root: &Node| {
            let item = Piece::Mapping(vec![
                ("name".to_owned(), Piece::text("b")),
                ("columns".to_owned(), Piece::Sequence(vec![Piece::entry("name", Piece::text("id"))])),
            ]);
            append_item(text, root.get("models")?, &item)
        };
        check(
            "models:\n  - name: a # first\n    columns: # ids\n      - name: x\n# end\n",
            add,
            "models:\n  - name: a # first\n    columns: # ids\n      - name: x\n  - name: b\n    columns:\n      - name: id\n# end\n",
        );
        check(
            "models:\n- name: a\n  description: >\n    long\n    text\n\nseeds: []\n",
            add,
            "models:\n- name: a\n  description: >\n    long\n    text\n- name: b\n  columns:\n    - name: id\n\nseeds: []\n",
        );
        check("models: [{name: a}]\n", add, "models: [{name: a}, {name: b, columns: [{name: id}]}]\n");
        check("models: []", add, "models: [{name: b, columns: [{name: id}]}]");
        check("models:\r\n  - a\r\n", add, "models:\r\n  - a\r\n  - name: b\r\n    columns:\r\n      - name: id\r\n");
    }

    #[test]
    fn entries_are_appended_below_what_they_belong_to() {
        let add = |text: &str, root: &Node| {
            append_entry(text, root.get("models")?.items().first()?, "latest_version", &Piece::Scalar("2".to_owned()))
        };
        check(
            "models:\n  - name: a   # note\n    versions: [1, 2]\n\n  - name: b\n",
            add,
            "models:\n  - name: a   # note\n    versions: [1, 2]\n    latest_version: 2\n\n  - name: b\n",
        );
        check("models:\n  - {name: a}\n", add, "models:\n  - {name: a, latest_version: 2}\n");
        check("models:\n  - name: a\n    columns:\n", add, "models:\n  - name: a\n    columns:\n    latest_version: 2\n");
    }

    #[test]
    fn entries_are_moved_as_they_are_written() {
        let moved = |before: &str, after: &str| {
            let document = parse(before);
            let entry = document.root.get("m").and_then(|list| list.items().first()).unwrap();
            let mut edits = move_entry(before, entry, "tags", "config").expect(before);
            edits.sort();
            let have = apply_edits(before, &edits).unwrap();
            assert_eq!(have, after, "{before}");
            assert!(parse(&have).error().is_none(), "{have}");
        };
        moved(
            "m:\n  - name: a\n    # why\n    tags: ['x'] # one\n    z: 1\n",
            "m:\n  - name: a\n    config:\n      # why\n      tags: ['x'] # one\n    z: 1\n",
        );
        moved(
            "m:\n  - name: a\n    tags:\n      - x\n      - y\n    config:\n      b: 1 # b\n    z: 1\n",
            "m:\n  - name: a\n    config:\n      b: 1 # b\n      tags:\n        - x\n        - y\n    z: 1\n",
        );
        moved(
            "m:\n  - name: a\n    config:\n      b: 1\n    tags: x\n\n  - name: c\n",
            "m:\n  - name: a\n    config:\n      b: 1\n      tags: x\n\n  - name: c\n",
        );
        moved("m:\n  - name: a\n    config: {b: 1}\n    tags: [x]", "m:\n  - name: a\n    config: {b: 1, tags: [x]}\n");
        let text = "m:\n  - tags: x\n    config: {tags: y}\n";
        assert!(move_entry(text, &parse(text).root.get("m").unwrap().items()[0].clone(), "tags", "config").is_none());
    }

    #[test]
    fn items_are_removed_with_their_lines() {
        let drop = |text: &str, root: &Node| remove_item(text, root.get("a")?, 1);
        check("a:\n  - x\n  # of y\n  - y: 1 # too\n    z: 2\n  - w\n", drop, "a:\n  - x\n  - w\n");
        check("a: [x, y, z]", drop, "a: [x, z]");
        check("a: [x, y]", drop, "a: [x]");
        check("a:\n- x\n- y", drop, "a:\n- x\n");
    }

    #[test]
    fn entries_are_removed_with_their_lines() {
        let drop = |text: &str, root: &Node| remove_entry(text, root, "b");
        check("a: 1\nb:\n  - x # of b\n# of c\nc: 2\n", drop, "a: 1\n# of c\nc: 2\n");
        check("a: 1\nb: |\n  x\n", drop, "a: 1\n");
    }

    #[test]
    fn texts_that_would_be_read_as_something_else_are_quoted() {
        for (text, want) in [("id", "id"), ("1", "\"1\""), ("yes", "\"yes\""), ("a: b", "\"a: b\""), ("say \"x\"", "\"say \\\"x\\\"\"")] {
            assert_eq!(Piece::text(text), Piece::Scalar(want.to_owned()));
        }
    }
}
