//! Methods of strings. Those that cut keep the segments of what is left.

use minijinja::Value;

use super::{CallArguments, Evaluator, Fault, Outcome};
use crate::jinja::ProblemKind;
use crate::jinja::lexer::is_space;
use crate::jinja::value::{Thing, UnknownKind, as_text, is_unknown, items, list, print, thing, tuple, unknown};

pub(super) const METHODS: [&str; 44] = [
    "capitalize",
    "casefold",
    "center",
    "count",
    "encode",
    "endswith",
    "expandtabs",
    "find",
    "format",
    "format_map",
    "index",
    "isalnum",
    "isalpha",
    "isascii",
    "isdecimal",
    "isdigit",
    "isidentifier",
    "islower",
    "isnumeric",
    "isspace",
    "istitle",
    "isupper",
    "join",
    "ljust",
    "lower",
    "lstrip",
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
    "swapcase",
    "title",
    "upper",
    "zfill",
];

impl Evaluator<'_> {
    pub(super) fn text_method(&mut self, receiver: &Value, name: &str, arguments: &CallArguments) -> Outcome {
        let Some(text) = as_text(receiver) else { return Ok(Value::UNDEFINED) };
        if arguments.positional.iter().any(is_unknown) && name != "format" {
            return Ok(unknown(UnknownKind::Scalar));
        }
        match name {
            "strip" | "lstrip" | "rstrip" => strip(receiver, text, name, arguments),
            "join" => self.join_method(receiver, arguments),
            "replace" => {
                let (old, new) = (arguments.require_text(0, "old")?, arguments.require_text(1, "new")?);
                let count = arguments.get(2, "count").and_then(Value::as_i64).unwrap_or(-1);
                let made = usize::try_from(count).map_or_else(|_| text.replace(old, new), |count| text.replacen(old, new, count));
                self.spend(made.len())?;
                Ok(Value::from(made))
            }
            "format" | "format_map" => {
                let mut keywords = arguments.keywords.clone();
                if name == "format_map" {
                    let found = arguments.positional.first().and_then(crate::jinja::value::pairs).unwrap_or_default();
                    keywords.extend(found.into_iter().map(|(key, value)| (print::text(&key).into(), value)));
                }
                let mut look = |value: &Value, key: &str, item: bool| {
                    if item {
                        let key = key.parse::<i64>().map_or_else(|_| Value::from(key), Value::from);
                        self.item(value, &key)
                    } else {
                        self.attribute(value, key)
                    }
                };
                let made = super::format::braces(text, &arguments.positional, &keywords, &mut look)?;
                self.spend(made.len())?;
                Ok(Value::from(made))
            }
            "center" | "ljust" | "rjust" => {
                let width = arguments.require(0, "width")?.as_usize().unwrap_or(0);
                self.spend(width)?;
                Ok(Value::from(justified(text, width, arguments.text(1, "fillchar").unwrap_or(" "), name)))
            }
            "zfill" => {
                let width = arguments.require(0, "width")?.as_usize().unwrap_or(0);
                self.spend(width)?;
                let (sign, digits) = text.split_at(usize::from(text.starts_with(['+', '-'])));
                let missing = width.saturating_sub(text.chars().count());
                Ok(Value::from(format!("{sign}{}{digits}", "0".repeat(missing))))
            }
            "encode" => Ok(receiver.clone()),
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
    let mut rest = text.trim_matches(is_space);
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
    let several = items(given).ok_or_else(|| Fault::failed("a string or a tuple of strings is needed"))?;
    Ok(Value::from(several.iter().filter_map(as_text).any(fits)))
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
        "lower" | "casefold" => Ok(Value::from(text.to_lowercase())),
        "title" => Ok(Value::from(title(text))),
        "capitalize" => Ok(Value::from(capitalized(text))),
        "swapcase" => Ok(Value::from(
            text.chars()
                .flat_map(|c| if c.is_uppercase() { c.to_lowercase().collect::<Vec<_>>() } else { c.to_uppercase().collect() })
                .collect::<String>(),
        )),
        "split" | "rsplit" => split(text, name, arguments),
        "splitlines" => Ok(texts(text.lines())),
        "startswith" => any_of(arguments, |prefix| text.starts_with(prefix)),
        "endswith" => any_of(arguments, |suffix| text.ends_with(suffix)),
        "count" => {
            let sub = arguments.require_text(0, "sub")?;
            Ok(Value::from(if sub.is_empty() { text.chars().count() + 1 } else { text.matches(sub).count() }))
        }
        "find" | "index" | "rfind" | "rindex" => {
            let sub = arguments.require_text(0, "sub")?;
            let from = arguments.get(1, "start").and_then(Value::as_usize).unwrap_or(0);
            let skipped = text.char_indices().nth(from).map_or(text.len(), |(at, _)| at);
            let at = if name.starts_with('r') { text[skipped..].rfind(sub) } else { text[skipped..].find(sub) };
            match at {
                Some(at) => Ok(Value::from(characters(text, at + skipped))),
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
        "expandtabs" => Ok(Value::from(text.replace('\t', "        "))),
        "isalnum" => is(char::is_alphanumeric),
        "isalpha" => is(char::is_alphabetic),
        "isascii" => Ok(Value::from(text.is_ascii())),
        "isdigit" | "isdecimal" | "isnumeric" => is(char::is_numeric),
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
