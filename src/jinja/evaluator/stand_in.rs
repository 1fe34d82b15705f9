//! What stands in the SQL for a value of which nothing is known: chosen by the text around it, so that what is left still parses.
//!
//! Knows words and brackets, not SQL. Between tokens after which no operand can stand, nothing is written at all.

use crate::jinja::value::UnknownKind;

/// A common table expression of its own, for a list of them.
const UNKNOWN_EXPRESSION: &str = "unknown_expression as (select * from unknown_relation)";

/// Words after which a relation is named.
const BEFORE_RELATION: &[&str] = &["from", "join", "into", "table", "update", "using", "describe"];
/// Words after which a whole query stands.
const BEFORE_QUERY: &[&str] = &["union", "except", "intersect", "minus"];
/// Words after which an operand stands.
const BEFORE_OPERAND: &[&str] = &[
    "all", "and", "any", "as", "between", "by", "call", "case", "default", "distinct", "else", "elseif", "escape", "having", "if", "ilike",
    "in", "interval", "is", "like", "limit", "not", "offset", "on", "or", "over", "qualify", "regexp", "return", "rlike", "select", "set",
    "some", "then", "top", "values", "when", "where", "while", "with",
];
/// Words that begin a statement.
const STATEMENT: &[&str] = &[
    "alter", "begin", "call", "create", "declare", "delete", "drop", "grant", "insert", "merge", "select", "set", "truncate", "update",
    "use", "with",
];
/// Words that go on with a query after its relations.
const CLAUSE: &[&str] =
    &["cross", "full", "group", "having", "inner", "join", "left", "limit", "natural", "order", "qualify", "right", "where", "window"];

/// What a text means for what comes after it; text is read once, however often that is asked.
#[derive(Debug)]
pub(in crate::jinja) struct Surroundings {
    read: usize,
    inside: Inside,
    levels: Vec<Level>,
}

impl Surroundings {
    /// As before any text.
    pub fn clear(&mut self) {
        self.read = 0;
        self.inside = Inside::Code;
        self.levels.clear();
        self.levels.push(Level::default());
    }
}

impl Default for Surroundings {
    fn default() -> Self {
        Self { read: 0, inside: Inside::Code, levels: vec![Level::default()] }
    }
}

/// What the text read so far ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    Code,
    Quotes(u8),
    LineComment,
    BlockComment,
}

/// A pair of brackets, or the whole text.
#[derive(Debug, Default)]
struct Level {
    /// The word before the opening bracket.
    opener: Last,
    /// `with` came first, and its main query has not begun.
    lists_expressions: bool,
    last: Last,
}

/// The last token of a level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Nothing,
    With,
    As,
    Over,
    Relation,
    Query,
    Operand,
    Comma,
    /// A dot or an operator.
    Operator,
    /// Something that is complete: a name, a number, a closed bracket, `end`.
    Complete,
    Closed,
}

impl Surroundings {
    /// What to write after `before`, with `after` behind it. `outermost` says that `before` is all there is: no macro's
    /// text that others go on with.
    pub fn stand_in(&mut self, before: &str, after: &str, outermost: bool) -> &'static str {
        self.advance(before);
        let glued = before.ends_with(is_word) || after.starts_with(is_word) || after.starts_with(['.', '"', '`', '\'']);
        if glued || self.inside != Inside::Code {
            return UnknownKind::Scalar.stand_in();
        }
        let Some(level) = self.levels.last() else { return UnknownKind::Scalar.stand_in() };
        let next = Next::of(after);
        let kind = match level.last {
            Last::Nothing if self.levels.len() == 1 => match next {
                _ if !outermost => UnknownKind::Scalar,
                Next::Statement | Next::Bracket => UnknownKind::Raised,
                Next::Nothing | Next::Close | Next::Set | Next::Clause => UnknownKind::Query,
                Next::Comma | Next::As | Next::Other => UnknownKind::Scalar,
            },
            Last::Nothing => match (level.opener, next) {
                (Last::As | Last::Relation | Last::Query, Next::Statement) | (Last::Over, Next::Clause | Next::Other) => {
                    UnknownKind::Raised
                }
                (
                    Last::As | Last::Relation | Last::Query | Last::With | Last::Comma | Last::Nothing,
                    Next::Close | Next::Nothing | Next::Set,
                ) => UnknownKind::Query,
                _ => UnknownKind::Scalar,
            },
            Last::With | Last::Comma if level.lists_expressions => {
                return if next == Next::As { UnknownKind::Scalar.stand_in() } else { UNKNOWN_EXPRESSION };
            }
            Last::Relation => UnknownKind::Relation,
            Last::Query => UnknownKind::Query,
            Last::Closed if level.lists_expressions && matches!(next, Next::Nothing | Next::Close | Next::Set) => UnknownKind::Query,
            Last::Complete | Last::Closed => UnknownKind::Raised,
            Last::With | Last::As | Last::Over | Last::Operand | Last::Comma | Last::Operator => UnknownKind::Scalar,
        };
        kind.stand_in()
    }

    fn advance(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = self.read.min(bytes.len());
        while at < bytes.len() {
            at = match self.inside {
                Inside::Quotes(mark) => self.skip_to(bytes, at, &[mark]),
                Inside::LineComment => self.skip_to(bytes, at, b"\n"),
                Inside::BlockComment => self.skip_to(bytes, at, b"*/"),
                Inside::Code => self.token(text, at),
            };
        }
        self.read = at;
    }

    fn skip_to(&mut self, bytes: &[u8], at: usize, end: &[u8]) -> usize {
        let found = bytes[at..].windows(end.len()).position(|window| window == end);
        if found.is_some() {
            self.inside = Inside::Code;
        }
        found.map_or(bytes.len(), |found| at + found + end.len())
    }

    fn token(&mut self, text: &str, at: usize) -> usize {
        let bytes = text.as_bytes();
        let two = bytes.get(at..at + 2).unwrap_or_default();
        match bytes[at] {
            b'-' if two == b"--" => self.enter(Inside::LineComment),
            b'/' if two == b"/*" => self.enter(Inside::BlockComment),
            mark @ (b'\'' | b'"' | b'`') => {
                self.enter(Inside::Quotes(mark));
                self.set(Last::Complete);
            }
            b'(' | b'[' => {
                let opener = self.levels.last().map(|level| level.last).unwrap_or_default();
                self.levels.push(Level { opener, ..Level::default() });
            }
            b')' | b']' => {
                if self.levels.len() > 1 {
                    self.levels.pop();
                }
                self.set(Last::Closed);
            }
            b',' => self.set(Last::Comma),
            b';' => {
                self.levels.clear();
                self.levels.push(Level::default());
            }
            // `select *`, `a.*`, `count(*)`: the star is complete where an operand could stand.
            b'*' => {
                let last = self.levels.last().map(|level| level.last).unwrap_or_default();
                self.set(if matches!(last, Last::Complete | Last::Closed) { Last::Operator } else { Last::Complete });
            }
            byte if byte.is_ascii_whitespace() => {}
            _ => {
                let length = text[at..].find(|character| !is_word(character)).unwrap_or(text.len() - at);
                if length == 0 {
                    self.set(Last::Operator);
                    return at + text[at..].chars().next().map_or(1, char::len_utf8);
                }
                self.word(&text[at..at + length]);
                return at + length;
            }
        }
        at + if matches!(self.inside, Inside::LineComment | Inside::BlockComment) { 2 } else { 1 }
    }

    fn enter(&mut self, inside: Inside) {
        self.inside = inside;
    }

    fn set(&mut self, last: Last) {
        if let Some(level) = self.levels.last_mut() {
            level.last = last;
        }
    }

    fn word(&mut self, word: &str) {
        let is = |words: &[&str]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
        let Some(level) = self.levels.last_mut() else { return };
        if is(&["with"]) && level.last == Last::Nothing {
            level.lists_expressions = true;
        } else if level.lists_expressions && is(&["select", "insert", "update", "delete", "merge"]) {
            level.lists_expressions = false;
        }
        level.last = match level.last {
            // After a dot every word is a name.
            Last::Operator if word.as_bytes()[0].is_ascii_digit() => Last::Complete,
            Last::Query if is(&["all", "distinct"]) => Last::Query,
            _ if is(&["with"]) => Last::With,
            _ if is(&["as"]) => Last::As,
            _ if is(&["over"]) => Last::Over,
            _ if is(BEFORE_RELATION) => Last::Relation,
            _ if is(BEFORE_QUERY) => Last::Query,
            _ if is(BEFORE_OPERAND) => Last::Operand,
            _ => Last::Complete,
        };
    }
}

/// How the text behind a tag goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Nothing,
    Close,
    Comma,
    Bracket,
    As,
    /// `union` and its like.
    Set,
    Statement,
    /// A clause that follows a `from`.
    Clause,
    Other,
}

impl Next {
    fn of(after: &str) -> Self {
        let after = literal(after);
        let word = after.split(|character| !is_word(character)).next().unwrap_or_default();
        let is = |words: &[&str]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
        match after.chars().next() {
            None | Some(';') => Self::Nothing,
            Some(')') => Self::Close,
            Some(',') => Self::Comma,
            Some('(') => Self::Bracket,
            _ if is(&["as"]) => Self::As,
            _ if is(BEFORE_QUERY) => Self::Set,
            _ if is(STATEMENT) => Self::Statement,
            _ if is(CLAUSE) => Self::Clause,
            _ => Self::Other,
        }
    }
}

/// The first literal text of a template: white space, comments and tags that print nothing are left out.
fn literal(mut text: &str) -> &str {
    loop {
        text = text.trim_start();
        let silent = text.strip_prefix("{{").is_some_and(|tag| tag.trim_start_matches('-').trim_start().starts_with("config("));
        let end = match text.get(..2) {
            Some("{#") => "#}",
            Some("{%") => "%}",
            Some("{{") if silent => "}}",
            Some("--") => "\n",
            Some("/*") => "*/",
            _ => return text,
        };
        let Some(found) = text.find(end) else { return "" };
        text = &text[found + end.len()..];
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_around_decides_what_stands_in() {
        // `?` is the tag of which nothing is known.
        let cases = [
            ("?", "select * from unknown_relation"),
            ("{# x #}?\n", "select * from unknown_relation"),
            ("? select 1", ""),
            ("? {{ config(a=1) }} with a as (select 1)", ""),
            ("? where x", "select * from unknown_relation"),
            ("select * from ?", "unknown_relation"),
            ("select * from ?.b", "unknown_value"),
            ("select * from a.?", "unknown_value"),
            ("select a from b join ? on c", "unknown_relation"),
            ("select ? from b", "unknown_value"),
            ("select a, ? from b", "unknown_value"),
            ("select a ? from b", ""),
            ("select * ? from b", ""),
            ("select a * ? from b", "unknown_value"),
            ("select a from b ?", ""),
            ("select a from b where ?", "unknown_value"),
            ("select a from b where c in (1) ?", ""),
            ("select a from b where c in (?)", "unknown_value"),
            ("select count(?) from b", "unknown_value"),
            ("select sum(a) over (? order by b)", ""),
            ("select sum(a) over (?)", "unknown_value"),
            ("select '?' from b", "unknown_value"),
            ("select a_? from b", "unknown_value"),
            ("select a -- not ' b\n, ? from c", "unknown_value"),
            ("with a as (?) select 1", "select * from unknown_relation"),
            ("with a as (\n?\n), b as (select 1) select 1", "select * from unknown_relation"),
            ("with a as (? select 1) select 1", ""),
            ("with a as (select 1) ?", "select * from unknown_relation"),
            ("with a as (select 1) ? select 1", ""),
            ("with a as (select 1), ?", UNKNOWN_EXPRESSION),
            ("with ? as (select 1) select 1", "unknown_value"),
            ("with ? select 1", UNKNOWN_EXPRESSION),
            ("select 1 union all ?", "select * from unknown_relation"),
            ("select * from (?) as a", "select * from unknown_relation"),
            ("select 1; ?", "select * from unknown_relation"),
            ("select a from b order by ?", "unknown_value"),
            ("select cast(a as ?)", "unknown_value"),
        ];
        for (text, want) in cases {
            let (before, after) = text.split_once('?').unwrap();
            assert_eq!(Surroundings::default().stand_in(literal(before), after, true), want, "{text}");
        }
        assert_eq!(Surroundings::default().stand_in("", "", false), "unknown_value");
    }

    #[test]
    fn text_is_read_bit_by_bit() {
        let mut around = Surroundings::default();
        assert_eq!(around.stand_in("select ", ", ", true), "unknown_value");
        assert_eq!(around.stand_in("select unknown_value, 'a", "'", true), "unknown_value");
        assert_eq!(around.stand_in("select unknown_value, 'a' from ", "", true), "unknown_relation");
    }
}
