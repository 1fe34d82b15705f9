//! The small language of `unless`: `from.country == to.country and to.domain != 'core'`.
//!
//! `==`, `!=`, `in [...]`, `and`, `or`, `not`, brackets, texts in quotes, and `from.` or `to.` with a capture, `domain`, `project`,
//! `path` or `owner`. A side that is missing is equal to nothing.

/// A condition that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    Equal(Operand, Operand),
    Different(Operand, Operand),
    Among(Operand, Vec<Operand>),
    Not(Box<Condition>),
    All(Box<Condition>, Box<Condition>),
    Any(Box<Condition>, Box<Condition>),
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    Text(String),
    From(String),
    To(String),
}

/// Why a condition could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionError {
    /// Byte offset in the condition.
    pub at: usize,
    pub message: String,
}

/// Nested deeper than any policy; keeps the parser's recursion bounded.
const DEEPEST: u32 = 32;

impl Condition {
    /// Reads a condition.
    pub fn parse(text: &str) -> Result<Self, ConditionError> {
        let mut parser = Parser { text, at: 0, depth: 0 };
        let condition = parser.any()?;
        parser.blanks();
        if parser.at < text.len() { Err(parser.error("`and` or `or`")) } else { Ok(condition) }
    }

    /// Whether it holds; `from` and `to` say what their attributes are.
    pub fn holds<'t>(&'t self, from: &dyn Fn(&str) -> Option<&'t str>, to: &dyn Fn(&str) -> Option<&'t str>) -> bool {
        let value = |operand: &'t Operand| -> Option<&'t str> {
            match operand {
                Operand::Text(text) => Some(text.as_str()),
                Operand::From(name) => from(name),
                Operand::To(name) => to(name),
            }
        };
        let equal = |left: &'t Operand, right: &'t Operand| match (value(left), value(right)) {
            (Some(left), Some(right)) => left.eq_ignore_ascii_case(right),
            _ => false,
        };
        match self {
            Self::Equal(left, right) => equal(left, right),
            Self::Different(left, right) => !equal(left, right),
            Self::Among(left, list) => list.iter().any(|right| equal(left, right)),
            Self::Not(inner) => !inner.holds(from, to),
            Self::All(left, right) => left.holds(from, to) && right.holds(from, to),
            Self::Any(left, right) => left.holds(from, to) || right.holds(from, to),
        }
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: u32,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn error(&self, wanted: &str) -> ConditionError {
        ConditionError { at: self.at, message: format!("expected {wanted}") }
    }

    fn symbol(&mut self, symbol: &str) -> bool {
        self.blanks();
        let found = self.rest().starts_with(symbol);
        if found {
            self.at += symbol.len();
        }
        found
    }

    fn word(&mut self, word: &str) -> bool {
        self.blanks();
        let found = self.rest().strip_prefix(word).is_some_and(|after| !after.starts_with(is_name));
        if found {
            self.at += word.len();
        }
        found
    }

    fn any(&mut self) -> Result<Condition, ConditionError> {
        let mut left = self.all()?;
        while self.word("or") {
            left = Condition::Any(Box::new(left), Box::new(self.all()?));
        }
        Ok(left)
    }

    fn all(&mut self) -> Result<Condition, ConditionError> {
        let mut left = self.one()?;
        while self.word("and") {
            left = Condition::All(Box::new(left), Box::new(self.one()?));
        }
        Ok(left)
    }

    fn one(&mut self) -> Result<Condition, ConditionError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error("a flatter condition"));
        }
        let condition = if self.word("not") {
            Condition::Not(Box::new(self.one()?))
        } else if self.symbol("(") {
            let inner = self.any()?;
            if !self.symbol(")") {
                return Err(self.error("`)`"));
            }
            inner
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(condition)
    }

    fn comparison(&mut self) -> Result<Condition, ConditionError> {
        let left = self.operand()?;
        if self.symbol("==") {
            return Ok(Condition::Equal(left, self.operand()?));
        }
        if self.symbol("!=") {
            return Ok(Condition::Different(left, self.operand()?));
        }
        let negated = self.word("not");
        if self.word("in") && self.symbol("[") {
            let mut list = Vec::new();
            while !self.symbol("]") {
                list.push(self.operand()?);
                if !self.symbol(",") && !self.rest().trim_start().starts_with(']') {
                    return Err(self.error("`,` or `]`"));
                }
            }
            let among = Condition::Among(left, list);
            return Ok(if negated { Condition::Not(Box::new(among)) } else { among });
        }
        Err(self.error("`==`, `!=` or `in [...]`"))
    }

    fn operand(&mut self) -> Result<Operand, ConditionError> {
        self.blanks();
        if let Some(quote) = self.rest().chars().next().filter(|first| matches!(first, '\'' | '"')) {
            let Some((inside, _)) = self.rest()[1..].split_once(quote) else { return Err(self.error("a closing quote")) };
            self.at += inside.len() + 2;
            return Ok(Operand::Text(inside.to_owned()));
        }
        let side: fn(String) -> Operand = if self.symbol("from.") {
            Operand::From
        } else if self.symbol("to.") {
            Operand::To
        } else {
            return Err(self.error("`from.`, `to.` or a text in quotes"));
        };
        let length = self.rest().find(|character| !is_name(character)).unwrap_or(self.rest().len());
        if length == 0 {
            return Err(self.error("the name of a capture, `domain`, `project`, `path` or `owner`"));
        }
        let name = self.rest()[..length].to_owned();
        self.at += length;
        Ok(side(name))
    }
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<bool, String> {
        let condition = Condition::parse(text).map_err(|error| format!("{}: {}", error.at, error.message))?;
        let from = |name: &str| (name == "country").then_some("de");
        let to = |name: &str| match name {
            "country" => Some("fr"),
            "domain" => Some("affiliate"),
            _ => None,
        };
        Ok(condition.holds(&from, &to))
    }

    #[test]
    fn conditions() {
        assert_eq!(check("from.country == to.country"), Ok(false));
        assert_eq!(check("from.country != to.country and to.domain == 'affiliate'"), Ok(true));
        assert_eq!(check("from.country in ['de', \"at\"] and not (to.country == 'br')"), Ok(true));
        assert_eq!(check("from.region == to.region"), Ok(false), "what is missing is equal to nothing");
        assert_eq!(check("from.country not in ['de'] or to.country == 'fr'"), Ok(true));
    }

    #[test]
    fn errors_say_where() {
        assert_eq!(check("from.country = to.country"), Err("13: expected `==`, `!=` or `in [...]`".to_owned()));
        assert_eq!(check("country == 'de'"), Err("0: expected `from.`, `to.` or a text in quotes".to_owned()));
        assert!(check(&"not ".repeat(500)).is_err());
        assert!(check("from.country == 'de").is_err());
    }
}
