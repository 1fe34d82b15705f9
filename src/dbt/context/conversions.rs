//! Between the values that are kept (JSON's) and those of templates, whose lists and mappings can change.

use minijinja::Value as JinjaValue;
use minijinja::value::ValueKind;
use serde_json::{Map, Number, Value};

use crate::jinja::print::text as print;
use crate::jinja::{as_host, as_text, dict_of, is_unknown, items, list, none, pairs};

use super::Relation;

/// Levels below which a value is cut off.
const DEEPEST: u32 = 60;

/// A kept value, for a template.
#[must_use]
pub fn value_of(value: &Value) -> JinjaValue {
    match value {
        Value::Null => none(),
        Value::Bool(value) => JinjaValue::from(*value),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => JinjaValue::from(whole),
            (None, Some(float)) => JinjaValue::from(float),
            (None, None) => JinjaValue::from(number.to_string()),
        },
        Value::String(text) => JinjaValue::from(text.as_str()),
        Value::Array(items) => list(items.iter().map(value_of).collect()),
        Value::Object(entries) => map_of(entries),
    }
}

/// A kept mapping, for a template.
#[must_use]
pub fn map_of(entries: &Map<String, Value>) -> JinjaValue {
    dict_of(entries.iter().map(|(key, value)| (key, value_of(value))))
}

/// A template's value, to be kept. What has no JSON is kept as its text; what is unknown, as nothing.
#[must_use]
pub fn json_of(value: &JinjaValue) -> Value {
    json_at(value, 0)
}

fn json_at(value: &JinjaValue, depth: u32) -> Value {
    if depth > DEEPEST || is_unknown(value) {
        return Value::Null;
    }
    if let Some(text) = as_text(value) {
        return Value::String(text.to_owned());
    }
    if let Some(relation) = as_host::<Relation>(value) {
        return Value::String(relation.render());
    }
    match value.kind() {
        ValueKind::Undefined | ValueKind::None => return Value::Null,
        ValueKind::Bool => return Value::Bool(value.is_true()),
        ValueKind::Number => {
            if value.is_integer() {
                return i64::try_from(value.clone()).map_or_else(|_| Value::String(value.to_string()), Value::from);
            }
            return f64::try_from(value.clone()).ok().and_then(Number::from_f64).map_or(Value::Null, Value::Number);
        }
        _ => {}
    }
    if let Some(found) = pairs(value) {
        return Value::Object(found.iter().map(|(key, item)| (print(key), json_at(item, depth + 1))).collect());
    }
    match items(value) {
        Some(found) => Value::Array(found.iter().map(|item| json_at(item, depth + 1)).collect()),
        None => Value::String(print(value)),
    }
}
