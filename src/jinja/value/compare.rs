//! Equality, order and hashing as Python has them: `1 == 1.0 == True`, and a list is never a tuple.

use std::cell::Cell;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use minijinja::Value;
use minijinja::value::ValueKind;

use super::number::Number;
use super::{Thing, as_text, items, lock, thing};

/// How deep compared values may nest.
const MAX_DEPTH: u32 = 40;

/// How many values one comparison may look at: lists may hold each other many times over.
const MAX_LOOKS: u32 = 1_000_000;

/// A value as the key of a dictionary.
#[derive(Clone, Debug)]
pub struct Key(pub Value);

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        equal(&self.0, &other.0)
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash(&self.0, state, 0);
    }
}

fn hash<H: Hasher>(value: &Value, state: &mut H, depth: u32) {
    if let Some(text) = as_text(value) {
        text.hash(state);
    } else if let Some(number) = Number::of(value) {
        number.hash_key().hash(state);
    } else if let (Some(Thing::Tuple(items)), true) = (thing(value), depth < MAX_DEPTH) {
        // Some of the items tell most tuples apart; equality does the rest.
        for item in items.iter().take(if depth == 0 { 16 } else { 2 }) {
            hash(item, state, depth + 4);
        }
    } else {
        // Everything else is rare as a key: equality tells it apart.
        0_u8.hash(state);
    }
}

/// `==`
#[must_use]
pub fn equal(left: &Value, right: &Value) -> bool {
    equal_at(left, right, 0, &Cell::new(MAX_LOOKS))
}

fn equal_at(left: &Value, right: &Value, depth: u32, looks: &Cell<u32>) -> bool {
    if depth > MAX_DEPTH || looks.get() == 0 {
        return false;
    }
    looks.set(looks.get() - 1);
    if let (Some(left), Some(right)) = (as_text(left), as_text(right)) {
        return left == right;
    }
    if let (Some(left), Some(right)) = (Number::of(left), Number::of(right)) {
        return left.compare(&right) == Some(Ordering::Equal);
    }
    let all = |left: &[Value], right: &[Value]| {
        left.len() == right.len() && left.iter().zip(right).all(|(left, right)| equal_at(left, right, depth + 1, looks))
    };
    match (thing(left), thing(right)) {
        (Some(one), Some(other)) => {
            if std::ptr::eq(one, other) {
                return true;
            }
            match (one, other) {
                (Thing::List(one), Thing::List(other)) => {
                    let (one, other) = (lock(one).clone(), lock(other).clone());
                    all(&one, &other)
                }
                (Thing::Tuple(one), Thing::Tuple(other)) => all(one, other),
                (Thing::Dict(one), Thing::Dict(other)) => {
                    let (one, other) = (lock(one).clone(), lock(other).clone());
                    one.len() == other.len()
                        && one.iter().all(|(key, value)| other.get(key).is_some_and(|found| equal_at(value, found, depth + 1, looks)))
                }
                (Thing::Set(one), Thing::Set(other)) => {
                    let (one, other) = (lock(one).clone(), lock(other).clone());
                    one == other
                }
                (Thing::Range { .. }, Thing::Range { .. }) => all(&items(left).unwrap_or_default(), &items(right).unwrap_or_default()),
                (Thing::Host(one), _) => one.equals(right),
                (_, Thing::Host(other)) => other.equals(left),
                _ => false,
            }
        }
        (Some(_), None) | (None, Some(_)) => false,
        (None, None) => {
            let (one, other) = (left.kind(), right.kind());
            one == other
                && (matches!(one, ValueKind::None | ValueKind::Undefined)
                    || matches!(one, ValueKind::Bytes | ValueKind::Plain) && left == right)
                || matches!((one, other), (ValueKind::Seq, ValueKind::Seq) | (ValueKind::Map, ValueKind::Map)) && left == right
        }
    }
}

/// `<` and its kin; `None` where Python raises a type error.
#[must_use]
pub fn order(left: &Value, right: &Value) -> Option<Ordering> {
    order_at(left, right, 0)
}

fn order_at(left: &Value, right: &Value, depth: u32) -> Option<Ordering> {
    if let (Some(left), Some(right)) = (as_text(left), as_text(right)) {
        return Some(left.cmp(right));
    }
    if let (Some(left), Some(right)) = (Number::of(left), Number::of(right)) {
        return Some(left.compare(&right).unwrap_or(Ordering::Greater));
    }
    match (thing(left)?, thing(right)?) {
        (Thing::List(_), Thing::List(_)) | (Thing::Tuple(_), Thing::Tuple(_)) if depth < MAX_DEPTH => {
            let (left, right) = (items(left)?, items(right)?);
            for (left, right) in left.iter().zip(&right) {
                if !equal(left, right) {
                    return order_at(left, right, depth + 1);
                }
            }
            Some(left.len().cmp(&right.len()))
        }
        (Thing::Host(host), Thing::Host(_)) => host.order(right),
        _ => None,
    }
}

/// `in`; `None` where Python raises a type error.
#[must_use]
pub fn contains(container: &Value, item: &Value) -> Option<bool> {
    if let Some(text) = as_text(container) {
        return as_text(item).map(|item| text.contains(item));
    }
    match thing(container) {
        Some(Thing::Dict(map) | Thing::Namespace(map)) => Some(lock(map).contains_key(&Key(item.clone()))),
        Some(Thing::Set(set)) => Some(lock(set).contains(&Key(item.clone()))),
        Some(Thing::Host(host)) if host.pairs().is_some() => Some(host.pairs()?.iter().any(|(key, _)| equal(key, item))),
        _ => items(container).map(|items| items.iter().any(|found| equal(found, item))),
    }
}
