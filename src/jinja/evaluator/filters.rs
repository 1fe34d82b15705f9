//! Filters of one value. Where Jinja2 and minijinja agree, minijinja's is used.

use std::fmt::Write;
use std::sync::OnceLock;

use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Environment, ErrorKind, Value};
use num_bigint::BigInt;
use num_traits::FromPrimitive;

use super::operators::type_name;
use super::text_methods::{capitalized, justified, strip};
use super::{CallArguments, Evaluator, Fault, Outcome};
use crate::jinja::ProblemKind;
use crate::jinja::lexer::is_space;
use crate::jinja::value::number::{self, Number};
use crate::jinja::value::{
    Thing, UnknownKind, adopt, as_text, from_thing, is_unknown, items, list, pairs, print, thing, truth, tuple, unknown,
};

/// Every filter that Jinja2 has, and dbt's.
const FILTERS: [&str; 59] = [
    "abs",
    "attr",
    "batch",
    "capitalize",
    "center",
    "count",
    "d",
    "default",
    "dictsort",
    "e",
    "escape",
    "filesizeformat",
    "first",
    "float",
    "forceescape",
    "format",
    "groupby",
    "indent",
    "int",
    "items",
    "join",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "pprint",
    "random",
    "reject",
    "rejectattr",
    "replace",
    "reverse",
    "round",
    "safe",
    "select",
    "selectattr",
    "slice",
    "sort",
    "string",
    "striptags",
    "sum",
    "title",
    "tojson",
    "trim",
    "truncate",
    "unique",
    "upper",
    "urlencode",
    "urlize",
    "wordcount",
    "wordwrap",
    "xmlattr",
    "as_bool",
    "as_native",
    "as_number",
    "as_text",
    "set",
];

pub(super) fn is_filter(name: &str) -> bool {
    name != "set" && FILTERS.contains(&name)
}

/// Where minijinja's own filters are called.
fn environment() -> &'static Environment<'static> {
    static ENVIRONMENT: OnceLock<Environment<'static>> = OnceLock::new();
    ENVIRONMENT.get_or_init(|| {
        let mut environment = Environment::new();
        minijinja_contrib::add_to_environment(&mut environment);
        environment
    })
}

/// Runs one of minijinja's filters.
fn borrowed(name: &str, value: &Value, arguments: &CallArguments) -> Outcome {
    let mut all = vec![value.clone()];
    all.extend(arguments.positional.iter().cloned());
    if !arguments.keywords.is_empty() {
        all.push(arguments.keywords.iter().map(|(name, value)| (name.to_string(), value.clone())).collect::<Kwargs>().into());
    }
    match environment().empty_state().apply_filter(name, &all) {
        Ok(found) => Ok(adopt(match found.as_str() {
            Some(text) => Value::from(text),
            None => found,
        })),
        Err(error) if error.kind() == ErrorKind::UnknownFilter => {
            Err(Fault::Error(ProblemKind::Undefined, format!("there is no filter `{name}`")))
        }
        Err(error) => Err(Fault::failed(format!("`{name}`: {error}"))),
    }
}

impl Evaluator<'_> {
    /// `value|name(arguments)`
    pub fn apply_filter(&mut self, name: &str, value: Value, arguments: &CallArguments) -> Outcome {
        self.step()?;
        if is_unknown(&value) && !matches!(name, "default" | "d") {
            return Ok(value);
        }
        if let Some(result) = self.sequence_filter(name, &value, arguments) {
            return result;
        }
        let text = || as_text(&value).map_or_else(|| print::text(&value), str::to_owned);
        match name {
            "default" | "d" => {
                let falsy = arguments.get(1, "boolean").is_some_and(truth);
                let absent = value.is_undefined() || falsy && !is_unknown(&value) && !truth(&value);
                Ok(if absent { arguments.get(0, "default_value").cloned().unwrap_or_else(|| Value::from("")) } else { value })
            }
            "safe" | "as_text" | "as_native" | "as_bool" | "as_number" => Ok(value),
            "string" => Ok(if as_text(&value).is_some() { value } else { Value::from(text()) }),
            "upper" => Ok(Value::from(text().to_uppercase())),
            "lower" => Ok(Value::from(text().to_lowercase())),
            "capitalize" => Ok(Value::from(capitalized(&text()))),
            "title" => Ok(Value::from(title(&text()))),
            "trim" => {
                let held = if as_text(&value).is_some() { value.clone() } else { Value::from(text()) };
                let text = as_text(&held).unwrap_or_default();
                strip(&held, text, "strip", arguments)
            }
            "replace" => self.replace(&text(), arguments),
            "format" => {
                let values = if arguments.keywords.is_empty() {
                    tuple(arguments.positional.clone())
                } else {
                    crate::jinja::value::dict_of(arguments.keywords.iter().map(|(name, value)| (name, value.clone())))
                };
                super::format::percent(&text(), &values).map(Value::from)
            }
            "int" => Ok(integer(&value, arguments)),
            "float" => Ok(float(&value, arguments)),
            "round" => round(&value, arguments),
            "abs" => Number::of(&value).map(|number| number.absolute().into_value()).ok_or_else(|| Fault::failed("`abs` takes a number")),
            "indent" => Ok(Value::from(indented(&text(), arguments))),
            "center" => {
                let width = arguments.get(0, "width").and_then(Value::as_usize).unwrap_or(80);
                self.spend(width)?;
                Ok(Value::from(justified(&text(), width, " ", "center")))
            }
            "truncate" => Ok(Value::from(truncated(&text(), arguments))),
            "wordcount" => {
                Ok(Value::from(text().split(|c: char| !(c == '_' || c.is_alphanumeric())).filter(|word| !word.is_empty()).count()))
            }
            "e" | "escape" | "forceescape" => Ok(Value::from(escaped(&text()))),
            "tojson" => Ok(Value::from(to_json(&value, true)?)),
            "pprint" => Ok(Value::from(print::repr(&value))),
            "xmlattr" => {
                let shown = pairs(&value).unwrap_or_default().into_iter().filter(|(_, value)| !value.is_none() && !value.is_undefined());
                Ok(Value::from(
                    shown.map(|(key, value)| format!(" {}=\"{}\"", print::text(&key), escaped(&print::text(&value)))).collect::<String>(),
                ))
            }
            "set" => super::call::iterated(&value).map(super::methods::make_set),
            "attr" => Ok(self.attribute(&value, arguments.require_text(0, "name")?)),
            "urlencode" => Ok(Value::from(percent_encoded(&value))),
            _ => borrowed(name, &value, arguments),
        }
    }

    fn replace(&mut self, text: &str, arguments: &CallArguments) -> Outcome {
        let (old, new) = (print::text(arguments.require(0, "old")?), print::text(arguments.require(1, "new")?));
        if arguments.positional.iter().any(is_unknown) {
            return Ok(unknown(UnknownKind::Scalar));
        }
        let made = match arguments.given(2, "count").and_then(Value::as_usize) {
            Some(count) => text.replacen(&old, &new, count),
            None => text.replace(&old, &new),
        };
        self.spend(made.len())?;
        Ok(Value::from(made))
    }
}

/// Jinja's own title case: a letter after white space or one of `-({[<`.
fn title(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut start = true;
    for character in text.chars() {
        if start {
            out.extend(character.to_uppercase());
        } else {
            out.extend(character.to_lowercase());
        }
        start = is_space(character) || "-({[<".contains(character);
    }
    out
}

fn integer(value: &Value, arguments: &CallArguments) -> Value {
    let default = || arguments.get(0, "default").cloned().unwrap_or_else(|| Value::from(0));
    if let Some(number) = Number::of(value) {
        return number.big().map_or_else(default, number::from_big);
    }
    let Some(text) = as_text(value) else { return default() };
    let text = text.trim_matches(is_space);
    let base = arguments
        .get(1, "base")
        .and_then(Value::as_usize)
        .and_then(|base| u32::try_from(base).ok())
        .filter(|base| (2..=36).contains(base))
        .unwrap_or(10);
    let (sign, digits) = text.strip_prefix('-').map_or((1, text.strip_prefix('+').unwrap_or(text)), |digits| (-1, digits));
    let digits = match base {
        16 => digits.trim_start_matches("0x"),
        8 => digits.trim_start_matches("0o"),
        2 => digits.trim_start_matches("0b"),
        _ => digits,
    };
    let well_formed = !digits.starts_with('_') && !digits.ends_with('_') && !digits.contains("__") && digits.len() < 5000;
    if let Some(big) =
        BigInt::parse_bytes(digits.replace('_', "").as_bytes(), base).filter(|_| well_formed && !digits.starts_with(['-', '+']))
    {
        return number::from_big(big * sign);
    }
    text.replace('_', "")
        .parse::<f64>()
        .ok()
        .filter(|float| float.is_finite())
        .and_then(BigInt::from_f64)
        .map_or_else(default, number::from_big)
}

fn float(value: &Value, arguments: &CallArguments) -> Value {
    if let Some(number) = Number::of(value) {
        return Value::from(number.float());
    }
    let parsed = as_text(value).and_then(|text| text.trim_matches(is_space).replace('_', "").parse::<f64>().ok());
    parsed.map_or_else(|| arguments.get(0, "default").cloned().unwrap_or_else(|| Value::from(0.0)), Value::from)
}

/// Halves go to the even neighbour, as in Python.
fn round(value: &Value, arguments: &CallArguments) -> Outcome {
    let number = Number::of(value).ok_or_else(|| Fault::failed("`round` takes a number"))?;
    let digits = arguments.get(0, "precision").and_then(Value::as_i64).unwrap_or(0).clamp(-300, 300);
    let how = arguments.text(1, "method").unwrap_or("common");
    let places = usize::try_from(digits).unwrap_or(0);
    let scale = 10_f64.powi(i32::try_from(digits).unwrap_or(0));
    let float = number.float();
    let made = match how {
        "ceil" => (float * scale).ceil() / scale,
        "floor" => (float * scale).floor() / scale,
        // The decimal rendering rounds the exact binary value, which is what Python does.
        _ if digits >= 0 && float.abs() < 1e15 => format!("{float:.places$}").parse().unwrap_or(float),
        _ => (float * scale).round_ties_even() / scale,
    };
    if number.is_float() || how != "common" {
        Ok(Value::from(made))
    } else {
        Ok(Number::Float(made).big().map_or_else(|| Value::from(0), number::from_big))
    }
}

fn indented(text: &str, arguments: &CallArguments) -> String {
    let width = match arguments.get(0, "width") {
        Some(given) => as_text(given).map_or_else(|| " ".repeat(given.as_usize().unwrap_or(4).min(1000)), str::to_owned),
        None => "    ".to_owned(),
    };
    let first = arguments.get(1, "first").is_some_and(truth);
    let blank = arguments.get(2, "blank").is_some_and(truth);
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let filled = blank && at > 0 || !line.is_empty();
        if (at > 0 || first) && (filled || at == 0 && first) {
            out.push_str(&width);
        }
        out.push_str(line);
    }
    out
}

fn truncated(text: &str, arguments: &CallArguments) -> String {
    let length = arguments.get(0, "length").and_then(Value::as_usize).unwrap_or(255);
    let whole_words = !arguments.get(1, "killwords").is_some_and(truth);
    let end = arguments.text(2, "end").unwrap_or("...");
    let leeway = arguments.given(3, "leeway").and_then(Value::as_usize).unwrap_or(5);
    if text.chars().count() <= length + leeway {
        return text.to_owned();
    }
    let kept: String = text.chars().take(length.saturating_sub(end.chars().count())).collect();
    let kept = if whole_words { kept.rsplit_once(' ').map_or(kept.as_str(), |(before, _)| before) } else { &kept };
    format!("{kept}{end}")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\'', "&#39;").replace('"', "&#34;")
}

fn percent_encoded(value: &Value) -> String {
    let quote = |text: &str, slash: bool| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-~".contains(&byte) || slash && byte == b'/';
        text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect::<String>()
    };
    match pairs(value) {
        Some(found) => {
            let each =
                found.iter().map(|(key, value)| format!("{}={}", quote(&print::text(key), false), quote(&print::text(value), false)));
            each.collect::<Vec<_>>().join("&")
        }
        None => quote(&print::text(value), true),
    }
}

/// As Python's `json.dumps`, with sorted keys if asked.
pub(super) fn to_json(value: &Value, sorted: bool) -> Result<String, Fault> {
    let mut out = String::new();
    write_json(&mut out, value, sorted, 0)?;
    Ok(out)
}

fn write_json(out: &mut String, value: &Value, sorted: bool, depth: u32) -> Result<(), Fault> {
    if depth > 40 {
        return Err(Fault::failed("nested too deeply for JSON"));
    }
    if let Some(text) = as_text(value) {
        json_text(out, text);
    } else if value.is_none() {
        out.push_str("null");
    } else if value.kind() == ValueKind::Bool {
        out.push_str(if value.is_true() { "true" } else { "false" });
    } else if Number::of(value).is_some() {
        out.push_str(&print::repr(value));
    } else if let Some(mut found) = pairs(value) {
        if sorted {
            found.sort_by_key(|(key, _)| print::text(key));
        }
        out.push('{');
        for (at, (key, item)) in found.iter().enumerate() {
            out.push_str(if at > 0 { ", " } else { "" });
            json_text(out, &if key.is_none() { "null".to_owned() } else { print::text(key) });
            out.push_str(": ");
            write_json(out, item, sorted, depth + 1)?;
        }
        out.push('}');
    } else if matches!(thing(value), Some(Thing::List(_) | Thing::Tuple(_) | Thing::Host(_))) && items(value).is_some()
        || matches!(value.kind(), ValueKind::Seq)
    {
        out.push('[');
        for (at, item) in items(value).unwrap_or_default().iter().enumerate() {
            out.push_str(if at > 0 { ", " } else { "" });
            write_json(out, item, sorted, depth + 1)?;
        }
        out.push(']');
    } else {
        return Err(Fault::failed(format!("a value of type {} has no JSON", type_name(value))));
    }
    Ok(())
}

fn json_text(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(character),
            _ => {
                let mut units = [0; 2];
                for unit in character.encode_utf16(&mut units) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out.push('"');
}

/// What Python gives bit by bit.
pub(super) fn generated(found: Vec<Value>) -> Value {
    from_thing(Thing::Generator(found))
}

/// A list of lists.
pub(super) fn nested(found: Vec<Vec<Value>>) -> Vec<Value> {
    found.into_iter().map(list).collect()
}
