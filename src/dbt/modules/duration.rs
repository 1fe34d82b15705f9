//! `timedelta`: a span in microseconds.

use std::any::Any;
use std::cmp::Ordering;
use std::fmt::Write;

use minijinja::Value;

use crate::jinja::{CallArguments, Evaluator, Fault, HostValue, as_host, host_value};

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

/// Units by place and name, in microseconds.
const UNITS: [(&str, i64); 7] = [
    ("days", DAY),
    ("seconds", SECOND),
    ("microseconds", 1),
    ("milliseconds", 1000),
    ("minutes", 60 * SECOND),
    ("hours", 3600 * SECOND),
    ("weeks", 7 * DAY),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Duration {
    pub microseconds: i64,
}

impl Duration {
    pub fn value(self) -> Value {
        host_value(self)
    }

    pub fn span(self) -> jiff::Span {
        jiff::Span::new().try_microseconds(self.microseconds).unwrap_or_default()
    }

    #[allow(clippy::cast_precision_loss)] // as Python does
    fn total_seconds(self) -> f64 {
        self.microseconds as f64 / SECOND as f64
    }
}

/// `timedelta(days=1, hours=2)`
pub(super) fn construct(arguments: &CallArguments) -> Result<Value, Fault> {
    let mut microseconds: i64 = 0;
    for (place, (name, unit)) in UNITS.iter().enumerate() {
        let Some(given) = arguments.given(place, name) else { continue };
        let out_of_range = || Fault::failed(format!("`{name}` is out of range"));
        let part = match given.as_i64() {
            Some(whole) => whole.checked_mul(*unit).ok_or_else(out_of_range)?,
            None => fraction(given, *unit)?,
        };
        microseconds = microseconds.checked_add(part).ok_or_else(out_of_range)?;
    }
    Ok(Duration { microseconds }.value())
}

#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // a float saturates at the ends of the range
fn fraction(given: &Value, unit: i64) -> Result<i64, Fault> {
    let float = f64::try_from(given.clone()).map_err(|_| Fault::failed("a number is needed"))?;
    Ok((float * unit as f64).round() as i64)
}

impl HostValue for Duration {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        let (days, rest) = (self.microseconds.div_euclid(DAY), self.microseconds.rem_euclid(DAY));
        let (seconds, micro) = (rest / SECOND, rest % SECOND);
        let mut out = match days {
            0 => String::new(),
            1 | -1 => format!("{days} day, "),
            _ => format!("{days} days, "),
        };
        let _ = write!(out, "{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
        if micro > 0 {
            let _ = write!(out, ".{micro:06}");
        }
        out
    }

    fn truth(&self) -> bool {
        self.microseconds != 0
    }

    fn attribute(&self, _cx: &mut Evaluator<'_>, name: &str) -> Option<Value> {
        let rest = self.microseconds.rem_euclid(DAY);
        match name {
            "days" => Some(Value::from(self.microseconds.div_euclid(DAY))),
            "seconds" => Some(Value::from(rest / SECOND)),
            "microseconds" => Some(Value::from(rest % SECOND)),
            _ => None,
        }
    }

    fn method(&self, _cx: &mut Evaluator<'_>, name: &str, _arguments: &CallArguments) -> Option<Result<Value, Fault>> {
        (name == "total_seconds").then(|| Ok(Value::from(self.total_seconds())))
    }

    fn add(&self, other: &Value) -> Option<Value> {
        if let Some(other) = as_host::<Self>(other) {
            return Some(Self { microseconds: self.microseconds.checked_add(other.microseconds)? }.value());
        }
        super::moment::shifted(other, *self, false)
    }

    fn subtract(&self, other: &Value) -> Option<Value> {
        let other = as_host::<Self>(other)?;
        Some(Self { microseconds: self.microseconds.checked_sub(other.microseconds)? }.value())
    }

    fn equals(&self, other: &Value) -> bool {
        as_host::<Self>(other) == Some(self)
    }

    fn order(&self, other: &Value) -> Option<Ordering> {
        Some(self.cmp(as_host::<Self>(other)?))
    }
}
