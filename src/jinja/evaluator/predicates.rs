//! Tests: what stands after `is`.

use minijinja::Value;
use minijinja::value::ValueKind;

use super::operators::{compare, hashable, type_name};
use super::{CallArguments, Evaluator, Fault};
use crate::jinja::ProblemKind;
use crate::jinja::ast::Comparison;
use crate::jinja::value::number::Number;
use crate::jinja::value::{Thing, as_text, holds_unknown, is_unknown, items, thing, truth};

const TESTS: [&str; 40] = [
    "defined",
    "undefined",
    "none",
    "boolean",
    "true",
    "false",
    "integer",
    "float",
    "number",
    "string",
    "mapping",
    "sequence",
    "iterable",
    "callable",
    "sameas",
    "escaped",
    "in",
    "eq",
    "equalto",
    "==",
    "ne",
    "!=",
    "lt",
    "lessthan",
    "<",
    "le",
    "<=",
    "gt",
    "greaterthan",
    ">",
    "ge",
    ">=",
    "odd",
    "even",
    "divisibleby",
    "lower",
    "upper",
    "filter",
    "test",
    "attribute",
];

/// The names of all tests that templates know.
#[must_use]
pub fn test_names() -> &'static [&'static str] {
    &TESTS
}

pub(super) fn is_sequence(value: &Value) -> bool {
    as_text(value).is_some()
        || match thing(value) {
            Some(Thing::List(_) | Thing::Tuple(_) | Thing::Range { .. } | Thing::Dict(_)) => true,
            Some(Thing::Host(host)) => host.items().is_some(),
            Some(_) => false,
            None => matches!(value.kind(), ValueKind::Seq | ValueKind::Map),
        }
}

/// What can be asked for an item by its place, and for a slice.
pub(super) fn is_sliceable(value: &Value) -> bool {
    is_sequence(value) && !is_mapping(value)
}

pub(super) fn is_mapping(value: &Value) -> bool {
    match thing(value) {
        Some(Thing::Dict(_)) => true,
        Some(Thing::Host(host)) => host.pairs().is_some(),
        Some(_) => false,
        None => value.kind() == ValueKind::Map,
    }
}

fn is_callable(value: &Value) -> bool {
    match thing(value) {
        Some(Thing::Macro(_) | Thing::Method(..) | Thing::Function(_) | Thing::Joiner(..)) => true,
        Some(Thing::Host(host)) => host.is_callable(),
        // Something undefined has all of Python's special methods.
        _ => value.is_undefined(),
    }
}

impl Evaluator<'_> {
    /// Whether a test holds; `None` where the value is not known.
    pub(super) fn test(&mut self, name: &str, value: &Value, arguments: &CallArguments) -> Result<Option<bool>, Fault> {
        if is_unknown(value) {
            return Ok(match name {
                "defined" => Some(true),
                "undefined" | "none" => Some(false),
                _ => None,
            });
        }
        if arguments.positional.iter().any(is_unknown) {
            return Ok(None);
        }
        let holds = known_test(name, value, arguments)?;
        // What is not among the known ones may be among the others.
        let open = name == "in" && !holds && arguments.positional.first().is_some_and(holds_unknown);
        Ok((!open).then_some(holds))
    }

    /// For `select` and its kin: a test by name, or truth.
    pub(super) fn chosen(&mut self, value: &Value, test: Option<(&str, &CallArguments)>) -> Result<bool, Fault> {
        match test {
            None => Ok(truth(value)),
            Some((name, arguments)) => Ok(self.test(name, value, arguments)?.unwrap_or(true)),
        }
    }
}

fn known_test(name: &str, value: &Value, arguments: &CallArguments) -> Result<bool, Fault> {
    let other = || arguments.require(0, "other");
    let kind = value.kind();
    let integer = || match Number::of(value) {
        Some(number) if !number.is_float() => number.big().ok_or_else(|| Fault::failed("an integer is needed")),
        _ => Err(Fault::failed(format!("an integer is needed, not {}", type_name(value)))),
    };
    Ok(match name {
        "defined" => !value.is_undefined(),
        "undefined" => value.is_undefined(),
        "none" => value.is_none(),
        "boolean" => kind == ValueKind::Bool,
        "true" => kind == ValueKind::Bool && value.is_true(),
        "false" => kind == ValueKind::Bool && !value.is_true(),
        "integer" => kind != ValueKind::Bool && Number::of(value).is_some_and(|number| !number.is_float()),
        "float" => Number::of(value).is_some_and(|number| number.is_float()),
        "number" => Number::of(value).is_some(),
        "string" => as_text(value).is_some(),
        "mapping" => is_mapping(value),
        "sequence" => is_sequence(value) || value.is_undefined(),
        "iterable" => value.is_undefined() || items(value).is_some(),
        "callable" => is_callable(value),
        "sameas" => same(value, other()?),
        "escaped" => false,
        "in" => compare(Comparison::In, value, other()?)?,
        "eq" | "equalto" | "==" => compare(Comparison::Equal, value, other()?)?,
        "ne" | "!=" => compare(Comparison::NotEqual, value, other()?)?,
        "lt" | "lessthan" | "<" => compare(Comparison::Less, value, other()?)?,
        "le" | "<=" => compare(Comparison::LessOrEqual, value, other()?)?,
        "gt" | "greaterthan" | ">" => compare(Comparison::Greater, value, other()?)?,
        "ge" | ">=" => compare(Comparison::GreaterOrEqual, value, other()?)?,
        "odd" | "even" if Number::of(value).is_some_and(|number| number.is_float()) => {
            let rest = Number::of(value).map_or(f64::NAN, |number| number.float().rem_euclid(2.0));
            rest.to_bits() == if name == "odd" { 1.0_f64 } else { 0.0 }.to_bits()
        }
        "odd" => integer()?.bit(0),
        "even" => !integer()?.bit(0),
        "divisibleby" => {
            let by = Number::of(other()?).ok_or_else(|| Fault::failed("a number is needed"))?;
            let number = Number::of(value).ok_or_else(|| Fault::failed("a number is needed"))?;
            let rest = number.remainder(&by).map_err(|_| Fault::failed("division by zero"))?;
            rest.float() == 0.0
        }
        "lower" | "upper" => {
            let text = super::call::stringed(value);
            let (lower, upper) = (text.chars().any(char::is_lowercase), text.chars().any(char::is_uppercase));
            if name == "lower" { lower && !upper } else { upper && !lower }
        }
        "filter" | "test" => {
            hashable(value)?;
            as_text(value).is_some_and(|known| if name == "filter" { super::filters::is_filter(known) } else { TESTS.contains(&known) })
        }
        _ => return Err(Fault::Error(ProblemKind::Undefined, format!("there is no test `{name}`"))),
    })
}

/// `is`: the same object; equal for what Python shares anyway.
fn same(left: &Value, right: &Value) -> bool {
    match (thing(left), thing(right)) {
        (Some(Thing::Text(_)), _) | (_, Some(Thing::Text(_))) => super::expression::equal(left, right),
        (Some(left), Some(right)) => std::ptr::eq(left, right),
        (None, None) => left.kind() == right.kind() && left.is_integer() == right.is_integer() && super::expression::equal(left, right),
        _ => false,
    }
}
