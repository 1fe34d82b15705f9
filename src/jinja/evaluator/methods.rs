//! Methods of lists, dictionaries, sets and tuples; those that change change the value itself.

use std::sync::Mutex;

use minijinja::Value;

use super::call::{extend, iterated};
use super::{CallArguments, Evaluator, Fault, Outcome};
use crate::jinja::value::number::Number;
use crate::jinja::value::{Key, Set, Thing, as_text, compare, dict, from_thing, items, list, lock, none, thing, tuple};

const LIST: [&str; 11] = ["append", "extend", "insert", "pop", "remove", "index", "count", "copy", "clear", "reverse", "sort"];
const DICT: [&str; 10] = ["get", "items", "keys", "values", "update", "pop", "setdefault", "copy", "clear", "popitem"];
const SET: [&str; 14] = [
    "add",
    "update",
    "discard",
    "remove",
    "union",
    "intersection",
    "difference",
    "issubset",
    "issuperset",
    "isdisjoint",
    "copy",
    "clear",
    "pop",
    "symmetric_difference",
];

pub(super) fn has_method(value: &Value, name: &str) -> bool {
    if as_text(value).is_some() {
        return super::text_methods::METHODS.contains(&name);
    }
    match thing(value) {
        Some(Thing::List(_)) => LIST.contains(&name),
        Some(Thing::Dict(_)) => DICT.contains(&name),
        Some(Thing::Tuple(_)) => ["index", "count"].contains(&name),
        Some(Thing::Set(_)) => SET.contains(&name),
        Some(_) => false,
        None => Number::of(value).is_some() && ["bit_length", "is_integer", "as_integer_ratio"].contains(&name),
    }
}

impl Evaluator<'_> {
    pub(super) fn builtin_method(&mut self, receiver: &Value, name: &str, arguments: &CallArguments) -> Outcome {
        if as_text(receiver).is_some() {
            return self.text_method(receiver, name, arguments);
        }
        match thing(receiver) {
            Some(Thing::List(items)) => self.list_method(items, name, arguments),
            Some(Thing::Dict(_)) => dict_method(receiver, name, arguments),
            Some(Thing::Tuple(items)) => search(items, name, arguments),
            Some(Thing::Set(set)) => set_method(set, name, arguments),
            _ => match Number::of(receiver) {
                Some(number) if name == "bit_length" => Ok(Value::from(number.big().unwrap_or_default().bits())),
                Some(number) if name == "is_integer" => Ok(Value::from(number.float().fract() == 0.0)),
                _ => Err(Fault::failed(format!("`{name}` is no method of this value"))),
            },
        }
    }

    fn list_method(&mut self, held: &Mutex<Vec<Value>>, name: &str, arguments: &CallArguments) -> Outcome {
        match name {
            "append" => {
                let item = arguments.require(0, "object")?.clone();
                self.spend(size_of::<Value>())?;
                lock(held).push(item);
            }
            "extend" => {
                let mut more = iterated(arguments.require(0, "iterable")?)?;
                self.spend(more.len() * size_of::<Value>())?;
                lock(held).append(&mut more);
            }
            "insert" => {
                let at = arguments.require(0, "index")?.as_i64().unwrap_or(0);
                let item = arguments.require(1, "object")?.clone();
                let mut held = lock(held);
                let place = place_of(at, held.len()).min(held.len());
                held.insert(place, item);
            }
            "pop" => {
                let mut held = lock(held);
                let at = arguments.get(0, "index").and_then(Value::as_i64).unwrap_or(-1);
                let length = i64::try_from(held.len()).unwrap_or(i64::MAX);
                let place = usize::try_from(if at < 0 { at + length } else { at }).ok().filter(|&place| place < held.len());
                return place.map(|place| held.remove(place)).ok_or_else(|| Fault::failed("pop from an empty list or beyond its end"));
            }
            "remove" => {
                let item = arguments.require(0, "value")?;
                let mut held = lock(held);
                let place = held
                    .iter()
                    .position(|found| compare::equal(found, item))
                    .ok_or_else(|| Fault::failed("the value is not in the list"))?;
                held.remove(place);
            }
            "copy" => return Ok(list(lock(held).clone())),
            "clear" => lock(held).clear(),
            "reverse" => lock(held).reverse(),
            "sort" => {
                let mut sorted = lock(held).clone();
                super::sequence_filters::sort_values(&mut sorted, arguments.keyword("reverse").is_some_and(Value::is_true))?;
                *lock(held) = sorted;
            }
            _ => {
                let found = lock(held).clone();
                return search(&found, name, arguments);
            }
        }
        Ok(none())
    }
}

fn place_of(at: i64, length: usize) -> usize {
    if at >= 0 { usize::try_from(at).unwrap_or(usize::MAX) } else { length.saturating_sub(usize::try_from(-at).unwrap_or(usize::MAX)) }
}

/// `index` and `count`
fn search(found: &[Value], name: &str, arguments: &CallArguments) -> Outcome {
    let item = arguments.require(0, "value")?;
    if name == "count" {
        return Ok(Value::from(found.iter().filter(|value| compare::equal(value, item)).count()));
    }
    let place = found.iter().position(|value| compare::equal(value, item));
    place.map(Value::from).ok_or_else(|| Fault::failed("the value is not in the sequence"))
}

fn dict_method(receiver: &Value, name: &str, arguments: &CallArguments) -> Outcome {
    let Some(Thing::Dict(held)) = thing(receiver) else { return Ok(none()) };
    let key = || Ok(Key(arguments.require(0, "key")?.clone()));
    match name {
        "get" => {
            let found = lock(held).get(&key()?).cloned();
            Ok(found.or_else(|| arguments.get(1, "default").cloned()).unwrap_or_else(none))
        }
        "items" => {
            let pairs = lock(held).iter().map(|(key, value)| tuple(vec![key.0.clone(), value.clone()])).collect();
            Ok(from_thing(Thing::View("dict_items", pairs)))
        }
        "keys" => Ok(from_thing(Thing::View("dict_keys", lock(held).keys().map(|key| key.0.clone()).collect()))),
        "values" => Ok(from_thing(Thing::View("dict_values", lock(held).values().cloned().collect()))),
        "update" => {
            let mut more = lock(held).clone();
            if let Some(other) = arguments.positional.first() {
                extend(&mut more, other)?;
            }
            more.extend(arguments.keywords.iter().map(|(name, value)| (Key(Value::from(&**name)), value.clone())));
            *lock(held) = more;
            Ok(none())
        }
        "pop" => {
            let found = lock(held).shift_remove(&key()?);
            found.or_else(|| arguments.get(1, "default").cloned()).ok_or_else(|| Fault::failed("the key is not in the dictionary"))
        }
        "popitem" => {
            let last = lock(held).pop().ok_or_else(|| Fault::failed("the dictionary is empty"))?;
            Ok(tuple(vec![last.0.0, last.1]))
        }
        "setdefault" => {
            let default = arguments.get(1, "default").cloned().unwrap_or_else(none);
            Ok(lock(held).entry(key()?).or_insert(default).clone())
        }
        "copy" => Ok(dict(lock(held).clone())),
        "clear" => {
            lock(held).clear();
            Ok(none())
        }
        _ => Err(Fault::failed(format!("`{name}` is no method of a dictionary"))),
    }
}

pub(super) fn make_set(found: Vec<Value>) -> Value {
    from_thing(Thing::Set(Mutex::new(found.into_iter().map(Key).collect())))
}

fn set_method(held: &Mutex<Set>, name: &str, arguments: &CallArguments) -> Outcome {
    let other = || -> Result<Set, Fault> {
        let mut all = Set::default();
        for argument in &arguments.positional {
            all.extend(iterated(argument)?.into_iter().map(Key));
        }
        Ok(all)
    };
    let key = || Ok(Key(arguments.require(0, "elem")?.clone()));
    let own = lock(held).clone();
    let made = |set: Set| Ok(from_thing(Thing::Set(Mutex::new(set))));
    match name {
        "add" => {
            let key = key()?;
            lock(held).insert(key);
        }
        "update" => {
            let more = other()?;
            lock(held).extend(more);
        }
        "discard" => {
            lock(held).shift_remove(&key()?);
        }
        "remove" => {
            if !lock(held).shift_remove(&key()?) {
                return Err(Fault::failed("the value is not in the set"));
            }
        }
        "clear" => lock(held).clear(),
        "pop" => return lock(held).pop().map(|key| key.0).ok_or_else(|| Fault::failed("the set is empty")),
        "copy" => return made(own),
        "union" => return made(own.union(&other()?).cloned().collect()),
        "intersection" => return made(own.intersection(&other()?).cloned().collect()),
        "difference" => return made(own.difference(&other()?).cloned().collect()),
        "symmetric_difference" => return made(own.symmetric_difference(&other()?).cloned().collect()),
        "issubset" => return Ok(Value::from(own.is_subset(&other()?))),
        "issuperset" => return Ok(Value::from(own.is_superset(&other()?))),
        "isdisjoint" => return Ok(Value::from(own.is_disjoint(&other()?))),
        _ => return Err(Fault::failed(format!("`{name}` is no method of a set"))),
    }
    Ok(none())
}

/// The first items of what is iterated, without the rest.
pub(super) fn first(value: &Value) -> Option<Value> {
    items(value).and_then(|items| items.into_iter().next())
}
