//! Text to tokens: literal data, comments, and what stands inside tags, white space included. The tokens tile the text.
//!
//! Knows no grammar, apart from where a tag ends and that `raw` and `docs` blocks hold no tags.

use crate::syntax::{SyntaxError, SyntaxKind, TokenId, Tokens};
use crate::text::TextRange;

/// The tokens of a template and what could not be read as one.
#[derive(Debug)]
pub(super) struct Lexed {
    pub tokens: Tokens,
    pub errors: Vec<SyntaxError>,
}

/// White space as Python's `str.isspace` has it.
pub(super) fn is_space(character: char) -> bool {
    character.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&character)
}

/// Characters that a name can hold, as Python has it.
fn is_word(character: char) -> bool {
    character == '_' || character.is_alphanumeric()
}

/// Operators of more than one character come first.
const OPERATORS: [&str; 30] = [
    "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":", "|", ",", ";",
    "!", "&", "^", "@",
];

/// How many of [`OPERATORS`] Jinja knows; the rest are tokens only so that an error message can name them.
const KNOWN_OPERATORS: usize = 26;

/// How many times over a text may be read for tags that are not closed, so that no text takes more than linear time.
const MAX_READINGS: usize = 8;

pub(super) fn lex(text: &str) -> Lexed {
    let mut lexer = Lexer { text, at: 0, kinds: Vec::new(), starts: Vec::new(), errors: Vec::new(), in_vain: 0 };
    while lexer.at < text.len() {
        lexer.data();
    }
    let mut starts = lexer.starts;
    starts.push(offset(text.len()));
    Lexed { tokens: Tokens::new(lexer.kinds, &starts), errors: lexer.errors }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    kinds: Vec<SyntaxKind>,
    starts: Vec<u32>,
    errors: Vec<SyntaxError>,
    /// How many bytes were read for tags that turned out not to be closed.
    in_vain: usize,
}

/// The two kinds of tags that hold expressions.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Delimiter {
    Statement,
    Output,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn push(&mut self, kind: SyntaxKind, length: usize) {
        if length > 0 {
            self.kinds.push(kind);
            self.starts.push(offset(self.at));
            self.at += length;
        }
    }

    fn error(&mut self, start: usize, end: usize, message: &str) {
        self.errors.push(SyntaxError { range: TextRange::new(offset(start), offset(end)), message: message.to_owned() });
    }

    /// Literal text up to the next opener, and then that tag or comment.
    fn data(&mut self) {
        let length = next_opener(self.rest()).unwrap_or(self.rest().len());
        self.push(SyntaxKind::JinjaData, length);
        match self.rest().as_bytes().get(1) {
            Some(b'#') => self.comment(),
            Some(b'%') => self.tag(Delimiter::Statement),
            Some(b'{') => self.tag(Delimiter::Output),
            _ => {}
        }
    }

    fn comment(&mut self) {
        let length = self.rest().find("#}").map(|at| at + 2);
        if length.is_none() {
            self.error(self.at, self.text.len(), "the comment is not closed");
        }
        self.push(SyntaxKind::JinjaComment, length.unwrap_or(self.rest().len()));
    }

    fn tag(&mut self, delimiter: Delimiter) {
        let start = self.at;
        let tokens = self.kinds.len();
        let errors = self.errors.len();
        let mark = self.rest()[2..].starts_with(['-', '+']);
        self.push(SyntaxKind::JinjaStart, 2 + usize::from(mark));
        let may_try = self.in_vain <= self.text.len() * MAX_READINGS;
        if !may_try || !self.inside(delimiter, self.text.len()) {
            // Not closed: it ends with its line, or where the next tag begins, so that the rest can be read.
            self.kinds.truncate(tokens + 1);
            self.starts.truncate(tokens + 1);
            self.errors.truncate(errors);
            self.in_vain += self.at - start;
            self.at = start + 2 + usize::from(mark);
            let end = self.at + line_or_opener(self.rest());
            self.error(start, end, "the tag is not closed");
            self.inside(delimiter, end);
            return;
        }
        if delimiter == Delimiter::Statement {
            self.verbatim_body(tokens);
        }
    }

    /// Tokens up to the tag's end; `false` when `limit` came first. A wrong closing delimiter closes too.
    fn inside(&mut self, delimiter: Delimiter, limit: usize) -> bool {
        let mut brackets: Vec<u8> = Vec::new();
        while self.at < limit {
            if brackets.is_empty()
                && let Some((length, fits)) = closing(self.rest(), delimiter)
            {
                if !fits {
                    self.error(self.at, self.at + length, "the tag ends with the wrong delimiter");
                }
                self.push(SyntaxKind::JinjaEnd, length);
                return true;
            }
            let Some(first) = self.rest().chars().next() else { break };
            match first {
                '\n' => self.push(SyntaxKind::Newline, 1),
                '\r' if self.rest().starts_with("\r\n") => self.push(SyntaxKind::Newline, 2),
                _ if is_space(first) => self.white_space(),
                '"' | '\'' => self.string(first, limit),
                '0'..='9' => self.number(),
                _ if is_word(first) => {
                    let length = self.rest().find(|character| !is_word(character)).unwrap_or(self.rest().len());
                    self.push(SyntaxKind::JinjaName, length);
                }
                _ => self.operator(first, &mut brackets),
            }
        }
        false
    }

    fn white_space(&mut self) {
        let ends = |character: char| !is_space(character) || character == '\n' || character == '\r';
        let length = self.rest().find(ends).unwrap_or(self.rest().len());
        self.push(SyntaxKind::Whitespace, length.max(1));
    }

    fn string(&mut self, quote: char, limit: usize) {
        let mut escaped = false;
        for (at, character) in self.text[self.at..limit].char_indices().skip(1) {
            match character {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                _ if character == quote => {
                    self.push(SyntaxKind::JinjaString, at + 1);
                    return;
                }
                _ => {}
            }
        }
        self.error(self.at, self.at + 1, "the string is not closed");
        self.push(SyntaxKind::Unlexable, 1);
    }

    fn number(&mut self) {
        let after_dot = self.at > 0 && self.text.as_bytes()[self.at - 1] == b'.';
        let (length, float) = number_length(self.rest().as_bytes(), !after_dot);
        self.push(if float { SyntaxKind::JinjaFloat } else { SyntaxKind::JinjaInteger }, length);
    }

    fn operator(&mut self, first: char, brackets: &mut Vec<u8>) {
        let Some(place) = OPERATORS.iter().position(|operator| self.rest().starts_with(operator)) else {
            self.error(self.at, self.at + first.len_utf8(), "a character that means nothing in Jinja");
            self.push(SyntaxKind::Unlexable, first.len_utf8());
            return;
        };
        let operator = OPERATORS[place];
        match operator.as_bytes()[0] {
            open @ (b'(' | b'[' | b'{') => brackets.push(open),
            b')' | b']' | b'}' => {
                brackets.pop();
            }
            _ => {}
        }
        if place >= KNOWN_OPERATORS {
            self.error(self.at, self.at + operator.len(), "a character that means nothing in Jinja");
            self.push(SyntaxKind::Unlexable, operator.len());
        } else {
            self.push(SyntaxKind::JinjaOperator, operator.len());
        }
    }

    /// After `{% raw %}` and `{% docs name %}`: everything up to the end tag is literal.
    fn verbatim_body(&mut self, first: usize) {
        let name = (first + 1..self.kinds.len()).find(|&token| self.kinds[token] == SyntaxKind::JinjaName);
        let Some(name) = name else { return };
        let end = self.starts.get(name + 1).map_or(self.at, |&end| end as usize);
        let want = match &self.text[self.starts[name] as usize..end] {
            "raw" => "endraw",
            "docs" => "enddocs",
            _ => return,
        };
        let length = find_end_tag(self.rest(), want);
        if length.is_none() {
            self.error(self.starts[first] as usize, self.at, &format!("`{want}` is missing"));
        }
        self.push(SyntaxKind::JinjaData, length.unwrap_or(self.rest().len()));
    }
}

/// Where the first `{{`, `{%` or `{#` stands.
fn next_opener(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = text[from..].find('{').map(|at| at + from) {
        if matches!(bytes.get(at + 1), Some(b'{' | b'%' | b'#')) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

/// Where the line ends or the next opening delimiter stands, whichever comes first.
fn line_or_opener(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ends = |at: usize| bytes[at] == b'\n' || bytes[at] == b'{' && matches!(bytes.get(at + 1), Some(b'{' | b'%' | b'#'));
    (0..bytes.len()).find(|&at| ends(at)).unwrap_or(bytes.len())
}

/// The length of a closing delimiter at the start of `text`, and whether it is the one that fits.
fn closing(text: &str, delimiter: Delimiter) -> Option<(usize, bool)> {
    let (own, other) = match delimiter {
        Delimiter::Statement => ("%}", "}}"),
        Delimiter::Output => ("}}", "%}"),
    };
    let marked = match delimiter {
        Delimiter::Statement => text.strip_prefix(['-', '+']),
        Delimiter::Output => text.strip_prefix('-'),
    };
    if text.starts_with(own) {
        return Some((2, true));
    }
    if marked.is_some_and(|rest| rest.starts_with(own)) {
        return Some((3, true));
    }
    text.starts_with(other).then_some((2, false))
}

/// Where the tag `{% name %}` begins in `text`.
fn find_end_tag(text: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text[from..].find("{%").map(|at| at + from) {
        let inside = text[at + 2..].strip_prefix(['-', '+']).unwrap_or(&text[at + 2..]).trim_start_matches(is_space);
        if let Some(rest) = inside.strip_prefix(name) {
            let rest = rest.trim_start_matches(is_space);
            if rest.strip_prefix(['-', '+']).unwrap_or(rest).starts_with("%}") {
                return Some(at);
            }
        }
        from = at + 2;
    }
    None
}

/// The length of the number at the start of `bytes`, and whether it has a fraction or an exponent.
fn number_length(bytes: &[u8], float_allowed: bool) -> (usize, bool) {
    let digits = |from: usize, digit: fn(&u8) -> bool| {
        let mut at = from;
        loop {
            match bytes.get(at) {
                Some(byte) if digit(byte) => at += 1,
                Some(b'_') if at > from && bytes.get(at + 1).is_some_and(digit) => at += 2,
                _ => return at,
            }
        }
    };
    if bytes[0] == b'0'
        && let Some(prefix) = bytes.get(1)
    {
        let digit: Option<fn(&u8) -> bool> = match prefix.to_ascii_lowercase() {
            b'x' => Some(u8::is_ascii_hexdigit),
            b'o' => Some(|byte| (b'0'..=b'7').contains(byte)),
            b'b' => Some(|byte| matches!(byte, b'0' | b'1')),
            _ => None,
        };
        let from = 2 + usize::from(bytes.get(2) == Some(&b'_'));
        if let Some(digit) = digit
            && bytes.get(from).is_some_and(digit)
        {
            return (digits(from, digit), false);
        }
    }
    let mut end = digits(0, u8::is_ascii_digit);
    if !float_allowed {
        return (end, false);
    }
    let mut float = false;
    if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        end = digits(end + 1, u8::is_ascii_digit);
        float = true;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let from = end + 1 + usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        if bytes.get(from).is_some_and(u8::is_ascii_digit) {
            return (digits(from, u8::is_ascii_digit), true);
        }
    }
    (end, float)
}

/// Whether a token begins a tag whose neighbour on the left loses its white space.
pub(super) fn trims_left(text: &str, tokens: &Tokens, token: TokenId) -> bool {
    let written = &text[tokens.range(token).span()];
    match tokens.kind(token) {
        SyntaxKind::JinjaStart => written.ends_with('-'),
        SyntaxKind::JinjaComment => written.as_bytes().get(2) == Some(&b'-') && written.len() > 4,
        _ => false,
    }
}

/// Whether a token ends a tag whose neighbour on the right loses its white space.
pub(super) fn trims_right(text: &str, tokens: &Tokens, token: TokenId) -> bool {
    let written = &text[tokens.range(token).span()];
    match tokens.kind(token) {
        SyntaxKind::JinjaEnd => written.starts_with('-'),
        SyntaxKind::JinjaComment => written.len() > 4 && written.ends_with("-#}"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: &str) {
        let lexed = lex(text);
        let have: Vec<String> = (0..lexed.tokens.len())
            .map(|at| TokenId(offset(at)))
            .map(|token| {
                format!("{}:{}", lexed.tokens.kind(token).name().trim_start_matches("jinja_"), &text[lexed.tokens.range(token).span()])
            })
            .collect();
        assert_eq!(have.join(" "), want, "{:?}", lexed.errors);
    }

    #[test]
    fn tokens() {
        check("a{{- x }}b", "data:a start:{{- whitespace:  name:x whitespace:  end:}} data:b");
        check(
            "{%- if a == 'b' -%}",
            "start:{%- whitespace:  name:if whitespace:  name:a whitespace:  operator:== whitespace:  string:'b' whitespace:  end:-%}",
        );
        check(
            "{{ {'a': {}} }}",
            "start:{{ whitespace:  operator:{ string:'a' operator:: whitespace:  operator:{ operator:} operator:} whitespace:  end:}}",
        );
        check("{{ '}}' }}", "start:{{ whitespace:  string:'}}' whitespace:  end:}}");
        check("{# {{ #}{", "comment:{# {{ #} data:{");
        check("{{1_0.5e3-2}}", "start:{{ float:1_0.5e3 operator:- integer:2 end:}}");
        check("{{a.0.1}}", "start:{{ name:a operator:. integer:0 operator:. integer:1 end:}}");
        check(
            "{% raw -%}{{ x }}{% endraw %}",
            "start:{% whitespace:  name:raw whitespace:  end:-%} data:{{ x }} start:{% whitespace:  name:endraw whitespace:  end:%}",
        );
        check("a {{ b\nc", "data:a  start:{{ whitespace:  name:b data:\nc");
    }
}
