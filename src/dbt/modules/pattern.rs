//! `re`: regular expressions.

use std::any::Any;
use std::fmt::Write;
use std::time::Instant;

use fancy_regex::{Captures, Regex, RegexBuilder};
use minijinja::Value;

use crate::jinja::{CallArguments, Evaluator, Fault, HostValue, as_host, as_text, dict_of, host_value, list, none, tuple};

/// Flags by their names, with the letter that stands for them in a pattern.
const FLAGS: [(&str, &str, i64, char); 4] =
    [("IGNORECASE", "I", 2, 'i'), ("MULTILINE", "M", 8, 'm'), ("DOTALL", "S", 16, 's'), ("VERBOSE", "X", 64, 'x')];

/// `re.IGNORECASE`
pub(super) fn flag(name: &str) -> Option<Value> {
    FLAGS.iter().find(|(long, short, _, _)| *long == name || *short == name).map(|(_, _, value, _)| Value::from(*value))
}

/// How often one search may go back and try another way.
const MAX_STEPS: usize = 300_000;
/// Bytes that a compiled pattern may take.
const MAX_SIZE: usize = 4 << 20;
/// Bytes of work that a microsecond counts as.
const WORK: u128 = 400;

/// A search that went back too often.
fn endless(_: fancy_regex::Error) -> Fault {
    Fault::Runaway("a regular expression takes too many steps")
}

/// How a pattern is laid against the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Anchor {
    Anywhere,
    Start,
    Whole,
}

fn compile(pattern: &str, flags: i64, anchor: Anchor) -> Result<Regex, Fault> {
    let mut source = String::new();
    let letters: String = FLAGS.iter().filter(|(_, _, value, _)| flags & value != 0).map(|(_, _, _, letter)| *letter).collect();
    if !letters.is_empty() {
        let _ = write!(source, "(?{letters})");
    }
    let body = pattern.replace(r"\Z", r"\z");
    match anchor {
        Anchor::Anywhere => source.push_str(&body),
        Anchor::Start => {
            let _ = write!(source, r"\A(?:{body})");
        }
        Anchor::Whole => {
            let _ = write!(source, r"\A(?:{body})\z");
        }
    }
    let built = RegexBuilder::new(&source).backtrack_limit(MAX_STEPS).delegate_size_limit(MAX_SIZE).build();
    built.map_err(|error| Fault::failed(format!("the regular expression cannot be read: {error}")))
}

/// A pattern given as text or compiled before.
fn source(given: &Value, flags: i64) -> Result<(String, i64), Fault> {
    if let Some(compiled) = as_host::<Pattern>(given) {
        return Ok((compiled.source.clone(), compiled.flags));
    }
    as_text(given).map(|text| (text.to_owned(), flags)).ok_or_else(|| Fault::failed("a pattern is needed"))
}

/// Functions of the module: the pattern comes first.
pub(super) fn function(cx: &mut Evaluator<'_>, name: &str, arguments: &CallArguments) -> Option<Result<Value, Fault>> {
    if name == "escape" {
        return Some(arguments.require_text(0, "pattern").map(|text| Value::from(fancy_regex::escape(text).into_owned())));
    }
    if !["compile", "match", "search", "fullmatch", "sub", "findall", "finditer", "split"].contains(&name) {
        return None;
    }
    let place = match name {
        "compile" => 1,
        "sub" => 4,
        "split" => 3,
        _ => 2,
    };
    let flags = arguments.get(place, "flags").and_then(Value::as_i64).unwrap_or(0);
    let pattern = match arguments.require(0, "pattern").and_then(|given| source(given, flags)) {
        Ok((source, flags)) => Pattern { source, flags },
        Err(fault) => return Some(Err(fault)),
    };
    if name == "compile" {
        return Some(Ok(host_value(pattern)));
    }
    let rest = CallArguments {
        positional: arguments.positional.iter().skip(1).cloned().collect(),
        keywords: arguments.keywords.iter().filter(|(name, _)| &**name != "pattern").cloned().collect(),
    };
    pattern.method(cx, name, &rest)
}

#[derive(Clone, Debug)]
struct Pattern {
    source: String,
    flags: i64,
}

impl Pattern {
    fn find(&self, anchor: Anchor, arguments: &CallArguments) -> Result<Value, Fault> {
        let text = arguments.require_text(0, "string")?;
        let regex = compile(&self.source, self.flags, anchor)?;
        let found = regex.captures(text).map_err(endless)?;
        Ok(found.map_or_else(none, |found| host_value(Match::of(&regex, &found))))
    }

    fn every(&self, arguments: &CallArguments) -> Result<Vec<Match>, Fault> {
        let text = arguments.require_text(0, "string")?;
        let regex = compile(&self.source, self.flags, Anchor::Anywhere)?;
        regex.captures_iter(text).take(100_000).map(|found| found.map(|found| Match::of(&regex, &found)).map_err(endless)).collect()
    }

    fn substitute(&self, cx: &mut Evaluator<'_>, arguments: &CallArguments) -> Result<Value, Fault> {
        let replacement = arguments.require(0, "repl")?.clone();
        let text = arguments.require_text(1, "string")?.to_owned();
        let most = arguments.get(2, "count").and_then(Value::as_usize).filter(|&count| count > 0).unwrap_or(usize::MAX);
        let rest = CallArguments::of(vec![Value::from(text.as_str())]);
        let mut out = String::new();
        let mut from = 0;
        for found in self.every(&rest)?.into_iter().take(most) {
            let (start, end) = found.groups[0].as_ref().map_or((from, from), |group| (group.start, group.end));
            out.push_str(text.get(from..start).unwrap_or_default());
            if let Some(template) = as_text(&replacement) {
                found.expand(template, &mut out);
            } else {
                let made = cx.call_value(&replacement, &CallArguments::of(vec![host_value(found)]))?;
                out.push_str(&crate::jinja::print::text(&made));
            }
            from = end;
        }
        out.push_str(text.get(from..).unwrap_or_default());
        Ok(Value::from(out))
    }

    fn split(&self, arguments: &CallArguments) -> Result<Value, Fault> {
        let text = arguments.require_text(0, "string")?;
        let most = arguments.get(1, "maxsplit").and_then(Value::as_usize).filter(|&count| count > 0).unwrap_or(usize::MAX);
        let mut parts = Vec::new();
        let mut from = 0;
        for found in self.every(arguments)?.iter().take(most) {
            let Some(whole) = &found.groups[0] else { continue };
            parts.push(Value::from(&text[from..whole.start]));
            parts.extend((1..found.groups.len()).map(|group| found.group(group)));
            from = whole.end;
        }
        parts.push(Value::from(&text[from..]));
        Ok(list(parts))
    }
}

impl HostValue for Pattern {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        format!("re.compile('{}')", self.source)
    }

    fn attribute(&self, _cx: &mut Evaluator<'_>, name: &str) -> Option<Value> {
        (name == "pattern").then(|| Value::from(self.source.as_str()))
    }

    fn method(&self, cx: &mut Evaluator<'_>, name: &str, arguments: &CallArguments) -> Option<Result<Value, Fault>> {
        let begin = Instant::now();
        let result = match name {
            "match" => self.find(Anchor::Start, arguments),
            "search" => self.find(Anchor::Anywhere, arguments),
            "fullmatch" => self.find(Anchor::Whole, arguments),
            "findall" => self.every(arguments).map(|found| list(found.iter().map(Match::listed).collect())),
            "finditer" => self.every(arguments).map(|found| list(found.into_iter().map(host_value).collect())),
            "sub" => self.substitute(cx, arguments),
            "split" => self.split(arguments),
            _ => return None,
        };
        // Nobody can tell beforehand how long a search takes; what it took counts as work.
        let spent = usize::try_from(begin.elapsed().as_micros().saturating_mul(WORK)).unwrap_or(usize::MAX);
        Some(result.and_then(|found| cx.toil(spent).map(|()| found)))
    }
}

#[derive(Clone, Debug)]
struct Group {
    text: String,
    start: usize,
    end: usize,
}

#[derive(Clone, Debug)]
struct Match {
    /// The whole match, then its groups.
    groups: Vec<Option<Group>>,
    names: Vec<(String, usize)>,
}

impl Match {
    fn of(regex: &Regex, found: &Captures<'_, str>) -> Self {
        let group = |at| found.get(at).map(|part| Group { text: part.as_str().to_owned(), start: part.start(), end: part.end() });
        let names = regex.capture_names().enumerate().filter_map(|(at, name)| Some((name?.to_owned(), at))).collect();
        Self { groups: (0..found.len()).map(group).collect(), names }
    }

    fn group(&self, at: usize) -> Value {
        self.groups.get(at).and_then(Option::as_ref).map_or_else(none, |group| Value::from(group.text.as_str()))
    }

    fn place(&self, name: &Value) -> Option<usize> {
        match as_text(name) {
            Some(name) => self.names.iter().find(|(known, _)| known == name).map(|(_, at)| *at),
            None => name.as_usize().filter(|&at| at < self.groups.len()),
        }
    }

    /// What `findall` gives of it.
    fn listed(&self) -> Value {
        let text = |at: usize| Value::from(self.groups[at].as_ref().map_or("", |group| group.text.as_str()));
        match self.groups.len() {
            1 => text(0),
            2 => text(1),
            count => tuple((1..count).map(text).collect()),
        }
    }

    /// `\1` and `\g<name>` in a replacement.
    fn expand(&self, template: &str, out: &mut String) {
        let push = |out: &mut String, at: Option<usize>| {
            if let Some(Some(group)) = at.and_then(|at| self.groups.get(at)) {
                out.push_str(&group.text);
            }
        };
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('\\') {
            out.push_str(before);
            if let Some((name, tail)) = after.strip_prefix("g<").and_then(|named| named.split_once('>')) {
                push(out, self.place(&name.parse::<usize>().map_or_else(|_| Value::from(name), Value::from)));
                rest = tail;
                continue;
            }
            let digits = after.bytes().take(2).take_while(u8::is_ascii_digit).count();
            if digits > 0 {
                push(out, after[..digits].parse().ok());
                rest = &after[digits..];
                continue;
            }
            let escaped = after.chars().next();
            match escaped {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('\\') => out.push('\\'),
                Some(other) => {
                    out.push('\\');
                    out.push(other);
                }
                None => {}
            }
            rest = &after[escaped.map_or(0, char::len_utf8)..];
        }
        out.push_str(rest);
    }
}

impl HostValue for Match {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        "<re.Match object>".to_owned()
    }

    fn item(&self, _cx: &mut Evaluator<'_>, key: &Value) -> Option<Value> {
        self.place(key).map(|at| self.group(at))
    }

    fn method(&self, _cx: &mut Evaluator<'_>, name: &str, arguments: &CallArguments) -> Option<Result<Value, Fault>> {
        let missing = || Fault::failed("there is no such group");
        let at = || arguments.positional.first().map_or(Some(0), |name| self.place(name)).ok_or_else(missing);
        let bounds =
            |at: usize| self.groups.get(at).and_then(Option::as_ref).map_or((-1, -1), |group| (signed(group.start), signed(group.end)));
        Some(match name {
            "group" if arguments.positional.len() > 1 => {
                let found: Option<Vec<Value>> = arguments.positional.iter().map(|name| self.place(name).map(|at| self.group(at))).collect();
                found.map(tuple).ok_or_else(missing)
            }
            "group" => at().map(|at| self.group(at)),
            "groups" => Ok(tuple((1..self.groups.len()).map(|at| self.group(at)).collect())),
            "groupdict" => Ok(dict_of(self.names.iter().map(|(name, at)| (name, self.group(*at))))),
            "start" => at().map(|at| Value::from(bounds(at).0)),
            "end" => at().map(|at| Value::from(bounds(at).1)),
            "span" => at().map(|at| tuple(vec![Value::from(bounds(at).0), Value::from(bounds(at).1)])),
            _ => return None,
        })
    }
}

fn signed(at: usize) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX)
}
