//! Python's values on top of minijinja's: what it has not (lists that change, tuples, integers of any size, text that
//! knows where it came from, values that nobody knows) is one object type here.
//!
//! Knows no templates: what is called is handed to the evaluator.

pub mod compare;
pub(super) mod number;
pub(super) mod object;
pub mod print;
pub(super) mod rope;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use indexmap::{IndexMap, IndexSet};
use minijinja::Value;
use minijinja::value::ValueKind;
use num_bigint::BigInt;
use rustc_hash::FxBuildHasher;

use super::ast::{Macro, Name};
use super::host::HostValue;
use super::template::Template;
pub(super) use compare::Key;
pub(super) use rope::Rope;

pub(super) type Map = IndexMap<Key, Value, FxBuildHasher>;
pub(super) type Set = IndexSet<Key, FxBuildHasher>;

/// A value that minijinja has no type for.
#[derive(Debug)]
pub(super) enum Thing {
    List(Mutex<Vec<Value>>),
    Tuple(Vec<Value>),
    Dict(Mutex<Map>),
    Set(Mutex<Set>),
    /// What Python calls a dictionary view; its name is how it prints.
    View(&'static str, Vec<Value>),
    /// What a filter gives bit by bit in Python; always true, without a length.
    Generator(Vec<Value>),
    Range {
        start: i64,
        stop: i64,
        step: i64,
    },
    Namespace(Mutex<Map>),
    Text(Rope),
    Integer(BigInt),
    Bytes(Vec<u8>),
    Unknown(Unknown),
    Macro(MacroValue),
    /// A method that was looked up but not called yet.
    Method(Value, Name),
    Function(&'static str),
    Loop(Mutex<LoopState>),
    Cycler(Vec<Value>, Mutex<usize>),
    Joiner(String, Mutex<bool>),
    Host(Arc<dyn HostValue>),
}

/// What kind of thing is not known: decides what stands for it in the SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum UnknownKind {
    #[default]
    Any,
    Relation,
    /// A relation that the warehouse was asked for by a name that is known: whether it is there is not.
    NamedRelation,
    /// A query of which only that is not known which columns it gives: what it reads was told.
    NamedQuery,
    /// A whole query, such as stands in the brackets of a common table expression.
    Query,
    Columns,
    Scalar,
    Boolean,
    /// A raised error, or a macro that adds to what stands around it: prints nothing.
    Raised,
}

/// A value that only a warehouse, a missing package or somebody else knows.
#[derive(Clone, Debug)]
pub struct Unknown {
    pub kind: UnknownKind,
}

const UNKNOWN_RELATION: &str = "unknown_relation";
const NAMED_RELATION: &str = "unknown_relation_named";
const UNKNOWN_QUERY: &str = "select * from unknown_relation";
const NAMED_QUERY: &str = "select * from unknown_relation_named";
const UNKNOWN_COLUMNS: &str = "unknown_columns";
const UNKNOWN_VALUE: &str = "unknown_value";

/// Whether a text was put together with something that is not known: a stand-in is part of it.
#[must_use]
pub fn holds_stand_in(text: &str) -> bool {
    [UNKNOWN_RELATION, UNKNOWN_COLUMNS, UNKNOWN_VALUE].iter().any(|stand_in| text.contains(stand_in))
}

/// Whether a value, or each item of a list, is known, or was asked for by a name that is.
#[must_use]
pub fn is_told(value: &Value) -> bool {
    let one = |value: &Value| match thing(value) {
        Some(Thing::Unknown(found)) => matches!(found.kind, UnknownKind::NamedRelation | UnknownKind::NamedQuery),
        _ => true,
    };
    match thing(value) {
        Some(Thing::List(_) | Thing::Tuple(_)) => items(value).is_none_or(|all| all.iter().all(one)),
        _ => one(value),
    }
}

/// Whether a text stands for a relation that the warehouse was asked for by a name that is known.
#[must_use]
pub fn is_named_relation(text: &str) -> bool {
    text == NAMED_RELATION
}

impl UnknownKind {
    /// The kind that a stand-in stands for. What stands for a value stands for anything.
    pub(super) fn of_stand_in(text: &str) -> Option<Self> {
        match text {
            UNKNOWN_RELATION => Some(Self::Relation),
            NAMED_RELATION => Some(Self::NamedRelation),
            UNKNOWN_QUERY => Some(Self::Query),
            NAMED_QUERY => Some(Self::NamedQuery),
            UNKNOWN_COLUMNS => Some(Self::Columns),
            UNKNOWN_VALUE => Some(Self::Any),
            _ => None,
        }
    }

    /// What stands for it in SQL: an identifier, so that the text around it still parses.
    pub(super) const fn stand_in(self) -> &'static str {
        match self {
            Self::Relation => UNKNOWN_RELATION,
            Self::NamedRelation => NAMED_RELATION,
            Self::Query => UNKNOWN_QUERY,
            Self::NamedQuery => NAMED_QUERY,
            Self::Columns => UNKNOWN_COLUMNS,
            Self::Scalar | Self::Any => UNKNOWN_VALUE,
            Self::Boolean => "true",
            Self::Raised => "",
        }
    }
}

/// A macro with the place its free names are looked up in.
#[derive(Debug)]
pub struct MacroValue {
    pub(super) template: Arc<Template>,
    pub(super) code: Arc<Macro>,
    /// For frames: the name qualified by its package.
    pub(super) qualified: Arc<str>,
    /// Index and serial of the scope it was defined in; none for a macro of another file.
    pub(super) scope: Option<(u32, u32)>,
}

/// The state behind `loop`.
#[derive(Debug)]
pub(super) struct LoopState {
    pub items: Arc<Vec<Value>>,
    pub index: usize,
    pub depth: usize,
    pub last_changed: Option<Vec<Value>>,
    /// For a recursive loop: the statement, its template and the scope around it.
    pub recursion: Option<(Arc<super::ast::For>, Arc<Template>, u32)>,
}

/// A lock that a panic elsewhere does not poison.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) fn thing(value: &Value) -> Option<&Thing> {
    value.downcast_object_ref::<Thing>()
}

pub(super) fn from_thing(thing: Thing) -> Value {
    Value::from_object(thing)
}

#[must_use]
pub fn list(items: Vec<Value>) -> Value {
    from_thing(Thing::List(Mutex::new(items)))
}

#[must_use]
pub fn tuple(items: Vec<Value>) -> Value {
    from_thing(Thing::Tuple(items))
}

pub(super) fn dict(map: Map) -> Value {
    from_thing(Thing::Dict(Mutex::new(map)))
}

/// A dictionary with text keys, in this order.
#[must_use]
pub fn dict_of<K: AsRef<str>>(pairs: impl IntoIterator<Item = (K, Value)>) -> Value {
    dict(pairs.into_iter().map(|(key, value)| (Key(Value::from(key.as_ref())), value)).collect())
}

#[must_use]
pub fn unknown(kind: UnknownKind) -> Value {
    from_thing(Thing::Unknown(Unknown { kind }))
}

#[must_use]
pub fn none() -> Value {
    Value::from(())
}

/// A value that a context hands to templates.
pub fn host_value(value: impl HostValue + 'static) -> Value {
    from_thing(Thing::Host(Arc::new(value)))
}

/// The context's value behind a template's, if it is one of type `T`.
pub fn as_host<T: 'static>(value: &Value) -> Option<&T> {
    match thing(value)? {
        Thing::Host(host) => host.as_any().downcast_ref(),
        _ => None,
    }
}

/// A macro as a value.
#[must_use]
pub fn macro_value(template: &Arc<Template>, code: &Arc<Macro>, qualified: Arc<str>) -> Value {
    from_thing(Thing::Macro(MacroValue { template: Arc::clone(template), code: Arc::clone(code), qualified, scope: None }))
}

#[must_use]
pub fn is_unknown(value: &Value) -> bool {
    matches!(thing(value), Some(Thing::Unknown(_)))
}

/// Whether a sequence holds something that is not known.
#[must_use]
pub fn holds_unknown(value: &Value) -> bool {
    match thing(value) {
        Some(Thing::List(items)) => lock(items).iter().any(is_unknown),
        Some(Thing::Tuple(items) | Thing::View(_, items) | Thing::Generator(items)) => items.iter().any(is_unknown),
        _ => false,
    }
}

/// The text of a string value, wherever it came from.
#[must_use]
pub fn as_text(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| match thing(value)? {
        Thing::Text(rope) => Some(rope.text()),
        _ => None,
    })
}

/// The items of a list, tuple or other sequence or iterable as Python would iterate it; `None` if it is none.
#[must_use]
pub fn items(value: &Value) -> Option<Vec<Value>> {
    if let Some(text) = as_text(value) {
        return Some(text.chars().map(|character| Value::from(character.to_string())).collect());
    }
    match thing(value) {
        Some(Thing::List(items)) => Some(lock(items).clone()),
        Some(Thing::Tuple(items) | Thing::View(_, items) | Thing::Generator(items)) => Some(items.clone()),
        Some(Thing::Dict(map)) => Some(lock(map).keys().map(|key| key.0.clone()).collect()),
        Some(Thing::Set(set)) => Some(lock(set).iter().map(|key| key.0.clone()).collect()),
        Some(&Thing::Range { start, stop, step }) => Some(object::range_items(start, stop, step).map(Value::from).collect()),
        Some(Thing::Host(host)) => host.items(),
        Some(_) => None,
        None => match value.kind() {
            ValueKind::Undefined => Some(Vec::new()),
            ValueKind::Seq | ValueKind::Map | ValueKind::Iterable => value.try_iter().ok().map(Iterator::collect),
            _ => None,
        },
    }
}

/// The pairs of a mapping.
#[must_use]
pub fn pairs(value: &Value) -> Option<Vec<(Value, Value)>> {
    match thing(value) {
        Some(Thing::Dict(map) | Thing::Namespace(map)) => {
            Some(lock(map).iter().map(|(key, value)| (key.0.clone(), value.clone())).collect())
        }
        Some(Thing::Host(host)) => host.pairs(),
        Some(_) => None,
        None if value.kind() == ValueKind::Map => {
            let keys = value.try_iter().ok()?;
            Some(keys.filter_map(|key| value.get_item(&key).ok().map(|item| (key, item))).collect())
        }
        None => None,
    }
}

/// Whether a value finds an item by its key at once.
pub(super) fn pairs_held(value: &Value) -> bool {
    matches!(thing(value), Some(Thing::Dict(_) | Thing::Namespace(_) | Thing::Set(_)))
}

/// What a mapping holds under a text key.
#[must_use]
pub fn entry(value: &Value, key: &str) -> Option<Value> {
    match thing(value) {
        Some(Thing::Dict(map) | Thing::Namespace(map)) => lock(map).get(&Key(Value::from(key))).cloned(),
        Some(_) => None,
        None => value.get_attr(key).ok().filter(|found| !found.is_undefined()),
    }
}

/// Python truth. An unknown counts as true; whoever branches on one asks [`is_unknown`] first.
#[must_use]
pub fn truth(value: &Value) -> bool {
    match thing(value) {
        None => value.is_true(),
        Some(Thing::List(items)) => !lock(items).is_empty(),
        Some(Thing::Tuple(items) | Thing::View(_, items)) => !items.is_empty(),
        Some(Thing::Dict(map)) => !lock(map).is_empty(),
        Some(Thing::Set(set)) => !lock(set).is_empty(),
        Some(&Thing::Range { start, stop, step }) => object::range_length(start, stop, step) > 0,
        Some(Thing::Text(rope)) => !rope.text().is_empty(),
        Some(Thing::Host(host)) => host.truth(),
        Some(_) => true,
    }
}

/// The length Python's `len` would give.
pub(super) fn length(value: &Value) -> Option<usize> {
    if let Some(text) = as_text(value) {
        return Some(text.chars().count());
    }
    match thing(value) {
        Some(Thing::List(items)) => Some(lock(items).len()),
        Some(Thing::Tuple(items) | Thing::View(_, items)) => Some(items.len()),
        Some(Thing::Dict(map)) => Some(lock(map).len()),
        Some(Thing::Set(set)) => Some(lock(set).len()),
        Some(&Thing::Range { start, stop, step }) => Some(object::range_length(start, stop, step)),
        Some(Thing::Loop(state)) => Some(lock(state).items.len()),
        Some(Thing::Host(host)) => host.items().map(|items| items.len()),
        Some(_) => None,
        None if value.is_undefined() => Some(0),
        None => value.len(),
    }
}

/// How much work it is to look at all items of a value, in bytes of text that take as long.
pub(super) fn weight(value: &Value) -> usize {
    /// Bytes of text that take as long as one item.
    const ITEM: usize = 48;
    let count = match thing(value) {
        Some(Thing::List(items)) => lock(items).len(),
        Some(Thing::Tuple(items) | Thing::View(_, items) | Thing::Generator(items)) => items.len(),
        Some(Thing::Dict(map) | Thing::Namespace(map)) => lock(map).len(),
        Some(Thing::Set(set)) => lock(set).len(),
        Some(&Thing::Range { start, stop, step }) => object::range_length(start, stop, step),
        Some(Thing::Integer(big)) => return number::Number::Big(big.clone()).work(),
        _ => 0,
    };
    count.saturating_mul(ITEM)
}

/// Turns minijinja's own sequences and mappings into the kinds that can change, as deep as they go.
#[must_use]
pub fn adopt(value: Value) -> Value {
    match value.kind() {
        ValueKind::Seq | ValueKind::Iterable if thing(&value).is_none() => {
            let items = value.try_iter().map(|items| items.map(adopt).collect()).unwrap_or_default();
            if value.is_tuple() { tuple(items) } else { list(items) }
        }
        ValueKind::Map if thing(&value).is_none() => {
            let found = pairs(&value).unwrap_or_default();
            dict(found.into_iter().map(|(key, item)| (Key(adopt(key)), adopt(item))).collect())
        }
        _ => value,
    }
}
