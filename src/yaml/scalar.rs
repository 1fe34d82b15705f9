//! The types that YAML 1.1, as `PyYAML` has it, gives to unquoted scalars.
//!
//! They differ from YAML 1.2's: `yes` and `off` are booleans, `010` is eight, `1:30` is ninety, `1e5` is text.

use std::sync::Arc;

use super::Value;

/// What an unquoted scalar is.
#[derive(Clone, Debug)]
pub struct Scalar {
    pub value: Value,
    /// Why `PyYAML` refuses to build it, though it has the form of its type.
    pub refused: Option<&'static str>,
}

/// Types an unquoted scalar.
#[must_use]
pub fn resolve_plain(text: &str) -> Scalar {
    let value = match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Value::Bool(true),
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Value::Bool(false),
        _ => return resolve_by_first_byte(text),
    };
    Scalar { value, refused: None }
}

fn resolve_by_first_byte(text: &str) -> Scalar {
    let first = text.as_bytes()[0];
    if first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.') {
        if let Some(value) = integer(text).or_else(|| float(text).map(Value::Float)) {
            return Scalar { value, refused: None };
        }
        if let Some(valid) = timestamp(text) {
            let refused = (!valid).then_some("this has the form of a date, but there is no such day or time; quote it if it is text");
            return Scalar { value: Value::Date(text.into()), refused };
        }
    }
    Scalar { value: Value::Str(text.into()), refused: None }
}

fn signed(text: &str) -> (bool, &str) {
    match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    }
}

fn only(text: &str, allowed: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(|byte| allowed(byte) || byte == b'_')
}

fn integer(text: &str) -> Option<Value> {
    let (negative, body) = signed(text);
    let (radix, digits) = if body == "0" {
        (10, body)
    } else if let Some(digits) = body.strip_prefix("0b") {
        (2, digits)
    } else if let Some(digits) = body.strip_prefix("0x") {
        (16, digits)
    } else if let Some(digits) = body.strip_prefix('0') {
        (8, digits)
    } else if body.contains(':') {
        return sexagesimal(negative, body);
    } else {
        (10, body)
    };
    let fits = match radix {
        2 => only(digits, |byte| matches!(byte, b'0' | b'1')),
        8 => only(digits, |byte| matches!(byte, b'0'..=b'7')),
        16 => only(digits, |byte| byte.is_ascii_hexdigit()),
        _ => digits.as_bytes().first().is_some_and(u8::is_ascii_digit) && only(digits, |byte| byte.is_ascii_digit()),
    };
    if !fits || body.is_empty() {
        return None;
    }
    let plain: String = digits.chars().filter(|&character| character != '_').collect();
    if plain.is_empty() {
        return None;
    }
    let sign = if negative { "-" } else { "" };
    match i64::from_str_radix(&format!("{sign}{plain}"), radix) {
        Ok(value) => Some(Value::Int(value)),
        Err(_) if radix == 10 => Some(Value::BigInt(Arc::from(format!("{sign}{plain}")))),
        Err(_) => Some(Value::BigInt(Arc::from(text))),
    }
}

/// `1:30` counts in sixties; the first group has no leading zero, the others are below sixty.
fn sexagesimal(negative: bool, body: &str) -> Option<Value> {
    let mut groups = body.split(':');
    let first = groups.next()?;
    if !matches!(first.as_bytes().first(), Some(b'1'..=b'9')) || !only(first, |byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut total: i64 = first.replace('_', "").parse().ok()?;
    for group in groups {
        total = total.checked_mul(60)?.checked_add(below_sixty(group)?)?;
    }
    Some(Value::Int(if negative { -total } else { total }))
}

fn below_sixty(group: &str) -> Option<i64> {
    let fits = match group.as_bytes() {
        [one] => one.is_ascii_digit(),
        [ten, one] => matches!(ten, b'0'..=b'5') && one.is_ascii_digit(),
        _ => false,
    };
    if fits { group.parse().ok() } else { None }
}

fn float(text: &str) -> Option<f64> {
    let (negative, body) = signed(text);
    let sign = if negative { -1.0 } else { 1.0 };
    match body {
        ".inf" | ".Inf" | ".INF" => return Some(sign * f64::INFINITY),
        ".nan" | ".NaN" | ".NAN" if body.len() == text.len() => return Some(f64::NAN),
        _ => {}
    }
    let (mantissa, exponent) = match body.find(['e', 'E']) {
        Some(at) => (&body[..at], Some(&body[at + 1..])),
        None => (body, None),
    };
    if let Some(exponent) = exponent {
        let (sign, digits) = exponent.split_at_checked(1)?;
        if !matches!(sign, "+" | "-") || digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
    }
    let (whole, fraction) = mantissa.split_once('.')?;
    let digit = |byte: u8| byte.is_ascii_digit();
    if whole.contains(':') {
        return sexagesimal_float(whole, fraction, exponent).map(|value| sign * value);
    }
    // Without digits before the point there is no sign, and a digit must follow it.
    let begins_well = if whole.is_empty() {
        body.len() == text.len() && fraction.as_bytes().first().is_some_and(u8::is_ascii_digit)
    } else {
        whole.as_bytes()[0].is_ascii_digit() && only(whole, digit)
    };
    if !begins_well || !(fraction.is_empty() || only(fraction, digit)) {
        return None;
    }
    let plain = format!("{whole}.{fraction}{}", exponent.map_or(String::new(), |exponent| format!("e{exponent}")));
    let plain = plain.replace('_', "");
    let plain = if plain.starts_with('.') { format!("0{plain}") } else { plain };
    plain.parse::<f64>().ok().map(|value| sign * value)
}

fn sexagesimal_float(whole: &str, fraction: &str, exponent: Option<&str>) -> Option<f64> {
    if exponent.is_some() || !(fraction.is_empty() || only(fraction, |byte| byte.is_ascii_digit())) {
        return None;
    }
    let mut groups = whole.split(':');
    let first = groups.next()?;
    if !first.as_bytes().first()?.is_ascii_digit() || !only(first, |byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut total: f64 = first.replace('_', "").parse().ok()?;
    for group in groups {
        let value = i32::try_from(below_sixty(group)?).ok()?;
        total = total * 60.0 + f64::from(value);
    }
    let fraction: f64 = format!("0.{}", fraction.replace('_', "")).parse().unwrap_or(0.0);
    Some(total + fraction)
}

/// Whether this has a timestamp's form, and if so whether there is such a time.
fn timestamp(text: &str) -> Option<bool> {
    let bytes = text.as_bytes();
    let (year, rest) = number(bytes, 4, 4)?;
    let rest = rest.strip_prefix(b"-")?;
    let (month, rest, month_digits) = counted(rest)?;
    let rest = rest.strip_prefix(b"-")?;
    let (day, rest, day_digits) = counted(rest)?;
    let real_day = (1..=12).contains(&month) && day >= 1 && day <= days_in(year, month) && year >= 1;
    if rest.is_empty() {
        return (month_digits == 2 && day_digits == 2).then_some(real_day);
    }
    let rest = match rest {
        [b'T' | b't', rest @ ..] => rest,
        [b' ' | b'\t', ..] => rest.trim_ascii_start(),
        _ => return None,
    };
    let (hour, rest) = number(rest, 1, 2)?;
    let (minute, rest) = number(rest.strip_prefix(b":")?, 2, 2)?;
    let (second, mut rest) = number(rest.strip_prefix(b":")?, 2, 2)?;
    if let [b'.', fraction @ ..] = rest {
        let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
        rest = &fraction[digits..];
    }
    zone(rest.trim_ascii_start())?;
    Some(real_day && hour < 24 && minute < 60 && second < 60)
}

fn zone(rest: &[u8]) -> Option<()> {
    match rest {
        [] | [b'Z'] => Some(()),
        [b'+' | b'-', rest @ ..] => {
            let (_, rest) = number(rest, 1, 2)?;
            let rest = match rest {
                [b':', rest @ ..] => number(rest, 2, 2)?.1,
                rest => rest,
            };
            rest.is_empty().then_some(())
        }
        _ => None,
    }
}

fn counted(bytes: &[u8]) -> Option<(u32, &[u8], usize)> {
    let (value, rest) = number(bytes, 1, 2)?;
    Some((value, rest, bytes.len() - rest.len()))
}

fn number(bytes: &[u8], least: usize, most: usize) -> Option<(u32, &[u8])> {
    let digits = bytes.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
    if digits < least {
        return None;
    }
    let value = bytes[..digits].iter().fold(0, |value, byte| value * 10 + u32::from(byte - b'0'));
    Some((value, &bytes[digits..]))
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        let scalar = resolve_plain(text);
        let shown = match scalar.value {
            Value::Null => "null".to_owned(),
            Value::Bool(value) => format!("bool {value}"),
            Value::Int(value) => format!("int {value}"),
            Value::BigInt(value) => format!("big {value}"),
            Value::Float(value) => format!("float {value}"),
            Value::Str(_) => "str".to_owned(),
            Value::Date(_) if scalar.refused.is_some() => "date refused".to_owned(),
            Value::Date(_) => "date".to_owned(),
            Value::Sequence(_) | Value::Mapping(_) => "collection".to_owned(),
        };
        format!("{text} = {shown}")
    }

    /// Each line was checked against `yaml.safe_load`.
    #[test]
    fn types_are_those_of_pyyaml() {
        let table = "\
~ = null
null = null
Null = null
nULL = str
yes = bool true
Yes = bool true
yEs = str
y = str
n = str
off = bool false
ON = bool true
True = bool true
0 = int 0
-0 = int 0
+12 = int 12
1_000 = int 1000
010 = int 8
08 = str
0o10 = str
0x1F = int 31
0b101 = int 5
1:30 = int 90
-1:30 = int -90
01:30 = str
1:60 = str
190:20:30 = int 685230
190:20:30.15 = float 685230.15
1. = float 1
1.5 = float 1.5
.5 = float 0.5
-.5 = str
+1.5e+3 = float 1500
1.5e3 = str
1e5 = str
1e+5 = str
1.e+5 = float 100000
.inf = float inf
-.INF = float -inf
.nan = float NaN
-.nan = str
12a = str
1.2.3 = str
1_ = int 1
_1 = str
- = str
+ = str
. = str
0x = str
2020-01-02 = date
2020-1-2 = str
2020-13-45 = date refused
2020-02-30 = date refused
2020-01-02 03:04:05 = date
2020-1-2 3:04:05 = date
2020-01-02T03:04:05.1Z = date
2020-01-02 03:04:05 +1:30 = date
2020-01-02 03:04 = str
9223372036854775808 = big 9223372036854775808
1.0.0 = str
>=1.0 = str
= = str";
        let have: Vec<String> = table.lines().map(|line| show(line.rsplit_once(" = ").map_or("=", |(text, _)| text))).collect();
        assert_eq!(have.join("\n"), table);
    }
}
