//! The arguments of a call, evaluated.

use minijinja::Value;

use super::Fault;
use crate::jinja::ast::Name;
use crate::jinja::value::as_text;

/// Positional and named arguments.
#[derive(Clone, Debug, Default)]
pub struct CallArguments {
    pub positional: Vec<Value>,
    pub keywords: Vec<(Name, Value)>,
}

impl CallArguments {
    #[must_use]
    pub fn of(positional: Vec<Value>) -> Self {
        Self { positional, keywords: Vec::new() }
    }

    #[must_use]
    pub fn keyword(&self, name: &str) -> Option<&Value> {
        self.keywords.iter().find(|(key, _)| &**key == name).map(|(_, value)| value)
    }

    /// The argument at a place or under its name.
    #[must_use]
    pub fn get(&self, place: usize, name: &str) -> Option<&Value> {
        self.positional.get(place).or_else(|| self.keyword(name))
    }

    /// Likewise, but something undefined or none counts as absent.
    #[must_use]
    pub fn given(&self, place: usize, name: &str) -> Option<&Value> {
        self.get(place, name).filter(|value| !value.is_undefined() && !value.is_none())
    }

    pub fn require(&self, place: usize, name: &str) -> Result<&Value, Fault> {
        self.get(place, name).ok_or_else(|| Fault::failed(format!("the argument `{name}` is missing")))
    }

    #[must_use]
    pub fn text(&self, place: usize, name: &str) -> Option<&str> {
        self.get(place, name).and_then(as_text)
    }

    pub fn require_text(&self, place: usize, name: &str) -> Result<&str, Fault> {
        let value = self.require(place, name)?;
        as_text(value).ok_or_else(|| Fault::failed(format!("the argument `{name}` must be a string")))
    }

    /// A copy without the first positional argument.
    #[must_use]
    pub fn tail(&self) -> Self {
        Self { positional: self.positional.iter().skip(1).cloned().collect(), keywords: self.keywords.clone() }
    }
}
