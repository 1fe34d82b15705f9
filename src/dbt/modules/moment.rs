//! `datetime`: a day and a time, with or without a zone.

use std::any::Any;
use std::cmp::Ordering;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use minijinja::Value;

use super::civil::{Date, Time, day_method, moment_attribute, replaced, time_parts, time_text};
use super::duration::Duration;
use super::zone::Zone;
use super::{directives, part, refused};
use crate::jinja::{CallArguments, Evaluator, Fault, HostValue, as_host, host_value, none};

#[derive(Clone, Debug)]
pub(super) struct Moment {
    pub civil: DateTime,
    pub zone: Option<Zone>,
}

impl Moment {
    pub fn utc(at: Timestamp) -> Self {
        Self { civil: at.to_zoned(TimeZone::UTC).datetime(), zone: Some(Zone::utc()) }
    }

    pub fn value(self) -> Value {
        host_value(self)
    }

    fn naive(civil: DateTime) -> Self {
        Self { civil, zone: None }
    }

    /// The moment on the time line; one without a zone counts as UTC.
    fn timestamp(&self) -> Option<Timestamp> {
        let zone = self.zone.as_ref().map_or(TimeZone::UTC, |zone| zone.zone.clone());
        zone.to_ambiguous_timestamp(self.civil).compatible().ok()
    }

    pub fn in_zone(&self, zone: &Zone) -> Self {
        let civil = self.timestamp().map_or(self.civil, |at| at.to_zoned(zone.zone.clone()).datetime());
        Self { civil, zone: Some(zone.clone()) }
    }

    /// `+02:00`, with a colon as in ISO 8601 or without as `%z` prints it.
    fn offset(&self, colon: &str) -> String {
        let (Some(zone), Some(at)) = (&self.zone, self.timestamp()) else { return String::new() };
        let seconds = zone.zone.to_offset(at).seconds();
        let sign = if seconds < 0 { '-' } else { '+' };
        format!("{sign}{:02}{colon}{:02}", seconds.abs() / 3600, seconds.abs() / 60 % 60)
    }

    fn iso(&self, separator: &str) -> String {
        format!("{}{separator}{}{}", self.civil.date(), time_text(self.civil.time()), self.offset(":"))
    }

    fn strftime(&self, format: &str) -> Result<String, Fault> {
        let zone_name = self.zone.as_ref().and_then(|zone| {
            let at = self.timestamp()?;
            Some(zone.zone.to_offset_info(at).abbreviation().to_owned())
        });
        let format = directives(format).replace("%z", &self.offset("")).replace("%Z", &zone_name.unwrap_or_default());
        let seconds = self.timestamp().map_or(0, Timestamp::as_second).to_string();
        jiff::fmt::strtime::format(format.replace("%s", &seconds), self.civil).map_err(|error| refused(&error))
    }

    fn with_arguments(&self, arguments: &CallArguments) -> Result<Self, Fault> {
        let date = replaced(self.civil.date(), arguments)?;
        let time = self.civil.time();
        let hour = part(arguments, 3, "hour", time.hour().into())?;
        let minute = part(arguments, 4, "minute", time.minute().into())?;
        let second = part(arguments, 5, "second", time.second().into())?;
        let micro: i32 = part(arguments, 6, "microsecond", (time.subsec_nanosecond() / 1000).into())?;
        let time = jiff::civil::Time::new(hour, minute, second, micro.saturating_mul(1000)).map_err(|error| refused(&error))?;
        let zone = match arguments.get(7, "tzinfo") {
            Some(zone) => as_host::<Zone>(zone).cloned(),
            None => self.zone.clone(),
        };
        Ok(Self { civil: date.to_datetime(time), zone })
    }
}

/// `datetime(2024, 1, 31, 12, 0)`
pub(super) fn construct(arguments: &CallArguments) -> Result<Value, Fault> {
    let (year, month, day) = (part(arguments, 0, "year", 0)?, part(arguments, 1, "month", 0)?, part(arguments, 2, "day", 0)?);
    let date = jiff::civil::Date::new(year, month, day).map_err(|error| refused(&error))?;
    let zone = arguments.get(7, "tzinfo").and_then(as_host::<Zone>).cloned();
    Ok(Moment { civil: date.to_datetime(time_parts(arguments, 3)?), zone }.value())
}

/// Methods of the class.
pub(super) fn class_method(now: Timestamp, name: &str, arguments: &CallArguments) -> Option<Result<Value, Fault>> {
    let utc = Moment::utc(now);
    Some(match name {
        "now" => Ok(match arguments.given(0, "tz").and_then(as_host::<Zone>) {
            Some(zone) => utc.in_zone(zone),
            None => Moment::naive(utc.civil),
        }
        .value()),
        "utcnow" | "today" => Ok(Moment::naive(utc.civil).value()),
        "strptime" => parse(arguments),
        "fromisoformat" => arguments.require_text(0, "date_string").and_then(from_iso),
        "fromtimestamp" | "utcfromtimestamp" => arguments.require(0, "timestamp").and_then(|given| {
            let seconds = f64::try_from(given.clone()).map_err(|_| Fault::failed("a number is needed"))?;
            let span = jiff::SignedDuration::try_from_secs_f64(seconds).map_err(|error| refused(&error))?;
            let at = Timestamp::UNIX_EPOCH.checked_add(span).map_err(|error| refused(&error))?;
            Ok(match arguments.given(1, "tz").and_then(as_host::<Zone>) {
                Some(zone) => Moment::utc(at).in_zone(zone),
                None => Moment::naive(Moment::utc(at).civil),
            }
            .value())
        }),
        "combine" => combine(arguments),
        _ => return None,
    })
}

fn combine(arguments: &CallArguments) -> Result<Value, Fault> {
    let day = arguments.require(0, "date")?;
    let date = as_host::<Date>(day).map(|date| date.0).or_else(|| as_host::<Moment>(day).map(|moment| moment.civil.date()));
    let time = as_host::<Time>(arguments.require(1, "time")?).map(|time| time.0);
    let (Some(date), Some(time)) = (date, time) else { return Err(Fault::failed("`combine` takes a date and a time")) };
    let zone = arguments.get(2, "tzinfo").and_then(as_host::<Zone>).cloned();
    Ok(Moment { civil: date.to_datetime(time), zone }.value())
}

fn parse(arguments: &CallArguments) -> Result<Value, Fault> {
    let (text, format) = (arguments.require_text(0, "date_string")?, arguments.require_text(1, "format")?);
    let mut parsed = jiff::fmt::strtime::parse(format, text).map_err(|error| refused(&error))?;
    // What the format does not name is the first of its kind, as in Python.
    if parsed.year().is_none() {
        parsed.set_year(Some(1900)).map_err(|error| refused(&error))?;
    }
    if parsed.month().is_none() && parsed.day_of_year().is_none() {
        parsed.set_month(Some(1)).map_err(|error| refused(&error))?;
    }
    if parsed.day().is_none() && parsed.day_of_year().is_none() {
        parsed.set_day(Some(1)).map_err(|error| refused(&error))?;
    }
    let date = parsed.to_date().map_err(|error| refused(&error))?;
    let time = parsed.to_time().unwrap_or_default();
    let zone = parsed.offset().map(|offset| Zone { name: format!("UTC{offset}"), zone: TimeZone::fixed(offset) });
    Ok(Moment { civil: date.to_datetime(time), zone }.value())
}

fn from_iso(text: &str) -> Result<Value, Fault> {
    let zoned = text.replacen(' ', "T", 1);
    if let Ok(at) = zoned.parse::<Timestamp>() {
        let offset = jiff::fmt::strtime::parse("%Y-%m-%dT%H:%M:%S%.f%:z", &zoned).ok().and_then(|parsed| parsed.offset());
        let zone = match offset {
            Some(offset) if offset.seconds() != 0 => Zone { name: format!("UTC{offset}"), zone: TimeZone::fixed(offset) },
            _ => Zone::utc(),
        };
        return Ok(Moment::utc(at).in_zone(&zone).value());
    }
    zoned.parse::<DateTime>().map(|civil| Moment::naive(civil).value()).map_err(|error| refused(&error))
}

/// A date or datetime moved by a span; `None` for anything else.
pub(super) fn shifted(value: &Value, by: Duration, back: bool) -> Option<Value> {
    let microseconds = if back { by.microseconds.checked_neg()? } else { by.microseconds };
    if let Some(moment) = as_host::<Moment>(value) {
        let span = Duration { microseconds }.span();
        let civil = moment.civil.checked_add(span).ok()?;
        return Some(Moment { civil, zone: moment.zone.clone() }.value());
    }
    as_host::<Date>(value)?.add(&Duration { microseconds }.value())
}

impl HostValue for Moment {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        self.iso(" ")
    }

    fn attribute(&self, _cx: &mut Evaluator<'_>, name: &str) -> Option<Value> {
        match name {
            "tzinfo" => Some(self.zone.clone().map_or_else(none, Zone::value)),
            _ => moment_attribute(self.civil, name),
        }
    }

    fn method(&self, _cx: &mut Evaluator<'_>, name: &str, arguments: &CallArguments) -> Option<Result<Value, Fault>> {
        Some(match name {
            "strftime" => arguments.require_text(0, "format").and_then(|format| self.strftime(format)).map(Value::from),
            "isoformat" => {
                let separator = arguments.text(0, "sep").unwrap_or("T");
                let seconds = arguments.text(1, "timespec") == Some("seconds");
                let whole = Self {
                    civil: if seconds { self.civil - i64::from(self.civil.subsec_nanosecond()).nanoseconds() } else { self.civil },
                    zone: self.zone.clone(),
                };
                Ok(Value::from(whole.iso(separator)))
            }
            "date" => Ok(host_value(Date(self.civil.date()))),
            "time" | "timetz" => Ok(host_value(Time(self.civil.time()))),
            "timestamp" => {
                let at = self.timestamp().unwrap_or(Timestamp::UNIX_EPOCH);
                Ok(Value::from(at.as_duration().as_secs_f64()))
            }
            "astimezone" => Ok(match arguments.given(0, "tz").and_then(as_host::<Zone>) {
                Some(zone) => self.in_zone(zone),
                None => self.in_zone(&Zone::utc()),
            }
            .value()),
            "replace" => self.with_arguments(arguments).map(Self::value),
            "utcoffset" => {
                let (Some(zone), Some(at)) = (&self.zone, self.timestamp()) else { return Some(Ok(none())) };
                Ok(Duration { microseconds: i64::from(zone.zone.to_offset(at).seconds()) * 1_000_000 }.value())
            }
            _ => return day_method(self.civil.date(), name).map(Ok),
        })
    }

    fn formatted(&self, format: &str) -> Option<String> {
        self.strftime(format).ok()
    }

    fn add(&self, other: &Value) -> Option<Value> {
        shifted(&self.clone().value(), *as_host::<Duration>(other)?, false)
    }

    fn subtract(&self, other: &Value) -> Option<Value> {
        if let Some(other) = as_host::<Self>(other) {
            let span = self.timestamp()?.duration_since(other.timestamp()?);
            return Some(Duration { microseconds: i64::try_from(span.as_micros()).ok()? }.value());
        }
        shifted(&self.clone().value(), *as_host::<Duration>(other)?, true)
    }

    fn equals(&self, other: &Value) -> bool {
        as_host::<Self>(other).is_some_and(|other| other.timestamp() == self.timestamp())
    }

    fn order(&self, other: &Value) -> Option<Ordering> {
        Some(self.timestamp()?.cmp(&as_host::<Self>(other)?.timestamp()?))
    }
}
