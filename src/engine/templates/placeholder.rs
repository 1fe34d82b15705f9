//! sqlfluff's placeholder and python templaters: parameters that a driver or `str.format` would fill in.

use std::sync::Arc;

use serde_json::Value as Json;

use super::Renderer;
use super::substitution::{Substitution, substitute};
use crate::config::PlaceholderSettings;
use crate::jinja::{ProblemKind, Rendered, TemplateProblem, literal_tree};
use crate::syntax::Tree;
use crate::text::{FileId, TextRange};

/// One way to write a parameter: what it begins with, what may follow, and what may not stand before it.
struct Style {
    name: &'static str,
    opening: &'static str,
    closing: Closing,
    word: fn(u8) -> bool,
    /// A parameter does not begin after a word or a colon: `a::b` is a cast.
    apart: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Closing {
    /// The parameter ends with its name.
    Nothing,
    /// It must be followed by this.
    Must(&'static str),
    /// The name may stand in braces.
    Braces,
    /// The name may stand in quotes.
    Quotes,
    /// There is no name: the whole parameter is its opening, and its name is its number.
    Nameless,
}

const fn word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

const fn digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}

const fn word_or_dash(byte: u8) -> bool {
    word(byte) || byte == b'-'
}

const fn word_or_colon(byte: u8) -> bool {
    word(byte) || byte == b':'
}

const fn word_or_dot(byte: u8) -> bool {
    word(byte) || byte == b'.'
}

const STYLES: &[Style] = &[
    Style { name: "colon", opening: ":", closing: Closing::Nothing, word, apart: true },
    Style { name: "colon_nospaces", opening: ":", closing: Closing::Nothing, word, apart: false },
    Style { name: "colon_optional_quotes", opening: ":", closing: Closing::Quotes, word, apart: true },
    Style { name: "numeric_colon", opening: ":", closing: Closing::Nothing, word: digit, apart: true },
    Style { name: "pyformat", opening: "%(", closing: Closing::Must(")s"), word, apart: true },
    Style { name: "dollar", opening: "$", closing: Closing::Braces, word, apart: true },
    Style { name: "databricks", opening: "$", closing: Closing::Braces, word: word_or_dot, apart: true },
    Style { name: "dollar_surround", opening: "$", closing: Closing::Must("$"), word: word_or_dash, apart: true },
    Style { name: "flyway_var", opening: "${", closing: Closing::Must("}"), word: word_or_colon, apart: false },
    Style { name: "question_mark", opening: "?", closing: Closing::Nameless, word, apart: true },
    Style { name: "numeric_dollar", opening: "$", closing: Closing::Braces, word: digit, apart: true },
    Style { name: "percent", opening: "%s", closing: Closing::Nameless, word, apart: true },
    Style { name: "ampersand", opening: "&", closing: Closing::Braces, word, apart: false },
];

impl Style {
    /// The parameter at `at`: its end and the range of its name.
    fn read<'t>(&self, text: &'t str, at: usize) -> Option<(usize, &'t str)> {
        let bytes = text.as_bytes();
        let before = at.checked_sub(1).map(|before| bytes[before]);
        if before.is_some_and(|byte| if self.apart { word(byte) || byte == b':' || byte == b'\\' } else { byte == bytes[at] }) {
            return None;
        }
        let mut end = at + self.opening.len();
        if self.closing == Closing::Nameless {
            return Some((end, &text[end..end]));
        }
        let quote = match self.closing {
            Closing::Braces => (bytes.get(end) == Some(&b'{')).then_some(b'}'),
            Closing::Quotes => bytes.get(end).copied().filter(|byte| matches!(byte, b'"' | b'\'')),
            _ => None,
        };
        end += usize::from(quote.is_some());
        let start = end;
        while bytes.get(end).is_some_and(|&byte| (self.word)(byte)) {
            end += 1;
        }
        let name = text.get(start..end).filter(|name| !name.is_empty())?;
        if let Some(quote) = quote {
            end += usize::from(*bytes.get(end)? == quote);
        }
        if let Closing::Must(closing) = self.closing {
            text[end..].starts_with(closing).then_some(())?;
            end += closing.len();
        }
        Some((end, name))
    }
}

/// `templater = placeholder`
pub struct PlaceholderRenderer<'a> {
    settings: &'a PlaceholderSettings,
}

impl<'a> PlaceholderRenderer<'a> {
    #[must_use]
    pub const fn new(settings: &'a PlaceholderSettings) -> Self {
        Self { settings }
    }

    /// A parameter without a value prints its own name.
    fn value(&self, name: &str) -> String {
        self.settings.values.iter().find(|(known, _)| known == name).map_or_else(|| name.to_owned(), |(_, value)| value.clone())
    }

    fn by_style(&self, style: &Style, text: &str) -> Vec<Substitution> {
        let mut found: Vec<Substitution> = Vec::new();
        let mut at = 0;
        while let Some(next) = text[at..].find(style.opening) {
            let start = at + next;
            match style.read(text, start) {
                Some((end, name)) => {
                    let number = (found.len() + 1).to_string();
                    let value = self.value(if name.is_empty() { &number } else { name });
                    found.push(Substitution { source: TextRange::from(start..end), text: value });
                    at = end;
                }
                None => at = start + style.opening.len(),
            }
        }
        found
    }

    fn by_pattern(&self, pattern: &fancy_regex::Regex, text: &str) -> Vec<Substitution> {
        let mut found: Vec<Substitution> = Vec::new();
        for captures in pattern.captures_iter(text).map_while(Result::ok) {
            let Some(whole) = captures.get(0).filter(|whole| !whole.as_str().is_empty()) else { continue };
            let number = (found.len() + 1).to_string();
            let name = captures.name("param_name").map_or(number.as_str(), |name| name.as_str());
            found.push(Substitution { source: TextRange::from(whole.start()..whole.end()), text: self.value(name) });
        }
        found
    }
}

impl Renderer for PlaceholderRenderer<'_> {
    fn render(&self, file: FileId, text: &Arc<str>, accept: &mut dyn FnMut(Rendered) -> bool) -> Tree {
        let style = self.settings.style.as_deref();
        let known = style.and_then(|name| STYLES.iter().find(|style| style.name == name));
        let custom = self.settings.regex.as_ref().and_then(|pattern| fancy_regex::Regex::new(pattern.as_str()).ok());
        let (found, problem) = match (custom, known) {
            (Some(pattern), _) => (self.by_pattern(&pattern, text), None),
            (None, Some(style)) => (self.by_style(style, text), None),
            (None, None) => (Vec::new(), Some(no_style(style))),
        };
        let problem =
            problem.map(|message| TemplateProblem { kind: ProblemKind::Failed, message, file, range: TextRange::empty(0), frame: 0 });
        accept(substitute(file, text, &found, problem.into_iter().collect()));
        literal_tree(text)
    }
}

fn no_style(style: Option<&str>) -> String {
    let known: Vec<&str> = STYLES.iter().map(|style| style.name).collect();
    let said = style.map_or_else(|| "no `param_style` is set".to_owned(), |style| format!("there is no `param_style` called `{style}`"));
    format!("{said} for the placeholder templater: use one of {}, or `param_regex`", known.join(", "))
}

/// `templater = python`: `{name}` as `str.format` reads it.
pub struct PythonRenderer<'a> {
    context: &'a [(String, Json)],
}

impl<'a> PythonRenderer<'a> {
    #[must_use]
    pub const fn new(context: &'a [(String, Json)]) -> Self {
        Self { context }
    }

    fn value(&self, name: &str) -> Option<String> {
        let (_, value) = self.context.iter().find(|(known, _)| known == name)?;
        Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    }
}

impl Renderer for PythonRenderer<'_> {
    fn render(&self, file: FileId, text: &Arc<str>, accept: &mut dyn FnMut(Rendered) -> bool) -> Tree {
        let mut found = Vec::new();
        let mut problems = Vec::new();
        let mut at = 0;
        while let Some(next) = text[at..].find(['{', '}']) {
            let start = at + next;
            let rest = &text[start..];
            if rest.starts_with("{{") || rest.starts_with("}}") {
                found.push(Substitution { source: TextRange::from(start..start + 2), text: rest[..1].to_owned() });
                at = start + 2;
            } else if let Some(end) = rest.strip_prefix('{').and_then(|rest| rest.find('}')) {
                let range = TextRange::from(start..start + end + 2);
                let name = rest[1..=end].split([':', '!', '.', '[']).next().unwrap_or_default();
                let value = self.value(name);
                if value.is_none() {
                    let message = format!("`{name}` is not in the context: add it below `[sqlfluff:templater:python:context]`");
                    problems.push(TemplateProblem { kind: ProblemKind::Undefined, message, file, range, frame: 0 });
                }
                found.push(Substitution { source: range, text: value.unwrap_or_else(|| name.to_owned()) });
                at = range.end() as usize;
            } else {
                at = start + 1;
            }
        }
        accept(substitute(file, text, &found, problems));
        literal_tree(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_find_their_parameters() {
        let cases = [
            ("colon", "a = :b and c::int", "a = b and c::int"),
            ("dollar", "from ${cat}.t where $x", "from cat.t where x"),
            ("pyformat", "x = %(name)s", "x = name"),
            ("percent", "x = %s and y = %s", "x = 1 and y = 2"),
            ("question_mark", "x = ?", "x = 1"),
            ("numeric_colon", "x = :1", "x = 1"),
            ("flyway_var", "${a:b}", "a:b"),
            ("ampersand", "&{a} & b && c", "a & b && c"),
            ("dollar_surround", "$a-b$", "a-b"),
            ("colon_optional_quotes", "x = :\"a\"", "x = a"),
        ];
        for (style, text, want) in cases {
            let settings = PlaceholderSettings { style: Some(style.to_owned()), ..PlaceholderSettings::default() };
            let mut have = String::new();
            PlaceholderRenderer::new(&settings).render(FileId(0), &text.into(), &mut |rendered| {
                have = rendered.text.to_string();
                true
            });
            assert_eq!(have, want, "{style}");
        }
    }
}
