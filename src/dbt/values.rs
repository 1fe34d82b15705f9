//! Between the values that are kept (JSON's) and those of the template engine.

use minijinja::Value as JinjaValue;
use minijinja::value::ValueKind;
use serde_json::{Map, Number, Value};

/// Levels below which a value is cut off.
const DEEPEST: u32 = 100;

/// A kept value, for a template.
pub(super) fn jinja_of(value: &Value) -> JinjaValue {
    match value {
        Value::Null => JinjaValue::from(()),
        Value::Bool(value) => JinjaValue::from(*value),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(whole), _, _) => JinjaValue::from(whole),
            (_, Some(whole), _) => JinjaValue::from(whole),
            (_, _, Some(float)) => JinjaValue::from(float),
            _ => JinjaValue::from(number.to_string()),
        },
        Value::String(text) => JinjaValue::from(text.as_str()),
        Value::Array(items) => items.iter().map(jinja_of).collect(),
        Value::Object(entries) => jinja_map(entries),
    }
}

/// A kept mapping, for a template.
pub(super) fn jinja_map(entries: &Map<String, Value>) -> JinjaValue {
    JinjaValue::from_pairs(entries.iter().map(|(key, value)| (key.as_str(), jinja_of(value))))
}

/// A template's value, to be kept. What has no JSON is kept as its text.
pub(super) fn json_of(value: &JinjaValue) -> Value {
    json_at(value, 0)
}

fn json_at(value: &JinjaValue, depth: u32) -> Value {
    if depth > DEEPEST {
        return Value::Null;
    }
    match value.kind() {
        ValueKind::Undefined | ValueKind::None => Value::Null,
        ValueKind::Bool => Value::Bool(value.is_true()),
        ValueKind::Number => {
            if value.is_integer() {
                return i64::try_from(value.clone()).map_or_else(|_| Value::String(value.to_string()), Value::from);
            }
            f64::try_from(value.clone()).ok().and_then(Number::from_f64).map_or(Value::Null, Value::Number)
        }
        ValueKind::Seq | ValueKind::Iterable => {
            value.try_iter().map(|items| items.map(|item| json_at(&item, depth + 1)).collect()).unwrap_or_default()
        }
        ValueKind::Map => {
            let mut entries = Map::new();
            for key in value.try_iter().into_iter().flatten() {
                let item = value.get_item(&key).unwrap_or_default();
                entries.insert(key.to_string(), json_at(&item, depth + 1));
            }
            Value::Object(entries)
        }
        _ => Value::String(value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_come_back_as_they_went() {
        for value in [json!(null), json!(true), json!(-3), json!(1.5), json!("x"), json!([1, ["a"]]), json!({"b": {"c": []}, "a": 1})] {
            assert_eq!(json_of(&jinja_of(&value)), value);
        }
    }
}
