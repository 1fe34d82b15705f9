//! Methods of strings. Those that cut keep the segments of what is left.

use minijinja::Value;

use super::wrapping::{expand_tabs, lines};
use super::{CallArguments, Evaluator, Fault, Outcome};
use crate::jinja::ProblemKind;
use crate::jinja::lexer::is_space;
use crate::jinja::value::{
    Key, Map, Thing, UnknownKind, as_text, dict, from_thing, is_unknown, items, list, none, pairs, print, thing, truth, tuple, unknown,
};

/// Methods that take arguments.
const METHODS: [&str; 29] = [
    "center",
    "count",
    "encode",
    "endswith",
    "expandtabs",
    "find",
    "format",
    "format_map",
    "index",
    "join",
    "ljust",
    "lstrip",
    "maketrans",
    "partition",
    "removeprefix",
    "removesuffix",
    "replace",
    "rfind",
    "rindex",
    "rjust",
    "rpartition",
    "rsplit",
    "rstrip",
    "split",
    "splitlines",
    "startswith",
    "strip",
    "translate",
    "zfill",
];
/// Those that take none.
const BARE: [&str; 18] = [
    "capitalize",
    "casefold",
    "isalnum",
    "isalpha",
    "isascii",
    "isdecimal",
    "isdigit",
    "isidentifier",
    "islower",
    "isnumeric",
    "isprintable",
    "isspace",
    "istitle",
    "isupper",
    "lower",
    "swapcase",
    "title",
    "upper",
];

pub(super) fn is_method(name: &str) -> bool {
    METHODS.contains(&name) || BARE.contains(&name)
}

impl Evaluator<'_> {
    pub(super) fn text_method(&mut self, receiver: &Value, name: &str, arguments: &CallArguments) -> Outcome {
        let Some(text) = as_text(receiver) else { return Ok(Value::UNDEFINED) };
        if BARE.contains(&name) && !arguments.positional.is_empty() {
            return Err(Fault::failed(format!("`{name}` takes no arguments")));
        }
        if arguments.positional.iter().any(is_unknown) && name != "format" {
            return Ok(unknown(UnknownKind::Scalar));
        }
        match name {
            "strip" | "lstrip" | "rstrip" => strip(receiver, text, name, arguments),
            "join" => self.join_method(receiver, arguments),
            "replace" => {
                let (old, new) = (arguments.require_text(0, "old")?, arguments.require_text(1, "new")?);
                let count = arguments.get(2, "count").and_then(Value::as_i64).unwrap_or(-1);
                self.replaced(text, old, new, usize::try_from(count).ok()).map(Value::from)
            }
            "format" | "format_map" => {
                let mut keywords = arguments.keywords.clone();
                let positional = if name == "format" { arguments.positional.as_slice() } else { &[] };
                if name == "format_map" {
                    let found = arguments.positional.first().and_then(pairs).unwrap_or_default();
                    keywords.extend(found.into_iter().map(|(key, value)| (print::text(&key).into(), value)));
                }
                let room = self.room();
                let mut look = |value: &Value, key: &str, item: bool| {
                    if item {
                        let key = key.parse::<i64>().map_or_else(|_| Value::from(key), Value::from);
                        self.item(value, &key)
                    } else {
                        self.attribute(value, key)
                    }
                };
                let made = super::format::braces(text, positional, &keywords, room, &mut look)?;
                self.spend(made.len())?;
                Ok(Value::from(made))
            }
            "center" | "ljust" | "rjust" => {
                let width = width(arguments)?;
                self.spend(width)?;
                Ok(Value::from(justified(text, width, arguments.text(1, "fillchar").unwrap_or(" "), name)))
            }
            "zfill" => {
                let width = width(arguments)?;
                self.spend(width)?;
                let (sign, digits) = text.split_at(usize::from(text.starts_with(['+', '-'])));
                let missing = width.saturating_sub(text.chars().count());
                Ok(Value::from(format!("{sign}{}{digits}", "0".repeat(missing))))
            }
            "encode" => Ok(from_thing(Thing::Bytes(text.as_bytes().to_vec()))),
            "expandtabs" => {
                let width = arguments.get(0, "tabsize").and_then(Value::as_usize).unwrap_or(8);
                self.spend(text.len().saturating_add(text.matches('\t').count().saturating_mul(width)))?;
                Ok(Value::from(expand_tabs(text, width)))
            }
            _ => simple(text, name, arguments),
        }
    }

    fn join_method(&mut self, separator: &Value, arguments: &CallArguments) -> Outcome {
        let parts = super::call::iterated(arguments.require(0, "iterable")?)?;
        for part in &parts {
            if as_text(part).is_none() && !is_unknown(part) {
                let message = format!("`join` takes strings, not {}", super::operators::type_name(part));
                return Err(Fault::Error(ProblemKind::Failed, message));
            }
        }
        self.join_values(separator, parts)
    }

    /// Joins values, their segments kept.
    pub(super) fn join_values(&mut self, separator: &Value, parts: Vec<Value>) -> Outcome {
        let range = self.site;
        let mut all = Vec::with_capacity(parts.len() * 2);
        let blank = as_text(separator).is_some_and(str::is_empty);
        for (at, part) in parts.into_iter().enumerate() {
            if at > 0 && !blank {
                all.push((separator.clone(), range));
            }
            all.push((part, range));
        }
        self.joined(&all)
    }
}

pub(super) fn justified(text: &str, width: usize, fill: &str, how: &str) -> String {
    let missing = width.saturating_sub(text.chars().count());
    // As CPython centres: an odd rest goes to the left only where the width is odd too.
    let left = match how {
        "ljust" => 0,
        "rjust" => missing,
        _ => missing / 2 + (missing & width & 1),
    };
    format!("{}{text}{}", fill.repeat(left), fill.repeat(missing - left))
}

/// Cuts white space, or the given characters, off the ends.
pub(super) fn strip(value: &Value, text: &str, how: &str, arguments: &CallArguments) -> Outcome {
    let given =
        arguments.given(0, "chars").map(|chars| as_text(chars).map(str::to_owned).ok_or_else(|| Fault::failed("`strip` takes a string")));
    let given = given.transpose()?;
    let cut = |character: char| given.as_ref().map_or_else(|| is_space(character), |given| given.contains(character));
    let kept = match how {
        "lstrip" => text.trim_start_matches(cut),
        "rstrip" => text.trim_end_matches(cut),
        _ => text.trim_matches(cut),
    };
    let start = kept.as_ptr().addr() - text.as_ptr().addr();
    Ok(match thing(value) {
        Some(Thing::Text(rope)) => rope.slice(start, start + kept.len()),
        _ => Value::from(kept),
    })
}

fn texts<'a>(parts: impl Iterator<Item = &'a str>) -> Value {
    list(parts.map(Value::from).collect())
}

fn split(text: &str, name: &str, arguments: &CallArguments) -> Outcome {
    let most = arguments.get(1, "maxsplit").and_then(Value::as_i64).and_then(|most| usize::try_from(most).ok());
    let right = name == "rsplit";
    let Some(separator) = arguments.given(0, "sep") else {
        return Ok(texts(split_space(text, most, right).into_iter()));
    };
    let separator = as_text(separator)
        .filter(|separator| !separator.is_empty())
        .ok_or_else(|| Fault::failed("`split` takes a separator that is not empty"))?;
    Ok(match most {
        None => texts(text.split(separator)),
        Some(most) if right => {
            let mut parts: Vec<&str> = text.rsplitn(most + 1, separator).collect();
            parts.reverse();
            texts(parts.into_iter())
        }
        Some(most) => texts(text.splitn(most + 1, separator)),
    })
}

fn split_space(text: &str, most: Option<usize>, right: bool) -> Vec<&str> {
    let Some(most) = most else { return text.split(is_space).filter(|part| !part.is_empty()).collect() };
    let mut parts = Vec::new();
    let mut rest = if right { text.trim_end_matches(is_space) } else { text.trim_start_matches(is_space) };
    while !rest.is_empty() {
        let at = if right { rest.rfind(is_space) } else { rest.find(is_space) };
        match at.filter(|_| parts.len() < most) {
            Some(at) if right => {
                parts.push(rest[at..].trim_start_matches(is_space));
                rest = rest[..at].trim_end_matches(is_space);
            }
            Some(at) => {
                parts.push(&rest[..at]);
                rest = rest[at..].trim_start_matches(is_space);
            }
            None => {
                parts.push(rest);
                break;
            }
        }
    }
    if right {
        parts.reverse();
    }
    parts
}

/// `startswith` and `endswith` take a string or a tuple of strings.
fn any_of(arguments: &CallArguments, fits: impl Fn(&str) -> bool) -> Outcome {
    let given = arguments.require(0, "prefix")?;
    if let Some(one) = as_text(given) {
        return Ok(Value::from(fits(one)));
    }
    let several = items(given)
        .filter(|_| matches!(thing(given), Some(Thing::Tuple(_))))
        .ok_or_else(|| Fault::failed("a string or a tuple of strings is needed"))?;
    Ok(Value::from(several.iter().filter_map(as_text).any(fits)))
}

/// The part of a text that the arguments `start` and `end` leave, which come after what is looked for, and where it begins.
/// Nothing where it begins beyond the end: there not even an empty text is found.
fn window<'t>(text: &'t str, arguments: &CallArguments) -> Option<(&'t str, usize)> {
    let (Some(start), end) = (arguments.given(1, "start").and_then(Value::as_i64).or(Some(0)), arguments.given(2, "end")) else {
        return None;
    };
    let end = end.and_then(Value::as_i64);
    if start == 0 && end.is_none() {
        return Some((text, 0));
    }
    let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    let place = |at: i64| if at < 0 { (at + length).max(0) } else { at };
    let (start, end) = (place(start), place(end.unwrap_or(length)).min(length));
    if start > end {
        return None;
    }
    let byte = |at: i64| text.char_indices().nth(usize::try_from(at).unwrap_or(0)).map_or(text.len(), |(at, _)| at);
    Some((&text[byte(start)..byte(end)], byte(start)))
}

fn width(arguments: &CallArguments) -> Result<usize, Fault> {
    let given = arguments.require(0, "width")?.as_i64().ok_or_else(|| Fault::failed("a width must be an integer"))?;
    Ok(usize::try_from(given).unwrap_or(0))
}

fn is_decimal(character: char) -> bool {
    let fraction_or_raised = matches!(character, '²' | '³' | '¹' | '¼'..='¾' | '\u{2070}'..='\u{218b}' | '\u{2460}'..='\u{24ff}');
    character.is_ascii_digit() || character.is_numeric() && !fraction_or_raised && (character as u32) < 0x3000
}

/// `str.maketrans`: a dictionary from code points.
fn make_translation(arguments: &CallArguments) -> Outcome {
    let code = |character: char| Value::from(character as u32);
    let mut map = Map::default();
    if let (Some(from), Some(to)) = (arguments.text(0, "x"), arguments.text(1, "y")) {
        if from.chars().count() != to.chars().count() {
            return Err(Fault::failed("`maketrans` takes two texts of one length"));
        }
        map.extend(from.chars().zip(to.chars()).map(|(from, to)| (Key(code(from)), code(to))));
        map.extend(arguments.text(2, "z").unwrap_or_default().chars().map(|gone| (Key(code(gone)), none())));
        return Ok(dict(map));
    }
    for (key, value) in pairs(arguments.require(0, "x")?).ok_or_else(|| Fault::failed("`maketrans` takes a mapping or two texts"))? {
        let key = as_text(&key).and_then(|text| text.chars().next()).map_or(key.clone(), code);
        map.insert(Key(key), value);
    }
    Ok(dict(map))
}

/// The text with characters replaced or left out as a dictionary of code points says.
fn translated(text: &str, arguments: &CallArguments) -> Outcome {
    let table = arguments.require(0, "table")?;
    let found = pairs(table).ok_or_else(|| Fault::failed("`translate` takes a mapping"))?;
    let map: Map = found.into_iter().map(|(key, value)| (Key(key), value)).collect();
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match map.get(&Key(Value::from(character as u32))) {
            None => out.push(character),
            Some(to) if to.is_none() => {}
            Some(to) => match to.as_i64().and_then(|code| u32::try_from(code).ok()).and_then(char::from_u32) {
                Some(character) => out.push(character),
                None => out.push_str(&print::text(to)),
            },
        }
    }
    Ok(Value::from(out))
}

/// Character offset of a byte offset.
fn characters(text: &str, at: usize) -> usize {
    text[..at].chars().count()
}

fn title(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for character in text.chars() {
        if character.is_alphabetic() {
            if inside {
                out.extend(character.to_lowercase());
            } else {
                out.extend(character.to_uppercase());
            }
            inside = true;
        } else {
            out.push(character);
            inside = false;
        }
    }
    out
}

pub(super) fn capitalized(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest.as_str().to_lowercase().chars()).collect())
}

fn simple(text: &str, name: &str, arguments: &CallArguments) -> Outcome {
    let is = |fits: fn(char) -> bool| Ok(Value::from(!text.is_empty() && text.chars().all(fits)));
    let cased = |own: fn(char) -> bool, other: fn(char) -> bool| Ok(Value::from(text.chars().any(own) && !text.chars().any(other)));
    match name {
        "upper" => Ok(Value::from(text.to_uppercase())),
        "lower" => Ok(Value::from(text.to_lowercase())),
        "casefold" => Ok(Value::from(text.to_lowercase().replace('ß', "ss"))),
        "title" => Ok(Value::from(title(text))),
        "capitalize" => Ok(Value::from(capitalized(text))),
        "swapcase" => Ok(Value::from(
            text.chars()
                .flat_map(|c| if c.is_uppercase() { c.to_lowercase().collect::<Vec<_>>() } else { c.to_uppercase().collect() })
                .collect::<String>(),
        )),
        "split" | "rsplit" => split(text, name, arguments),
        "splitlines" => Ok(texts(lines(text, arguments.get(0, "keepends").is_some_and(truth)).into_iter())),
        "startswith" => any_of(arguments, |prefix| window(text, arguments).is_some_and(|(part, _)| part.starts_with(prefix))),
        "endswith" => any_of(arguments, |suffix| window(text, arguments).is_some_and(|(part, _)| part.ends_with(suffix))),
        "count" => {
            let sub = arguments.require_text(0, "sub")?;
            let Some((part, _)) = window(text, arguments) else { return Ok(Value::from(0)) };
            Ok(Value::from(if sub.is_empty() { part.chars().count() + 1 } else { part.matches(sub).count() }))
        }
        "find" | "index" | "rfind" | "rindex" => {
            let sub = arguments.require_text(0, "sub")?;
            let at = window(text, arguments).and_then(|(part, skipped)| {
                let at = if name.starts_with('r') { part.rfind(sub) } else { part.find(sub) };
                at.map(|at| at + skipped)
            });
            match at {
                Some(at) => Ok(Value::from(characters(text, at))),
                None if name.ends_with("index") => Err(Fault::failed("the text does not hold this part")),
                None => Ok(Value::from(-1)),
            }
        }
        "partition" | "rpartition" => {
            let separator = arguments.require_text(0, "sep")?;
            let parts = if name == "partition" {
                text.split_once(separator).map_or([text, "", ""], |(before, after)| [before, separator, after])
            } else {
                text.rsplit_once(separator).map_or(["", "", text], |(before, after)| [before, separator, after])
            };
            Ok(tuple(parts.iter().map(|part| Value::from(*part)).collect()))
        }
        "removeprefix" => Ok(Value::from(text.strip_prefix(arguments.require_text(0, "prefix")?).unwrap_or(text))),
        "removesuffix" => Ok(Value::from(text.strip_suffix(arguments.require_text(0, "suffix")?).unwrap_or(text))),
        "isalnum" => is(char::is_alphanumeric),
        "isalpha" => is(char::is_alphabetic),
        "isascii" => Ok(Value::from(text.is_ascii())),
        "isnumeric" => is(char::is_numeric),
        "isdecimal" => is(is_decimal),
        "isdigit" => is(|c| is_decimal(c) || matches!(c, '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' | '₀'..='₉' | '①'..='⑨')),
        "isprintable" => Ok(Value::from(text.chars().all(|c| !c.is_control() && (c == ' ' || !is_space(c))))),
        "maketrans" => make_translation(arguments),
        "translate" => translated(text, arguments),
        "isspace" => is(is_space),
        "isidentifier" => {
            Ok(Value::from(text.chars().all(|c| c == '_' || c.is_alphanumeric()) && text.chars().next().is_some_and(|c| !c.is_numeric())))
        }
        "islower" => cased(char::is_lowercase, char::is_uppercase),
        "isupper" => cased(char::is_uppercase, char::is_lowercase),
        "istitle" => Ok(Value::from(title(text) == text && text.chars().any(char::is_alphabetic))),
        _ => Err(Fault::failed(format!("`{name}` is no method of a string"))),
    }
}
