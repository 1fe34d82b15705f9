//! Text cut into lines and set anew: `indent`, `wordwrap`, `truncate`, `splitlines`, `expandtabs`.

use super::{CallArguments, Fault};
use crate::jinja::value::{as_text, truth};

/// The lines of a text as Python cuts them, with their ends where asked for.
pub(super) fn lines(text: &str, keep_ends: bool) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if !matches!(character, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            continue;
        }
        let mut end = at + character.len_utf8();
        if character == '\r' && characters.peek().is_some_and(|(_, next)| *next == '\n') {
            characters.next();
            end += 1;
        }
        found.push(&text[start..if keep_ends { end } else { at }]);
        start = end;
    }
    if start < text.len() {
        found.push(&text[start..]);
    }
    found
}

/// Spaces up to the next multiple of `width` for each tab.
pub(super) fn expand_tabs(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    for character in text.chars() {
        match character {
            '\t' if width > 0 => {
                let missing = width - column % width;
                out.extend(std::iter::repeat_n(' ', missing));
                column += missing;
            }
            '\t' => {}
            '\n' | '\r' => {
                out.push(character);
                column = 0;
            }
            _ => {
                out.push(character);
                column += 1;
            }
        }
    }
    out
}

/// What stands before each line, and how the lines are joined.
pub(super) struct Indentation {
    pub width: String,
    first: bool,
    blank: bool,
}

impl Indentation {
    pub fn of(arguments: &CallArguments) -> Self {
        let width = match arguments.get(0, "width") {
            Some(given) => as_text(given).map_or_else(|| " ".repeat(given.as_usize().unwrap_or(4).min(1000)), str::to_owned),
            None => "    ".to_owned(),
        };
        let first = arguments.get(1, "first").is_some_and(truth);
        let blank = arguments.get(2, "blank").is_some_and(truth);
        Self { width, first, blank }
    }

    pub fn apply(&self, text: &str) -> String {
        // The line end at the end keeps a last line that is empty.
        let held = format!("{text}\n");
        let mut out = String::with_capacity(text.len());
        if self.first {
            out.push_str(&self.width);
        }
        for (at, line) in lines(&held, false).into_iter().enumerate() {
            if at > 0 {
                out.push('\n');
                if self.blank || !line.is_empty() {
                    out.push_str(&self.width);
                }
            }
            out.push_str(line);
        }
        out
    }
}

/// `truncate`, for a text that is longer than what is wanted.
pub(super) fn truncated(text: &str, arguments: &CallArguments) -> String {
    let length = arguments.get(0, "length").and_then(minijinja::Value::as_usize).unwrap_or(255);
    let whole_words = !arguments.get(1, "killwords").is_some_and(truth);
    let end = arguments.text(2, "end").unwrap_or("...");
    let leeway = arguments.given(3, "leeway").and_then(minijinja::Value::as_usize).unwrap_or(5);
    if text.chars().count() <= length.saturating_add(leeway) {
        return text.to_owned();
    }
    let kept: String = text.chars().take(length.saturating_sub(end.chars().count())).collect();
    let kept = if whole_words { kept.rsplit_once(' ').map_or(kept.as_str(), |(before, _)| before) } else { &kept };
    format!("{kept}{end}")
}

/// `wordwrap`: lines of at most `width` characters, broken at white space and after hyphens.
pub(super) fn wrapped(text: &str, arguments: &CallArguments) -> Result<String, Fault> {
    let width = arguments.get(0, "width").and_then(minijinja::Value::as_usize).unwrap_or(79);
    if width == 0 {
        return Err(Fault::failed("`wordwrap` takes a width of at least one"));
    }
    let break_words = arguments.get(1, "break_long_words").is_none_or(truth);
    let separator = arguments.given(2, "wrapstring").and_then(as_text).unwrap_or("\n");
    let hyphens = arguments.get(3, "break_on_hyphens").is_none_or(truth);
    let paragraphs = lines(text, false).into_iter().map(|line| wrap_line(line, width, break_words, hyphens).join(separator));
    Ok(paragraphs.collect::<Vec<_>>().join(separator))
}

fn wrap_line(line: &str, width: usize, break_words: bool, hyphens: bool) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    let mut row = String::new();
    let mut room = width;
    for chunk in chunks(line, hyphens) {
        let size = chunk.chars().count();
        if size <= room {
            row.push_str(chunk);
            room -= size;
            continue;
        }
        let mut rest = chunk;
        if size > width && break_words {
            let cut = rest.char_indices().nth(room).map_or(rest.len(), |(at, _)| at);
            row.push_str(&rest[..cut]);
            rest = &rest[cut..];
        }
        finish(&mut rows, &mut row);
        while break_words && rest.chars().count() > width {
            let cut = rest.char_indices().nth(width).map_or(rest.len(), |(at, _)| at);
            rows.push(rest[..cut].to_owned());
            rest = &rest[cut..];
        }
        // White space between two lines goes.
        if !rest.trim().is_empty() {
            row.push_str(rest);
        }
        room = width.saturating_sub(row.chars().count());
    }
    finish(&mut rows, &mut row);
    rows
}

fn finish(rows: &mut Vec<String>, row: &mut String) {
    let kept = row.trim_end();
    if !kept.is_empty() {
        rows.push(kept.to_owned());
    }
    row.clear();
}

/// Words, the white space between them, and the parts of words with hyphens.
fn chunks(line: &str, hyphens: bool) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, character) in line.char_indices() {
        let edge = before.is_some_and(|before| {
            before.is_whitespace() != character.is_whitespace() || hyphens && before == '-' && character.is_alphabetic() && at - start > 1
        });
        if edge {
            found.push(&line[start..at]);
            start = at;
        }
        before = Some(character);
    }
    if start < line.len() {
        found.push(&line[start..]);
    }
    found
}
