//! Operators on values, as Python has them.

use std::cmp::Ordering;

use minijinja::Value;
use minijinja::value::ValueKind;

use super::expression::unfit;
use super::{Fault, Outcome};
use crate::jinja::ProblemKind;
use crate::jinja::ast::{Comparison, Operator};
use crate::jinja::value::number::{Number, NumberError};
use crate::jinja::value::{
    Set, Thing, UnknownKind, as_text, compare, from_thing, is_unknown, items, list, lock, object, thing, tuple, unknown,
};

/// The name of a value's type as Python has it.
pub(super) fn type_name(value: &Value) -> &'static str {
    if as_text(value).is_some() {
        return "str";
    }
    match thing(value) {
        Some(Thing::List(_)) => "list",
        Some(Thing::Tuple(_)) => "tuple",
        Some(Thing::Dict(_)) => "dict",
        Some(Thing::Set(_)) => "set",
        Some(Thing::View(name, _)) => name,
        Some(Thing::Generator(_)) => "generator",
        Some(Thing::Range { .. }) => "range",
        Some(Thing::Namespace(_)) => "Namespace",
        Some(Thing::Integer(_)) => "int",
        Some(Thing::Bytes(_)) => "bytes",
        Some(Thing::Macro(_)) => "Macro",
        Some(Thing::Method(..) | Thing::Function(_)) => "function",
        Some(_) => "object",
        None => match value.kind() {
            ValueKind::Undefined => "Undefined",
            ValueKind::None => "NoneType",
            ValueKind::Bool => "bool",
            ValueKind::Number if value.is_integer() => "int",
            ValueKind::Number => "float",
            ValueKind::Bytes => "bytes",
            ValueKind::Seq | ValueKind::Iterable => "list",
            ValueKind::Map => "dict",
            _ => "object",
        },
    }
}

fn undefined(value: &Value) -> Option<Fault> {
    value.is_undefined().then(|| Fault::Error(ProblemKind::Undefined, "an undefined value is used".to_owned()))
}

fn number_fault(error: NumberError) -> Fault {
    match error {
        NumberError::DivisionByZero => Fault::failed("division by zero"),
        NumberError::TooLarge => Fault::Runaway("a number grows too large"),
        NumberError::Complex => Fault::failed("a negative number to a fractional power"),
    }
}

pub(super) fn sign(value: &Value, negative: bool) -> Outcome {
    if is_unknown(value) {
        return Ok(value.clone());
    }
    let Some(number) = Number::of(value) else {
        return Err(undefined(value).unwrap_or_else(|| Fault::failed(format!("a sign before a value of type {}", type_name(value)))));
    };
    Ok(if negative { number.negate() } else { number }.into_value())
}

/// Every operator but `%` on text.
pub(super) fn apply(operator: Operator, left: &Value, right: &Value) -> Outcome {
    if let (Some(one), Some(other)) = (Number::of(left), Number::of(right)) {
        let result = match operator {
            Operator::Add => Ok(one.add(&other)),
            Operator::Subtract => Ok(one.subtract(&other)),
            Operator::Multiply => one.multiply(&other),
            Operator::Divide => one.divide(&other),
            Operator::FloorDivide => one.floor_divide(&other),
            Operator::Remainder => one.remainder(&other),
            Operator::Power => one.power(&other),
        };
        return result.map(Number::into_value).map_err(number_fault);
    }
    if let Some(fault) = undefined(left).or_else(|| undefined(right)) {
        return Err(fault);
    }
    match operator {
        Operator::Add => add(left, right),
        Operator::Multiply => repeat(left, right),
        Operator::Subtract => match (thing(left), thing(right)) {
            (Some(Thing::Set(one)), Some(Thing::Set(other))) => {
                let (one, other) = (lock(one).clone(), lock(other).clone());
                Ok(from_thing(Thing::Set(std::sync::Mutex::new(one.into_iter().filter(|key| !other.contains(key)).collect::<Set>()))))
            }
            (Some(Thing::Host(host)), _) => host.subtract(right).ok_or_else(|| unfit("`-`", left, right)),
            _ => Err(unfit("`-`", left, right)),
        },
        _ => Err(unfit("the operator", left, right)),
    }
}

fn add(left: &Value, right: &Value) -> Outcome {
    let joined = || {
        let mut found = items(left).unwrap_or_default();
        found.append(&mut items(right).unwrap_or_default());
        found
    };
    match (thing(left), thing(right)) {
        (Some(Thing::List(_)), Some(Thing::List(_))) => Ok(list(joined())),
        (Some(Thing::Tuple(_)), Some(Thing::Tuple(_))) => Ok(tuple(joined())),
        (Some(Thing::Host(host)), _) => host.add(right).ok_or_else(|| unfit("`+`", left, right)),
        _ => Err(unfit("`+`", left, right)),
    }
}

fn repeat(left: &Value, right: &Value) -> Outcome {
    let (sequence, times) = if Number::of(left).is_some() { (right, left) } else { (left, right) };
    let Some(Number::Small(times)) = Number::of(times) else { return Err(unfit("`*`", left, right)) };
    let times = usize::try_from(times).unwrap_or(0);
    if let Some(text) = as_text(sequence) {
        return Ok(Value::from(text.repeat(times)));
    }
    let again = || {
        let found = items(sequence).unwrap_or_default();
        found.iter().cycle().take(found.len().saturating_mul(times)).cloned().collect()
    };
    match thing(sequence) {
        Some(Thing::List(_)) => Ok(list(again())),
        Some(Thing::Tuple(_)) => Ok(tuple(again())),
        _ => Err(unfit("`*`", left, right)),
    }
}

pub(super) fn compare(comparison: Comparison, left: &Value, right: &Value) -> Result<bool, Fault> {
    let ordered = |fits: fn(Ordering) -> bool| match compare::order(left, right) {
        Some(order) => Ok(fits(order)),
        None => Err(undefined(left).or_else(|| undefined(right)).unwrap_or_else(|| unfit("a comparison", left, right))),
    };
    match comparison {
        Comparison::Equal => Ok(compare::equal(left, right)),
        Comparison::NotEqual => Ok(!compare::equal(left, right)),
        Comparison::Less => ordered(Ordering::is_lt),
        Comparison::LessOrEqual => ordered(Ordering::is_le),
        Comparison::Greater => ordered(Ordering::is_gt),
        Comparison::GreaterOrEqual => ordered(Ordering::is_ge),
        Comparison::In | Comparison::NotIn => {
            if matches!(thing(right), Some(Thing::Dict(_) | Thing::Set(_))) {
                hashable(left)?;
            }
            let found = compare::contains(right, left).ok_or_else(|| unfit("`in`", left, right))?;
            Ok(found == (comparison == Comparison::In))
        }
    }
}

/// Python's keys are values that cannot change.
pub(super) fn hashable(value: &Value) -> Result<(), Fault> {
    /// How deep tuples are looked into: they may hold each other many times over.
    const DEPTH: u32 = 3;
    hashable_at(value, DEPTH)
}

fn hashable_at(value: &Value, depth: u32) -> Result<(), Fault> {
    match thing(value) {
        Some(Thing::List(_) | Thing::Dict(_) | Thing::Set(_)) => {
            Err(Fault::failed(format!("a value of type {} cannot be a key", type_name(value))))
        }
        Some(Thing::Tuple(items)) if depth > 0 => items.iter().try_for_each(|item| hashable_at(item, depth - 1)),
        _ => Ok(()),
    }
}

/// Start, end and step of a slice of something of this length.
fn slice_bounds(length: usize, bounds: &[Option<Value>; 3]) -> Result<(i64, i64, i64), Fault> {
    let bound = |value: &Option<Value>| match value {
        None => Ok(None),
        Some(value) if value.is_none() || value.is_undefined() => Ok(None),
        Some(value) => match Number::of(value) {
            Some(Number::Small(at)) => Ok(Some(at)),
            _ => Err(Fault::failed("the bounds of a slice must be integers")),
        },
    };
    let step = bound(&bounds[2])?.unwrap_or(1);
    if step == 0 {
        return Err(Fault::failed("the step of a slice must not be zero"));
    }
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let (low, high) = if step > 0 { (0, length) } else { (-1, length - 1) };
    let place = |at: i64| if at < 0 { (at + length).max(low) } else { at.min(high) };
    let start = bound(&bounds[0])?.map_or(if step > 0 { low } else { high }, place);
    let stop = bound(&bounds[1])?.map_or(if step > 0 { high } else { low }, place);
    Ok((start, stop, step))
}

/// Places that a slice takes, in order.
fn slice_places(length: usize, bounds: &[Option<Value>; 3]) -> Result<Vec<usize>, Fault> {
    let (start, stop, step) = slice_bounds(length, bounds)?;
    let mut places = Vec::new();
    let mut at = start;
    while (step > 0 && at < stop) || (step < 0 && at > stop) {
        places.extend(usize::try_from(at));
        at = at.saturating_add(step);
    }
    Ok(places)
}

pub(super) fn slice(value: &Value, bounds: &[Option<Value>; 3]) -> Outcome {
    if is_unknown(value) || bounds.iter().flatten().any(is_unknown) {
        return Ok(unknown(UnknownKind::Any));
    }
    if let Some(text) = as_text(value) {
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let places = slice_places(starts.len() - 1, bounds)?;
        let in_order = places.windows(2).all(|pair| pair[1] == pair[0] + 1);
        if let (Some(Thing::Text(rope)), true, Some(&first), Some(&last)) = (thing(value), in_order, places.first(), places.last()) {
            return Ok(rope.slice(starts[first], starts[last + 1]));
        }
        return Ok(Value::from(places.iter().map(|&at| &text[starts[at]..starts[at + 1]]).collect::<String>()));
    }
    if value.is_undefined() {
        return Ok(Value::UNDEFINED);
    }
    if let Some(&Thing::Range { start, stop, step }) = thing(value) {
        let length = object::range_length(start, stop, step);
        let bounds = slice_bounds(length, bounds)?;
        let at = |place: i64| start.saturating_add(place.saturating_mul(step));
        return Ok(from_thing(Thing::Range { start: at(bounds.0), stop: at(bounds.1), step: step.saturating_mul(bounds.2) }));
    }
    if !super::predicates::is_sliceable(value) {
        return Err(Fault::failed(format!("a value of type {} cannot be sliced", type_name(value))));
    }
    let Some(found) = items(value) else {
        return Err(Fault::failed(format!("a value of type {} cannot be sliced", type_name(value))));
    };
    let part = slice_places(found.len(), bounds)?.into_iter().filter_map(|at| found.get(at).cloned()).collect();
    Ok(if matches!(thing(value), Some(Thing::Tuple(_))) { tuple(part) } else { list(part) })
}
