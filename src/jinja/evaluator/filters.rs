//! Filters of one value. Where Jinja2 and minijinja agree, minijinja's is used.

use std::fmt::Write;
use std::sync::OnceLock;

use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Environment, ErrorKind, Value};
use num_bigint::BigInt;
use num_traits::FromPrimitive;

use super::operators::type_name;
use super::text_methods::{capitalized, justified, strip};
use super::wrapping::{Indentation, truncated, wrapped};
use super::{CallArguments, Evaluator, Fault, Outcome};
use crate::jinja::ProblemKind;
use crate::jinja::lexer::is_space;
use crate::jinja::value;
use crate::jinja::value::number::{self, Number};
use crate::jinja::value::{
    Key, Thing, UnknownKind, adopt, as_text, dict, from_thing, is_unknown, items, length, list, none, pairs, print, thing, truth, tuple,
    unknown,
};

/// Every filter that Jinja2 has, and dbt's.
const FILTERS: [&str; 58] = [
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
];

/// The names of all filters that templates know.
#[must_use]
pub fn filter_names() -> &'static [&'static str] {
    &FILTERS
}

pub(super) fn is_filter(name: &str) -> bool {
    FILTERS.contains(&name)
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
        if matches!(name, "default" | "d" | "safe" | "length" | "count" | "as_text" | "as_native" | "as_bool" | "as_number") {
            return self.filtered_value(name, value, arguments);
        }
        self.labour(&value)?;
        let made = self.filtered_value(name, value, arguments)?;
        self.spend(as_text(&made).map_or_else(|| value::weight(&made) / 2, str::len))?;
        Ok(made)
    }

    fn filtered_value(&mut self, name: &str, value: Value, arguments: &CallArguments) -> Outcome {
        if let Some(result) = self.sequence_filter(name, &value, arguments) {
            return result;
        }
        let text = || as_text(&value).map_or_else(|| print::text(&value), str::to_owned);
        match name {
            "default" | "d" if arguments.keyword("value").is_some() => Err(Fault::failed("`default` is given its value twice")),
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
                    value::dict_of(arguments.keywords.iter().map(|(name, value)| (name, value.clone())))
                };
                super::format::percent(&text(), &values, self.room()).map(Value::from)
            }
            "int" | "float" | "abs" | "round" if value.is_undefined() => {
                Err(Fault::Error(ProblemKind::Undefined, "an undefined value is used".to_owned()))
            }
            "int" => Ok(integer(&value, arguments)),
            "float" => Ok(float(&value, arguments)),
            "round" => round(&value, arguments),
            "abs" => Number::of(&value).map(|number| number.absolute().into_value()).ok_or_else(|| Fault::failed("`abs` takes a number")),
            "indent" if as_text(&value).is_none() => Err(Fault::failed("`indent` takes a text")),
            "indent" => {
                let (text, indentation) = (text(), Indentation::of(arguments));
                self.spend(text.len().saturating_add(text.matches(['\n', '\r']).count().saturating_mul(indentation.width.len())))?;
                Ok(Value::from(indentation.apply(&text)))
            }
            "center" => {
                let width = arguments.get(0, "width").and_then(Value::as_usize).unwrap_or(80);
                self.spend(width)?;
                Ok(Value::from(justified(&text(), width, " ", "center")))
            }
            "truncate" if as_text(&value).is_none() => {
                let length = length(&value).ok_or_else(|| Fault::failed("`truncate` takes a text"))?;
                if length <= 260 || arguments.get(0, "length").and_then(Value::as_usize).is_some_and(|most| length <= most + 5) {
                    Ok(value)
                } else {
                    Err(Fault::failed("`truncate` takes a text"))
                }
            }
            "truncate" => Ok(Value::from(truncated(&text(), arguments))),
            "wordwrap" => wrapped(&text(), arguments).map(Value::from),
            "urlize" => Ok(Value::from(linked(&text()))),
            "wordcount" => {
                Ok(Value::from(text().split(|c: char| !(c == '_' || c.is_alphanumeric())).filter(|word| !word.is_empty()).count()))
            }
            "e" | "escape" | "forceescape" => Ok(Value::from(escaped(&text()))),
            "tojson" => {
                let indent = arguments.given(0, "indent").and_then(Value::as_usize).map(|width| width.min(100));
                Ok(Value::from(json_of(&value, indent)?))
            }
            "pprint" => Ok(Value::from(print::repr(&sorted_keys(&value, 0)))),
            "xmlattr" => {
                let found = pairs(&value).ok_or_else(|| Fault::failed("`xmlattr` takes a mapping"))?;
                let shown = found.into_iter().filter(|(_, value)| !value.is_none() && !value.is_undefined());
                let parts: Vec<String> =
                    shown.map(|(key, value)| format!("{}=\"{}\"", escaped(&print::text(&key)), escaped(&print::text(&value)))).collect();
                let apart = !parts.is_empty() && arguments.get(0, "autospace").is_none_or(truth);
                Ok(Value::from(format!("{}{}", if apart { " " } else { "" }, parts.join(" "))))
            }
            "set" => super::call::iterated(&value).map(super::methods::make_set),
            "attr" => {
                let name = arguments.require_text(0, "name")?;
                // Attributes only: what a mapping holds is not one.
                let held = matches!(thing(&value), Some(Thing::Dict(_))) && !super::methods::has_method(&value, name);
                Ok(if held { Value::UNDEFINED } else { self.attribute(&value, name) })
            }
            "filesizeformat" if as_text(&value).is_some() => {
                let number = float(&value, &CallArguments::of(vec![none()]));
                borrowed(name, &number, arguments)
            }
            "urlencode" => percent_encoded(&value).map(Value::from),
            _ if is_filter(name) => borrowed(name, &value, arguments),
            _ => Err(Fault::Error(ProblemKind::Undefined, format!("there is no filter `{name}`"))),
        }
    }

    fn replace(&mut self, text: &str, arguments: &CallArguments) -> Outcome {
        let (old, new) = (print::text(arguments.require(0, "old")?), print::text(arguments.require(1, "new")?));
        if arguments.positional.iter().any(is_unknown) {
            return Ok(unknown(UnknownKind::Scalar));
        }
        let count = arguments.given(2, "count").and_then(Value::as_usize);
        self.replaced(text, &old, &new, count).map(Value::from)
    }

    /// The text with a part replaced, as often as it stands there or `count` times; counted before it is made.
    pub(super) fn replaced(&mut self, text: &str, old: &str, new: &str, count: Option<usize>) -> Result<String, Fault> {
        let times = text.matches(old).count().min(count.unwrap_or(usize::MAX));
        self.spend(text.len().saturating_add(times.saturating_mul(new.len())))?;
        Ok(text.replacen(old, new, times))
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

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\'', "&#39;").replace('"', "&#34;")
}

/// A text as it stands in an address, or pairs as they stand in its query.
fn percent_encoded(value: &Value) -> Result<String, Fault> {
    let quote = |text: &str, in_query: bool| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-~".contains(&byte) || !in_query && byte == b'/';
        let code = |byte: u8| match byte {
            _ if plain(byte) => char::from(byte).to_string(),
            b' ' if in_query => "+".to_owned(),
            _ => format!("%{byte:02X}"),
        };
        text.bytes().map(code).collect::<String>()
    };
    if as_text(value).is_some() || pairs(value).is_none() && items(value).is_none() {
        return Ok(quote(&print::text(value), false));
    }
    let mut parts = Vec::new();
    for (key, value) in pairs(value).map_or_else(|| paired(value), Ok)? {
        parts.push(format!("{}={}", quote(&print::text(&key), true), quote(&print::text(&value), true)));
    }
    Ok(parts.join("&"))
}

/// The items of a sequence of pairs.
fn paired(value: &Value) -> Result<Vec<(Value, Value)>, Fault> {
    let pair = |item: &Value| match items(item).unwrap_or_default().as_slice() {
        [key, value] => Ok((key.clone(), value.clone())),
        _ => Err(Fault::failed("pairs are needed")),
    };
    super::call::iterated(value)?.iter().map(pair).collect()
}

/// As Python's `json.dumps` with sorted keys; on several lines where an indentation is given.
fn json_of(value: &Value, indent: Option<usize>) -> Result<String, Fault> {
    let mut writer = Json { out: String::new(), indent };
    writer.write(value, 0)?;
    Ok(writer.out)
}

struct Json {
    out: String,
    indent: Option<usize>,
}

impl Json {
    fn write(&mut self, value: &Value, depth: usize) -> Result<(), Fault> {
        if depth > 40 {
            return Err(Fault::failed("nested too deeply for JSON"));
        }
        if self.out.len() > print::MAX_TEXT {
            return Err(Fault::Runaway("the template makes too much text"));
        }
        if let Some(text) = as_text(value) {
            json_text(&mut self.out, text);
        } else if value.is_none() {
            self.out.push_str("null");
        } else if value.kind() == ValueKind::Bool {
            self.out.push_str(if value.is_true() { "true" } else { "false" });
        } else if Number::of(value).is_some() {
            self.out.push_str(&print::repr(value));
        } else if let Some(mut found) = pairs(value) {
            found.sort_by_key(|(key, _)| print::text(key));
            self.group(("{", "}"), &found, depth, |json, (key, item)| {
                json_text(&mut json.out, &if key.is_none() { "null".to_owned() } else { print::text(key) });
                json.out.push_str(": ");
                json.write(item, depth + 1)
            })?;
        } else if matches!(thing(value), Some(Thing::List(_) | Thing::Tuple(_) | Thing::Host(_))) && items(value).is_some()
            || matches!(value.kind(), ValueKind::Seq)
        {
            let found = items(value).unwrap_or_default();
            self.group(("[", "]"), &found, depth, |json, item| json.write(item, depth + 1))?;
        } else {
            return Err(Fault::failed(format!("a value of type {} has no JSON", type_name(value))));
        }
        Ok(())
    }

    fn group<T>(
        &mut self,
        brackets: (&str, &str),
        items: &[T],
        depth: usize,
        mut write: impl FnMut(&mut Self, &T) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        self.out.push_str(brackets.0);
        let line = |depth: usize| self.indent.map(|width| format!("\n{}", " ".repeat(width * depth)));
        let (inner, outer) = (line(depth + 1), line(depth));
        for (at, item) in items.iter().enumerate() {
            let separator = if inner.is_some() { "," } else { ", " };
            self.out.push_str(if at > 0 { separator } else { "" });
            self.out.push_str(inner.as_deref().unwrap_or_default());
            write(self, item)?;
        }
        if !items.is_empty() {
            self.out.push_str(outer.as_deref().unwrap_or_default());
        }
        self.out.push_str(brackets.1);
        Ok(())
    }
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

/// Addresses of the web as links.
fn linked(text: &str) -> String {
    let link = |word: &str| {
        let target = if word.starts_with("www.") { format!("https://{word}") } else { word.to_owned() };
        format!("<a href=\"{}\" rel=\"noopener\">{}</a>", escaped(&target), escaped(word))
    };
    let is_address = |word: &str| ["http://", "https://", "www."].iter().any(|start| word.starts_with(start) && word.len() > start.len());
    let words = text.split_inclusive(is_space).map(|part| {
        let word = part.trim_end_matches(is_space);
        let shown = if is_address(word) { link(word) } else { escaped(word) };
        format!("{shown}{}", &part[word.len()..])
    });
    words.collect()
}

/// A copy whose mappings are in the order of their keys.
fn sorted_keys(value: &Value, depth: u32) -> Value {
    match thing(value) {
        Some(Thing::Dict(_)) if depth < 8 => {
            let mut found = pairs(value).unwrap_or_default();
            found.sort_by_key(|(key, _)| print::repr(key));
            dict(found.into_iter().map(|(key, item)| (Key(key), sorted_keys(&item, depth + 1))).collect())
        }
        Some(Thing::List(_)) if depth < 8 => {
            list(items(value).unwrap_or_default().iter().map(|item| sorted_keys(item, depth + 1)).collect())
        }
        _ => value.clone(),
    }
}

/// What Python gives bit by bit.
pub(super) fn generated(found: Vec<Value>) -> Value {
    from_thing(Thing::Generator(found))
}

/// A list of lists.
pub(super) fn nested(found: Vec<Vec<Value>>) -> Vec<Value> {
    found.into_iter().map(list).collect()
}
