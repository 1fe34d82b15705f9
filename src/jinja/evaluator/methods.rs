//! Methods of lists, dictionaries, sets and tuples; those that change change the value itself.

use std::sync::Mutex;

use minijinja::Value;
use num_bigint::BigInt;

use super::call::{extend, iterated};
use super::{CallArguments, Evaluator, Fault, Outcome};
use crate::jinja::value::number::Number;
use crate::jinja::value::{Key, Map, Set, Thing, as_text, compare, dict, from_thing, items, list, lock, none, thing, tuple};

/// Methods with how many arguments they take, at least and at most.
type Methods = [(&'static str, usize, usize)];

const LIST: &Methods = &[
    ("append", 1, 1),
    ("extend", 1, 1),
    ("insert", 2, 2),
    ("pop", 0, 1),
    ("remove", 1, 1),
    ("index", 1, 3),
    ("count", 1, 1),
    ("copy", 0, 0),
    ("clear", 0, 0),
    ("reverse", 0, 0),
    ("sort", 0, 0),
];
const DICT: &Methods = &[
    ("get", 1, 2),
    ("items", 0, 0),
    ("keys", 0, 0),
    ("values", 0, 0),
    ("update", 0, 1),
    ("pop", 1, 2),
    ("setdefault", 1, 2),
    ("copy", 0, 0),
    ("clear", 0, 0),
    ("popitem", 0, 0),
    ("fromkeys", 1, 2),
];
const TUPLE: &Methods = &[("index", 1, 3), ("count", 1, 1)];
const RANGE: &Methods = &[("index", 1, 1), ("count", 1, 1)];
const BYTES: &Methods = &[("decode", 0, 2), ("hex", 0, 0)];
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

fn has(methods: &Methods, name: &str) -> bool {
    methods.iter().any(|(known, ..)| *known == name)
}

/// Refuses arguments that Python's method would not take.
fn counted(methods: &Methods, name: &str, arguments: &CallArguments) -> Result<(), Fault> {
    let Some((_, least, most)) = methods.iter().find(|(known, ..)| *known == name) else { return Ok(()) };
    let given = arguments.positional.len();
    let enough = given >= *least || !arguments.keywords.is_empty();
    let fits = enough && given <= *most;
    if fits { Ok(()) } else { Err(Fault::failed(format!("`{name}` takes {least} to {most} arguments, {given} are given"))) }
}

pub(super) fn has_method(value: &Value, name: &str) -> bool {
    if as_text(value).is_some() {
        return super::text_methods::is_method(name);
    }
    match thing(value) {
        Some(Thing::List(_)) => has(LIST, name),
        Some(Thing::Dict(_)) => has(DICT, name),
        Some(Thing::Tuple(_) | Thing::Range { .. }) => has(TUPLE, name),
        Some(Thing::Set(_)) => SET.contains(&name),
        Some(Thing::Bytes(_)) => has(BYTES, name),
        Some(Thing::Integer(_)) => ["bit_length", "conjugate", "as_integer_ratio"].contains(&name),
        Some(_) => false,
        None => match Number::of(value) {
            Some(number) if number.is_float() => ["is_integer", "conjugate", "as_integer_ratio"].contains(&name),
            Some(_) => ["bit_length", "is_integer", "conjugate", "as_integer_ratio"].contains(&name),
            None => false,
        },
    }
}

impl Evaluator<'_> {
    pub(super) fn builtin_method(&mut self, receiver: &Value, name: &str, arguments: &CallArguments) -> Outcome {
        if as_text(receiver).is_some() {
            self.labour(receiver)?;
            let made = self.text_method(receiver, name, arguments)?;
            self.spend(as_text(&made).map_or_else(|| crate::jinja::value::weight(&made) / 2, str::len))?;
            return Ok(made);
        }
        // What changes or asks for one item looks at no other.
        if !matches!(name, "append" | "add" | "get" | "pop" | "popitem" | "setdefault" | "update" | "extend" | "discard") {
            self.labour(receiver)?;
        }
        if let Some(first) = arguments.positional.first().filter(|_| !matches!(name, "append" | "add" | "get" | "insert")) {
            self.labour(first)?;
        }
        match thing(receiver) {
            Some(Thing::List(items)) => {
                counted(LIST, name, arguments)?;
                self.list_method(items, name, arguments)
            }
            Some(Thing::Dict(_)) => {
                counted(DICT, name, arguments)?;
                self.spend(arguments.positional.first().and_then(crate::jinja::value::length).unwrap_or(1).saturating_mul(ENTRY))?;
                dict_method(receiver, name, arguments)
            }
            Some(Thing::Tuple(items)) => {
                counted(TUPLE, name, arguments)?;
                search(items, name, arguments)
            }
            Some(Thing::Bytes(bytes)) => {
                counted(BYTES, name, arguments)?;
                bytes_method(bytes, name)
            }
            Some(Thing::Range { .. }) => {
                counted(RANGE, name, arguments)?;
                search(&items(receiver).unwrap_or_default(), name, arguments)
            }
            Some(Thing::Set(set)) => set_method(set, name, arguments),
            _ => match Number::of(receiver) {
                Some(number) if name == "bit_length" => Ok(Value::from(number.big().unwrap_or_default().bits())),
                Some(number) if name == "is_integer" => Ok(Value::from(number.float().fract() == 0.0)),
                Some(number) if name == "conjugate" => Ok(number.into_value()),
                Some(number) if name == "as_integer_ratio" => ratio(&number),
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
                self.spend(more.len().saturating_mul(size_of::<Value>()))?;
                lock(held).append(&mut more);
            }
            "insert" => {
                self.spend(size_of::<Value>())?;
                let at = arguments.require(0, "index")?.as_i64().ok_or_else(|| Fault::failed("`insert` takes an integer"))?;
                let item = arguments.require(1, "object")?.clone();
                let mut held = lock(held);
                let place = place_of(at, held.len()).min(held.len());
                held.insert(place, item);
            }
            "pop" => {
                let mut held = lock(held);
                let at = match arguments.get(0, "index") {
                    Some(index) => index.as_i64().ok_or_else(|| Fault::failed("`pop` takes an integer"))?,
                    None => -1,
                };
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
    let length = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let bound = |place: usize, absent: i64| {
        let given = arguments.positional.get(place).and_then(Value::as_i64).unwrap_or(absent);
        usize::try_from(if given < 0 { given + length } else { given }).unwrap_or(0).min(found.len())
    };
    let (start, end) = (bound(1, 0), bound(2, length));
    let place = found.get(start..end).and_then(|part| part.iter().position(|value| compare::equal(value, item)));
    place.map(|place| Value::from(place + start)).ok_or_else(|| Fault::failed("the value is not in the sequence"))
}

fn dict_method(receiver: &Value, name: &str, arguments: &CallArguments) -> Outcome {
    let Some(Thing::Dict(held)) = thing(receiver) else { return Ok(none()) };
    let key = || {
        let key = arguments.require(0, "key")?;
        super::operators::hashable(key)?;
        Ok(Key(key.clone()))
    };
    match name {
        "fromkeys" => {
            let value = arguments.positional.get(1).cloned().unwrap_or_else(none);
            let keys = iterated(arguments.require(0, "iterable")?)?;
            Ok(dict(keys.into_iter().map(|key| (Key(key), value.clone())).collect()))
        }
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
            let mut more = Map::default();
            if let Some(other) = arguments.positional.first() {
                extend(&mut more, other)?;
            }
            more.extend(arguments.keywords.iter().map(|(name, value)| (Key(Value::from(&**name)), value.clone())));
            lock(held).extend(more);
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

/// Bytes that an entry of a dictionary takes, with its key.
pub(super) const ENTRY: usize = 80;

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

/// A number as a fraction of integers.
fn ratio(number: &Number) -> Outcome {
    let whole = |number: BigInt| crate::jinja::value::number::from_big(number);
    if !number.is_float() {
        return Ok(tuple(vec![whole(number.big().unwrap_or_default()), Value::from(1)]));
    }
    let (mut float, mut below) = (number.float(), BigInt::from(1));
    if !float.is_finite() {
        return Err(Fault::failed("an infinite number is no fraction"));
    }
    // A float has so many binary places at most.
    for _ in 0..1100 {
        if float.fract() == 0.0 {
            break;
        }
        float *= 2.0;
        below *= 2;
    }
    Ok(tuple(vec![whole(Number::Float(float).big().unwrap_or_default()), whole(below)]))
}

fn bytes_method(bytes: &[u8], name: &str) -> Outcome {
    match name {
        "decode" => std::str::from_utf8(bytes).map(Value::from).map_err(|_| Fault::failed("the bytes are no text")),
        "hex" => Ok(Value::from(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>())),
        _ => Err(Fault::failed(format!("`{name}` is no method of bytes"))),
    }
}
