//! `date` and `time`: days of the calendar, times of the day.

use std::any::Any;
use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::civil::{Date as CivilDate, Time as CivilTime};
use minijinja::Value;

use super::duration::Duration;
use super::{directives, part, refused};
use crate::jinja::{CallArguments, Evaluator, Fault, HostValue, as_host, host_value, tuple};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Date(pub CivilDate);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Time(pub CivilTime);

pub(super) fn construct_date(arguments: &CallArguments) -> Result<Value, Fault> {
    let (year, month, day) = (part(arguments, 0, "year", 0)?, part(arguments, 1, "month", 0)?, part(arguments, 2, "day", 0)?);
    CivilDate::new(year, month, day).map(|date| host_value(Date(date))).map_err(|error| refused(&error))
}

pub(super) fn construct_time(arguments: &CallArguments) -> Result<Value, Fault> {
    time_parts(arguments, 0).map(|time| host_value(Time(time)))
}

/// Hour, minute, second and microsecond from the argument at `place` on.
pub(super) fn time_parts(arguments: &CallArguments, place: usize) -> Result<CivilTime, Fault> {
    let (hour, minute) = (part(arguments, place, "hour", 0)?, part(arguments, place + 1, "minute", 0)?);
    let (second, micro) = (part(arguments, place + 2, "second", 0)?, part::<i32>(arguments, place + 3, "microsecond", 0)?);
    CivilTime::new(hour, minute, second, micro.saturating_mul(1000)).map_err(|error| refused(&error))
}

pub(super) fn time_from_text(arguments: &CallArguments) -> Result<Value, Fault> {
    let text = arguments.require_text(0, "time_string")?;
    text.parse::<CivilTime>().map(|time| host_value(Time(time))).map_err(|error| refused(&error))
}

/// Methods of the class `date`.
pub(super) fn date_method(now: Timestamp, name: &str, arguments: &CallArguments) -> Option<Result<Value, Fault>> {
    Some(match name {
        "today" => Ok(host_value(Date(now.to_zoned(jiff::tz::TimeZone::UTC).date()))),
        "fromisoformat" => arguments
            .require_text(0, "date_string")
            .and_then(|text| text.parse::<CivilDate>().map(|date| host_value(Date(date))).map_err(|error| refused(&error))),
        _ => return None,
    })
}

/// What dates and datetimes have in common.
pub(super) fn date_attribute(date: CivilDate, name: &str) -> Option<Value> {
    match name {
        "year" => Some(Value::from(date.year())),
        "month" => Some(Value::from(date.month())),
        "day" => Some(Value::from(date.day())),
        _ => None,
    }
}

pub(super) fn day_method(date: CivilDate, name: &str) -> Option<Value> {
    let monday = i64::from(date.weekday().to_monday_zero_offset());
    match name {
        "weekday" => Some(Value::from(monday)),
        "isoweekday" => Some(Value::from(monday + 1)),
        "isocalendar" => {
            let week = date.iso_week_date();
            Some(tuple(vec![Value::from(week.year()), Value::from(week.week()), Value::from(monday + 1)]))
        }
        "toordinal" => {
            let first = CivilDate::new(1, 1, 1).ok()?;
            Some(Value::from(i64::from((date - first).get_days()) + 1))
        }
        _ => None,
    }
}

fn time_attribute(time: CivilTime, name: &str) -> Option<Value> {
    match name {
        "hour" => Some(Value::from(time.hour())),
        "minute" => Some(Value::from(time.minute())),
        "second" => Some(Value::from(time.second())),
        "microsecond" => Some(Value::from(time.subsec_nanosecond() / 1000)),
        _ => None,
    }
}

pub(super) fn moment_attribute(moment: jiff::civil::DateTime, name: &str) -> Option<Value> {
    date_attribute(moment.date(), name).or_else(|| time_attribute(moment.time(), name))
}

/// `12:34:56`, with microseconds where there are any.
pub(super) fn time_text(time: CivilTime) -> String {
    let micro = time.subsec_nanosecond() / 1000;
    let fraction = if micro > 0 { format!(".{micro:06}") } else { String::new() };
    format!("{:02}:{:02}:{:02}{fraction}", time.hour(), time.minute(), time.second())
}

impl Date {
    fn strftime(self, format: &str) -> Result<Value, Fault> {
        let midnight = self.0.at(0, 0, 0, 0);
        jiff::fmt::strtime::format(directives(format), midnight).map(Value::from).map_err(|error| refused(&error))
    }
}

impl HostValue for Date {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        self.0.to_string()
    }

    fn attribute(&self, _cx: &mut Evaluator<'_>, name: &str) -> Option<Value> {
        date_attribute(self.0, name)
    }

    fn method(&self, _cx: &mut Evaluator<'_>, name: &str, arguments: &CallArguments) -> Option<Result<Value, Fault>> {
        match name {
            "strftime" => Some(arguments.require_text(0, "format").and_then(|format| self.strftime(format))),
            "isoformat" => Some(Ok(Value::from(self.text()))),
            "replace" => Some(replaced(self.0, arguments).map(|date| host_value(Self(date)))),
            _ => day_method(self.0, name).map(Ok),
        }
    }

    fn formatted(&self, format: &str) -> Option<String> {
        self.strftime(format).ok().and_then(|text| text.as_str().map(str::to_owned))
    }

    fn add(&self, other: &Value) -> Option<Value> {
        let days = as_host::<Duration>(other)?.microseconds.div_euclid(86_400_000_000);
        self.0.checked_add(jiff::Span::new().try_days(days).ok()?).ok().map(|date| host_value(Self(date)))
    }

    fn subtract(&self, other: &Value) -> Option<Value> {
        if let Some(other) = as_host::<Self>(other) {
            let days = i64::from((self.0 - other.0).get_days());
            return Some(Duration { microseconds: days * 86_400_000_000 }.value());
        }
        let span = as_host::<Duration>(other)?;
        self.add(&Duration { microseconds: span.microseconds.checked_neg()? }.value())
    }

    fn equals(&self, other: &Value) -> bool {
        as_host::<Self>(other) == Some(self)
    }

    fn order(&self, other: &Value) -> Option<Ordering> {
        Some(self.cmp(as_host::<Self>(other)?))
    }
}

/// A date with parts replaced.
pub(super) fn replaced(date: CivilDate, arguments: &CallArguments) -> Result<CivilDate, Fault> {
    let year = part(arguments, 0, "year", date.year().into())?;
    let month = part(arguments, 1, "month", date.month().into())?;
    let day = part(arguments, 2, "day", date.day().into())?;
    CivilDate::new(year, month, day).map_err(|error| refused(&error))
}

impl HostValue for Time {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        time_text(self.0)
    }

    fn attribute(&self, _cx: &mut Evaluator<'_>, name: &str) -> Option<Value> {
        time_attribute(self.0, name)
    }

    fn method(&self, _cx: &mut Evaluator<'_>, name: &str, arguments: &CallArguments) -> Option<Result<Value, Fault>> {
        match name {
            "isoformat" => Some(Ok(Value::from(self.text()))),
            "strftime" => Some(arguments.require_text(0, "format").and_then(|format| {
                let day = jiff::civil::date(1900, 1, 1).to_datetime(self.0);
                jiff::fmt::strtime::format(directives(format), day).map(Value::from).map_err(|error| refused(&error))
            })),
            _ => None,
        }
    }

    fn equals(&self, other: &Value) -> bool {
        as_host::<Self>(other) == Some(self)
    }

    fn order(&self, other: &Value) -> Option<Ordering> {
        Some(self.cmp(as_host::<Self>(other)?))
    }
}
