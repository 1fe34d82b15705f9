//! What minijinja's own filters see of our values.

use std::cell::RefCell;
use std::fmt;
use std::sync::{Arc, PoisonError};

use minijinja::Value;
use minijinja::value::{Enumerator, Object, ObjectRepr};

use super::{Key, Thing, items, lock, print};

pub(in crate::jinja) fn range_length(start: i64, stop: i64, step: i64) -> usize {
    let span = if step > 0 { i128::from(stop) - i128::from(start) } else { i128::from(start) - i128::from(stop) };
    if step == 0 || span <= 0 {
        return 0;
    }
    let step = i128::from(step).abs();
    usize::try_from((span + step - 1) / step).unwrap_or(usize::MAX)
}

pub(super) fn range_items(start: i64, stop: i64, step: i64) -> impl Iterator<Item = i64> {
    (0..range_length(start, stop, step)).map(move |index| start + i64::try_from(index).unwrap_or(0) * step)
}

thread_local! {
    /// What is yet to be dropped on this thread; nothing while nobody drops.
    static DROPPING: RefCell<Option<Vec<Value>>> = const { RefCell::new(None) };
}

/// Values nest as deep as a template makes them, deeper than the stack: what a value held is dropped after it, not in it.
impl Drop for Thing {
    fn drop(&mut self) {
        let held: Vec<Value> = match self {
            Self::List(items) => std::mem::take(items.get_mut().unwrap_or_else(PoisonError::into_inner)),
            Self::Tuple(items) | Self::View(_, items) | Self::Generator(items) => std::mem::take(items),
            Self::Dict(map) | Self::Namespace(map) => {
                let map = std::mem::take(map.get_mut().unwrap_or_else(PoisonError::into_inner));
                map.into_values().collect()
            }
            _ => return,
        };
        // Most values hold nothing that could nest.
        let mut nested = held.into_iter().filter(|value| super::thing(value).is_some()).peekable();
        if nested.peek().is_none() {
            return;
        }
        let first = DROPPING.with_borrow_mut(|dropping| {
            let first = dropping.is_none();
            dropping.get_or_insert_default().extend(nested);
            first
        });
        if !first {
            return;
        }
        while let Some(value) = DROPPING.with_borrow_mut(|dropping| dropping.as_mut().and_then(Vec::pop)) {
            drop(value);
        }
        DROPPING.with_borrow_mut(|dropping| *dropping = None);
    }
}

impl Object for Thing {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        match &**self {
            Self::List(_) | Self::Tuple(_) => ObjectRepr::Seq,
            Self::Dict(_) | Self::Namespace(_) => ObjectRepr::Map,
            Self::Set(_) | Self::View(..) | Self::Generator(_) | Self::Range { .. } => ObjectRepr::Iterable,
            _ => ObjectRepr::Plain,
        }
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match &**self {
            Self::List(items) => lock(items).get(key.as_usize()?).cloned(),
            Self::Tuple(items) => items.get(key.as_usize()?).cloned(),
            Self::Dict(map) | Self::Namespace(map) => lock(map).get(&Key(key.clone())).cloned(),
            _ => None,
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        match &**self {
            Self::List(items) => Enumerator::Seq(lock(items).len()),
            Self::Tuple(items) => Enumerator::Seq(items.len()),
            Self::Dict(map) | Self::Namespace(map) => Enumerator::Values(lock(map).keys().map(|key| key.0.clone()).collect()),
            Self::Set(_) | Self::View(..) | Self::Generator(_) | Self::Range { .. } => {
                Enumerator::Values(items(&Value::from_dyn_object(Arc::clone(self))).unwrap_or_default())
            }
            _ => Enumerator::NonEnumerable,
        }
    }

    fn is_true(self: &Arc<Self>) -> bool {
        super::truth(&Value::from_dyn_object(Arc::clone(self)))
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&print::text(&Value::from_dyn_object(Arc::clone(self))))
    }
}
