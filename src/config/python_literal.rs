//! Values of sqlfluff's template contexts: Python literals, or plain text where they are none.

use serde_json::{Map, Number, Value};

/// How deep lists and dictionaries may be nested.
const DEPTH: u32 = 64;

/// What `text` stands for: a Python literal if it is one as a whole, else the text itself.
#[must_use]
pub fn evaluate(text: &str) -> Value {
    let trimmed = text.trim();
    let mut parser = Parser { rest: trimmed };
    match parser.value(0) {
        Some(value) if parser.rest.trim().is_empty() => value,
        // `true` and `none` are words of the format, not of Python.
        _ if trimmed.eq_ignore_ascii_case("true") => Value::Bool(true),
        _ if trimmed.eq_ignore_ascii_case("false") => Value::Bool(false),
        _ if trimmed.eq_ignore_ascii_case("none") => Value::Null,
        _ => Value::String(text.to_owned()),
    }
}

struct Parser<'t> {
    rest: &'t str,
}

impl Parser<'_> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn eat(&mut self, token: &str) -> bool {
        self.skip();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self, depth: u32) -> Option<Value> {
        if depth > DEPTH {
            return None;
        }
        self.skip();
        match self.rest.chars().next()? {
            '\'' | '"' => self.string().map(Value::String),
            '[' => self.sequence("[", "]", depth).map(|(items, _)| Value::Array(items)),
            '(' => {
                let (mut items, comma) = self.sequence("(", ")", depth)?;
                if items.len() == 1 && !comma { items.pop() } else { Some(Value::Array(items)) }
            }
            '{' => self.dictionary(depth),
            _ => self.word(),
        }
    }

    /// The items, and whether a comma ends them.
    fn sequence(&mut self, open: &str, close: &str, depth: u32) -> Option<(Vec<Value>, bool)> {
        self.eat(open);
        let mut items = Vec::new();
        let mut comma = false;
        while !self.eat(close) {
            if !items.is_empty() && !comma {
                return None;
            }
            items.push(self.value(depth + 1)?);
            comma = self.eat(",");
        }
        Some((items, comma))
    }

    fn dictionary(&mut self, depth: u32) -> Option<Value> {
        self.eat("{");
        let mut map = Map::new();
        let mut comma = true;
        while !self.eat("}") {
            if !comma {
                return None;
            }
            let key = match self.value(depth + 1)? {
                Value::String(key) => key,
                other => other.to_string(),
            };
            if !self.eat(":") {
                return None;
            }
            let value = self.value(depth + 1)?;
            map.insert(key, value);
            comma = self.eat(",");
        }
        Some(Value::Object(map))
    }

    fn string(&mut self) -> Option<String> {
        let quote = self.rest.chars().next()?;
        let mut out = String::new();
        let mut characters = self.rest.char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            match character {
                '\\' => match characters.next()?.1 {
                    'n' => out.push('\n'),
                    't' => out.push('\t'),
                    other @ ('\\' | '\'' | '"') => out.push(other),
                    other => out.extend(['\\', other]),
                },
                _ if character == quote => {
                    self.rest = &self.rest[at + character.len_utf8()..];
                    return Some(out);
                }
                _ => out.push(character),
            }
        }
        None
    }

    fn word(&mut self) -> Option<Value> {
        let end =
            self.rest.find(|character: char| !character.is_ascii_alphanumeric() && !"+-._".contains(character)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        let value = match word {
            "True" => Value::Bool(true),
            "False" => Value::Bool(false),
            "None" => Value::Null,
            _ if word.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first)) => match word.parse::<i64>() {
                Ok(number) => Value::Number(number.into()),
                Err(_) => Value::Number(Number::from_f64(word.parse().ok()?)?),
            },
            _ => return None,
        };
        self.rest = rest;
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn evaluates_literals_and_keeps_text() {
        for (text, want) in [
            ("['a', \"b\", 1]", json!(["a", "b", 1])),
            ("[['aa', 'ab'], []]", json!([["aa", "ab"], []])),
            ("(1, 2,)", json!([1, 2])),
            ("(1)", json!(1)),
            ("{'a': {'b': -1.5}, 2: None}", json!({"a": {"b": -1.5}, "2": null})),
            ("\"quoted\"", json!("quoted")),
            ("'it\\'s'", json!("it's")),
            ("10", json!(10)),
            ("True", json!(true)),
            ("true", json!(true)),
            ("none", json!(null)),
            ("foobar", json!("foobar")),
            ("bq-business.user.orders", json!("bq-business.user.orders")),
            ("['a', b]", json!("['a', b]")),
            ("'a' 'b", json!("'a' 'b")),
            ("", json!("")),
            ("'123'", json!("123")),
            ("2020-01-01", json!("2020-01-01")),
        ] {
            assert_eq!(evaluate(text), want, "{text}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let deep = "[".repeat(10_000);
        assert_eq!(evaluate(&deep), Value::String(deep.clone()));
    }
}
