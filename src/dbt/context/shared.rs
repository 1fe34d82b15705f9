//! Large values that many templates look at and none changes: `graph` and `model`. A view is made of what is asked for only.
//!
//! Every level is shared. What a template changes is its own copy of the outermost level.

use std::any::Any;
use std::sync::Arc;

use indexmap::IndexMap;
use minijinja::Value as JinjaValue;
use serde_json::Value;

use super::conversions::value_of;
use crate::jinja::{CallArguments, Evaluator, Fault, HostValue, as_host, as_text, dict_of, host_value, list, none, print, tuple};

/// A kept value, ready to be looked at.
#[derive(Clone, Debug)]
pub(super) enum Shared {
    Plain(JinjaValue),
    List(Arc<Vec<Shared>>),
    Map(Arc<IndexMap<String, Shared>>),
}

impl Shared {
    pub fn new(value: Value) -> Self {
        match value {
            Value::Array(items) if !items.is_empty() => Self::List(Arc::new(items.into_iter().map(Self::new).collect())),
            Value::Object(entries) if !entries.is_empty() => {
                Self::Map(Arc::new(entries.into_iter().map(|(key, value)| (key, Self::new(value))).collect()))
            }
            other => Self::Plain(value_of(&other)),
        }
    }

    /// For a template. What is empty is made anew, so that it can be changed.
    pub fn value(&self) -> JinjaValue {
        match self {
            Self::Plain(value) if as_text(value).is_none() && crate::jinja::items(value).is_some() => self.copy(),
            Self::Plain(value) => value.clone(),
            Self::List(_) | Self::Map(_) => host_value(self.clone()),
        }
    }

    /// A mapping or list that the template can change, over the shared levels below it.
    pub fn copy(&self) -> JinjaValue {
        match self {
            Self::Plain(value) => crate::jinja::items(value).map_or_else(
                || value.clone(),
                |items| match crate::jinja::pairs(value) {
                    Some(pairs) => dict_of(pairs.iter().map(|(key, value)| (print::text(key), value.clone()))),
                    None => list(items),
                },
            ),
            Self::List(items) => list(items.iter().map(Self::value).collect()),
            Self::Map(entries) => dict_of(entries.iter().map(|(key, value)| (key, value.value()))),
        }
    }

    /// The whole as ordinary values.
    fn thawed(&self) -> JinjaValue {
        match self {
            Self::Plain(value) => value.clone(),
            Self::List(items) => list(items.iter().map(Self::thawed).collect()),
            Self::Map(entries) => dict_of(entries.iter().map(|(key, value)| (key, value.thawed()))),
        }
    }

    fn get(&self, name: &str) -> Option<JinjaValue> {
        match self {
            Self::Map(entries) => entries.get(name).map(Self::value),
            _ => None,
        }
    }
}

impl HostValue for Shared {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        print::text(&self.thawed())
    }

    fn attribute(&self, _evaluator: &mut Evaluator<'_>, name: &str) -> Option<JinjaValue> {
        self.get(name)
    }

    fn item(&self, _evaluator: &mut Evaluator<'_>, key: &JinjaValue) -> Option<JinjaValue> {
        match self {
            Self::Map(_) => self.get(as_text(key)?),
            Self::List(items) => {
                let at = key.as_i64()?;
                let at = if at < 0 { at + i64::try_from(items.len()).ok()? } else { at };
                items.get(usize::try_from(at).ok()?).map(Self::value)
            }
            Self::Plain(_) => None,
        }
    }

    fn method(&self, evaluator: &mut Evaluator<'_>, name: &str, arguments: &CallArguments) -> Option<Result<JinjaValue, Fault>> {
        let Self::Map(entries) = self else {
            return Some(evaluator.call_method(&self.copy(), name, arguments));
        };
        Some(Ok(match name {
            "get" => {
                let found = arguments.text(0, "key").and_then(|name| self.get(name));
                found.or_else(|| arguments.get(1, "default").cloned()).unwrap_or_else(none)
            }
            "keys" => list(entries.keys().map(|key| JinjaValue::from(key.as_str())).collect()),
            "values" => list(entries.values().map(Self::value).collect()),
            "items" => list(entries.iter().map(|(key, value)| tuple(vec![JinjaValue::from(key.as_str()), value.value()])).collect()),
            "copy" => self.copy(),
            "update" | "pop" | "setdefault" | "clear" => return Some(evaluator.call_method(&self.copy(), name, arguments)),
            _ => return None,
        }))
    }

    fn items(&self) -> Option<Vec<JinjaValue>> {
        match self {
            Self::Map(entries) => Some(entries.keys().map(|key| JinjaValue::from(key.as_str())).collect()),
            Self::List(items) => Some(items.iter().map(Self::value).collect()),
            Self::Plain(_) => None,
        }
    }

    fn pairs(&self) -> Option<Vec<(JinjaValue, JinjaValue)>> {
        match self {
            Self::Map(entries) => Some(entries.iter().map(|(key, value)| (JinjaValue::from(key.as_str()), value.value())).collect()),
            _ => None,
        }
    }

    fn equals(&self, other: &JinjaValue) -> bool {
        let other = as_host::<Self>(other).map_or_else(|| other.clone(), Self::thawed);
        crate::jinja::equal(&self.thawed(), &other)
    }
}
