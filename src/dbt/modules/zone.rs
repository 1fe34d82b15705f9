//! Time zones, as `pytz` and `datetime.timezone` have them.

use std::any::Any;

use jiff::tz::TimeZone;
use minijinja::Value;

use super::moment::Moment;
use crate::jinja::{CallArguments, Evaluator, Fault, HostValue, as_host, host_value};

#[derive(Clone, Debug)]
pub(super) struct Zone {
    pub name: String,
    pub zone: TimeZone,
}

impl Zone {
    pub fn utc() -> Self {
        Self { name: "UTC".to_owned(), zone: TimeZone::UTC }
    }

    pub fn value(self) -> Value {
        host_value(self)
    }
}

/// `pytz.timezone(name)`
pub(super) fn named(arguments: &CallArguments) -> Result<Value, Fault> {
    let name = arguments.require_text(0, "zone")?;
    if name.eq_ignore_ascii_case("utc") {
        return Ok(Zone::utc().value());
    }
    let zone = TimeZone::get(name).map_err(|error| super::refused(&error))?;
    Ok(Zone { name: name.to_owned(), zone }.value())
}

impl HostValue for Zone {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        self.name.clone()
    }

    fn attribute(&self, _cx: &mut Evaluator<'_>, name: &str) -> Option<Value> {
        (name == "zone").then(|| Value::from(self.name.as_str()))
    }

    fn method(&self, _cx: &mut Evaluator<'_>, name: &str, arguments: &CallArguments) -> Option<Result<Value, Fault>> {
        match name {
            "localize" | "normalize" | "fromutc" => Some(arguments.require(0, "dt").and_then(|given| {
                let moment = as_host::<Moment>(given).ok_or_else(|| Fault::failed("a datetime is needed"))?;
                Ok(match name {
                    "localize" => Moment { civil: moment.civil, zone: Some(self.clone()) },
                    _ => moment.in_zone(self),
                }
                .value())
            })),
            _ => None,
        }
    }

    fn equals(&self, other: &Value) -> bool {
        as_host::<Self>(other).is_some_and(|other| other.name == self.name)
    }
}
