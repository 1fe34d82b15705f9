//! Python's modules that templates reach through `modules`: `datetime`, `pytz`, `re`, `itertools`, as far as they are used.
//!
//! Knows no project. The clock stands still during a run: every `now()` is the moment the run started.

mod civil;
mod duration;
mod iteration;
mod moment;
mod pattern;
mod zone;

use std::any::Any;

use jiff::Timestamp;
use minijinja::Value;

use crate::jinja::{CallArguments, Evaluator, Fault, HostValue, host_value};

/// `modules`
#[must_use]
pub fn modules(now: Timestamp) -> Value {
    host_value(Module { path: "modules", now })
}

/// A moment as a Python `datetime` in UTC, such as `run_started_at`.
#[must_use]
pub fn moment(at: Timestamp) -> Value {
    moment::Moment::utc(at).value()
}

/// A module or a class of one.
#[derive(Debug)]
struct Module {
    path: &'static str,
    now: Timestamp,
}

impl Module {
    fn child(&self, name: &str) -> Option<Value> {
        let path = match (self.path, name) {
            ("modules", "datetime") => "datetime",
            ("modules", "pytz") => "pytz",
            ("modules", "re") => "re",
            ("modules", "itertools") => "itertools",
            ("datetime", "datetime") => "datetime.datetime",
            ("datetime", "date") => "datetime.date",
            ("datetime", "time") => "datetime.time",
            ("datetime", "timedelta") => "datetime.timedelta",
            ("datetime", "timezone") => "datetime.timezone",
            ("datetime.timezone", "utc") | ("pytz", "utc" | "UTC") => return Some(zone::Zone::utc().value()),
            ("re", name) => return pattern::flag(name),
            _ => return None,
        };
        Some(host_value(Self { path, now: self.now }))
    }
}

impl HostValue for Module {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        format!("<module '{}'>", self.path)
    }

    fn attribute(&self, _cx: &mut Evaluator<'_>, name: &str) -> Option<Value> {
        self.child(name)
    }

    fn is_callable(&self) -> bool {
        self.path.starts_with("datetime.")
    }

    fn call(&self, _cx: &mut Evaluator<'_>, arguments: &CallArguments) -> Option<Result<Value, Fault>> {
        match self.path {
            "datetime.datetime" => Some(moment::construct(arguments)),
            "datetime.date" => Some(civil::construct_date(arguments)),
            "datetime.time" => Some(civil::construct_time(arguments)),
            "datetime.timedelta" => Some(duration::construct(arguments)),
            _ => None,
        }
    }

    fn method(&self, cx: &mut Evaluator<'_>, name: &str, arguments: &CallArguments) -> Option<Result<Value, Fault>> {
        match (self.path, name) {
            ("datetime", "datetime" | "date" | "time" | "timedelta") => {
                let class = self.child(name)?;
                Some(cx.call_value(&class, arguments))
            }
            ("datetime.datetime", _) => moment::class_method(self.now, name, arguments),
            ("datetime.date", _) => civil::date_method(self.now, name, arguments),
            ("datetime.time", "fromisoformat") => Some(civil::time_from_text(arguments)),
            ("pytz", "timezone") => Some(zone::named(arguments)),
            ("re", _) => pattern::function(cx, name, arguments),
            ("itertools", _) => iteration::function(name, arguments),
            _ => None,
        }
    }
}

/// An integer argument, or `default` where it is absent.
fn whole(arguments: &CallArguments, place: usize, name: &str, default: i64) -> Result<i64, Fault> {
    match arguments.given(place, name) {
        None => Ok(default),
        Some(value) => value.as_i64().ok_or_else(|| Fault::failed(format!("`{name}` must be an integer"))),
    }
}

/// Likewise, in the range of the calendar's parts.
fn part<T: TryFrom<i64>>(arguments: &CallArguments, place: usize, name: &str, default: i64) -> Result<T, Fault> {
    T::try_from(whole(arguments, place, name, default)?).map_err(|_| Fault::failed(format!("`{name}` is out of range")))
}

/// Python's directives where they differ from the calendar's own.
fn directives(format: &str) -> String {
    let mut out = String::with_capacity(format.len());
    let mut rest = format.chars();
    while let Some(character) = rest.next() {
        if character != '%' {
            out.push(character);
            continue;
        }
        match rest.next() {
            Some('f') => out.push_str("%6f"),
            Some('-') => {
                out.push_str("%-");
                out.extend(rest.next());
            }
            Some('c') => out.push_str("%a %b %e %H:%M:%S %Y"),
            Some('x') => out.push_str("%m/%d/%y"),
            Some('X') => out.push_str("%H:%M:%S"),
            Some(other) => {
                out.push('%');
                out.push(other);
            }
            None => out.push('%'),
        }
    }
    out
}

/// A calendar's refusal as a fault.
fn refused(error: &jiff::Error) -> Fault {
    Fault::failed(error.to_string())
}

#[cfg(test)]
mod tests;
