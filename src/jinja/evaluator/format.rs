//! Python's two ways to format: `'%05d' % n` and `'{:>5}'.format(n)`.

use std::fmt::Write;

use minijinja::Value;
use num_bigint::BigInt;
use num_traits::Signed;

use super::Fault;
use crate::jinja::ProblemKind;
use crate::jinja::value::number::{Number, float_text};
use crate::jinja::value::{Thing, as_text, entry, is_unknown, print, thing};

/// How wide one field may be.
const MAX_WIDTH: usize = 100_000;

/// A text in the making that may take only so many bytes.
struct Bounded {
    text: String,
    room: usize,
}

impl Bounded {
    fn push(&mut self, part: &str) -> Result<(), Fault> {
        if self.text.len().saturating_add(part.len()) > self.room {
            return Err(Fault::Runaway("the template makes too much text"));
        }
        self.text.push_str(part);
        Ok(())
    }
}

/// Which fields of a format take the next value, and which name one: Python takes no mixture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Numbering {
    Open,
    Automatic(usize),
    Manual,
}

/// What stands between `:` and `}`, or between `%` and the letter.
#[derive(Clone, Debug, Default)]
struct Spec {
    fill: Option<char>,
    align: Option<char>,
    sign: Option<char>,
    alternate: bool,
    zero: bool,
    width: usize,
    grouping: Option<char>,
    precision: Option<usize>,
    kind: Option<char>,
}

/// `format % values`, of at most `room` bytes.
pub(super) fn percent(format: &str, values: &Value, room: usize) -> Result<String, Fault> {
    let positional = match thing(values) {
        Some(Thing::Tuple(items)) => items.clone(),
        _ => vec![values.clone()],
    };
    let mut next = positional.iter();
    let mut used = 0;
    let mut out = Bounded { text: String::new(), room };
    let mut rest = format;
    while let Some(at) = rest.find('%') {
        out.push(&rest[..at])?;
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('%') {
            out.push("%")?;
            rest = after;
            continue;
        }
        let mut named = None;
        if let Some(after) = rest.strip_prefix('(') {
            let end = after.find(')').ok_or_else(|| Fault::failed("the format is incomplete"))?;
            named = Some(&after[..end]);
            rest = &after[end + 1..];
        }
        let mut take = || {
            used += 1;
            next.next().ok_or_else(|| Fault::failed("not enough values for the format"))
        };
        let mut spec = Spec::default();
        loop {
            match rest.chars().next() {
                Some('-') => spec.align = Some('<'),
                Some('0') => spec.zero = true,
                Some('#') => spec.alternate = true,
                Some(sign @ ('+' | ' ')) => spec.sign = Some(sign),
                _ => break,
            }
            rest = &rest[1..];
        }
        if let Some(after) = rest.strip_prefix('*') {
            rest = after;
            let width = take()?.as_i64().ok_or_else(|| Fault::failed("`*` takes an integer"))?;
            if width < 0 {
                spec.align = Some('<');
            }
            spec.width = bounded(usize::try_from(width.unsigned_abs()).unwrap_or(usize::MAX))?;
        } else {
            spec.width = digits(&mut rest)?;
        }
        if let Some(after) = rest.strip_prefix('.') {
            rest = after;
            spec.precision = Some(digits(&mut rest)?);
        }
        rest = rest.trim_start_matches(['h', 'l', 'L']);
        let kind = rest.chars().next().ok_or_else(|| Fault::failed("the format is incomplete"))?;
        rest = &rest[kind.len_utf8()..];
        let value = match named {
            Some(name) => entry(values, name).ok_or_else(|| Fault::failed(format!("no value for `{name}`")))?,
            None => take()?.clone(),
        };
        if spec.zero && spec.align.is_none() {
            spec.align = Some('=');
            spec.fill = Some('0');
        }
        spec.align = spec.align.or(Some('>'));
        let text = match kind {
            's' | 'r' | 'a' => {
                let text = match kind {
                    's' => print::text(&value),
                    'r' => print::repr(&value),
                    _ => print::ascii(&value),
                };
                spec.fill = None;
                pad(&truncated(&text, spec.precision), &spec)
            }
            'd' | 'i' | 'u' => {
                spec.precision = None;
                spec.kind = Some('d');
                let number = Number::of(&value).ok_or_else(|| Fault::failed("`%d` needs a number"))?;
                numeric(&Number::Big(number.big().unwrap_or_default()), &spec)?
            }
            'c' if as_text(&value).is_some_and(|text| text.chars().count() == 1) => pad(&print::text(&value), &spec),
            'x' | 'X' | 'o' | 'c' if Number::of(&value).is_some_and(|number| number.is_float()) => {
                return Err(Fault::failed(format!("`%{kind}` needs an integer")));
            }
            'x' | 'X' | 'o' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'c' => {
                spec.kind = Some(kind);
                let number = Number::of(&value).ok_or_else(|| Fault::failed(format!("`%{kind}` needs a number")))?;
                numeric(&number, &spec)?
            }
            _ => return Err(Fault::failed(format!("`%{kind}` is no format"))),
        };
        out.push(&text)?;
    }
    out.push(rest)?;
    // Whatever can be asked for items may be one mapping, and need not be used.
    if used < positional.len()
        && !super::predicates::is_mapping(values)
        && !matches!(thing(values), Some(Thing::List(_)))
        && !values.is_undefined()
    {
        return Err(Fault::failed("not all values are used by the format"));
    }
    Ok(out.text)
}

fn bounded(width: usize) -> Result<usize, Fault> {
    let message = || format!("a field of more than {MAX_WIDTH} characters");
    if width > MAX_WIDTH { Err(Fault::Error(ProblemKind::Runaway, message())) } else { Ok(width) }
}

fn digits(rest: &mut &str) -> Result<usize, Fault> {
    let end = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
    let number = if end == 0 { 0 } else { rest[..end].parse().unwrap_or(usize::MAX) };
    *rest = &rest[end..];
    bounded(number)
}

/// `template.format(*positional, **keywords)`, of at most `room` bytes; `look` finds attributes and items.
pub(super) fn braces(
    template: &str,
    positional: &[Value],
    keywords: &[(std::sync::Arc<str>, Value)],
    room: usize,
    look: &mut dyn FnMut(&Value, &str, bool) -> Value,
) -> Result<String, Fault> {
    let mut out = Bounded { text: String::new(), room };
    let mut numbering = Numbering::Open;
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        out.push(&rest[..at])?;
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            out.push(brace)?;
            rest = after;
            continue;
        }
        if brace == "}" {
            return Err(Fault::failed("a single `}` in the format"));
        }
        let end = field_end(rest).ok_or_else(|| Fault::failed("a `{` in the format is not closed"))?;
        let field = &rest[..end];
        rest = &rest[end + 1..];
        let (name, spec) = field.split_once(':').unwrap_or((field, ""));
        let (name, conversion) = name.split_once('!').unwrap_or((name, ""));
        let value = field_value(name, &mut numbering, positional, keywords, look)?;
        let spec = if spec.contains('{') { nested(spec, &mut numbering, positional, keywords, look)? } else { spec.to_owned() };
        let value = match conversion {
            "r" => Value::from(print::repr(&value)),
            "a" => Value::from(print::ascii(&value)),
            "s" => Value::from(print::text(&value)),
            "" => value,
            _ => return Err(Fault::failed(format!("`!{conversion}` is no conversion"))),
        };
        out.push(&formatted(&value, &spec)?)?;
    }
    out.push(rest)?;
    Ok(out.text)
}

fn field_end(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return Some(at),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// A specification with fields in it: `{:>{width}}`.
fn nested(
    spec: &str,
    numbering: &mut Numbering,
    positional: &[Value],
    keywords: &[(std::sync::Arc<str>, Value)],
    look: &mut dyn FnMut(&Value, &str, bool) -> Value,
) -> Result<String, Fault> {
    let mut out = String::new();
    let mut rest = spec;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or_else(|| Fault::failed("a `{` in the format is not closed"))?;
        out.push_str(before);
        out.push_str(&print::text(&field_value(name, numbering, positional, keywords, look)?));
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

fn field_value(
    name: &str,
    numbering: &mut Numbering,
    positional: &[Value],
    keywords: &[(std::sync::Arc<str>, Value)],
    look: &mut dyn FnMut(&Value, &str, bool) -> Value,
) -> Result<Value, Fault> {
    let end = name.find(['.', '[']).unwrap_or(name.len());
    let (first, mut path) = name.split_at(end);
    let mixed = || Fault::failed("a format cannot have both numbered fields and fields without a number");
    let found = if first.is_empty() {
        let place = match *numbering {
            Numbering::Open => 0,
            Numbering::Automatic(place) => place,
            Numbering::Manual => return Err(mixed()),
        };
        *numbering = Numbering::Automatic(place + 1);
        positional.get(place).cloned()
    } else if let Ok(place) = first.parse::<usize>() {
        if matches!(numbering, Numbering::Automatic(_)) {
            return Err(mixed());
        }
        *numbering = Numbering::Manual;
        positional.get(place).cloned()
    } else {
        keywords.iter().find(|(key, _)| &**key == first).map(|(_, value)| value.clone())
    };
    let mut value = found.ok_or_else(|| Fault::failed("not enough values for the format"))?;
    while !path.is_empty() {
        if let Some(rest) = path.strip_prefix('[') {
            let (key, rest) = rest.split_once(']').ok_or_else(|| Fault::failed("a `[` in the format is not closed"))?;
            value = look(&value, key, true);
            path = rest;
        } else {
            let rest = path.trim_start_matches('.');
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            value = look(&value, &rest[..end], false);
            path = &rest[end..];
        }
    }
    Ok(value)
}

/// As Python's `format(value, spec)`.
pub(super) fn formatted(value: &Value, spec: &str) -> Result<String, Fault> {
    if spec.is_empty() {
        return Ok(print::text(value));
    }
    if let Some(Thing::Host(host)) = thing(value)
        && let Some(text) = host.formatted(spec)
    {
        return Ok(text);
    }
    let text = spec;
    let mut spec = parse(text)?;
    let unfit = || Fault::failed(format!("`{text}` is no format for a value of type {}", super::operators::type_name(value)));
    if let Some(number) = Number::of(value) {
        let fits = match spec.kind {
            None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%') => true,
            Some('b' | 'c' | 'd' | 'o' | 'x' | 'X') => !number.is_float(),
            _ => false,
        };
        if !fits {
            return Err(unfit());
        }
        if spec.zero {
            spec.fill = spec.fill.or(Some('0'));
            spec.align = spec.align.or(Some('='));
        }
        spec.align = spec.align.or(Some('>'));
        return numeric(&number, &spec);
    }
    let Some(text) = as_text(value) else {
        // What is not known fits every format; what Python cannot format fails.
        return if is_unknown(value) || matches!(thing(value), Some(Thing::Host(_))) { Ok(print::text(value)) } else { Err(unfit()) };
    };
    if !matches!(spec.kind, None | Some('s')) || spec.align == Some('=') || spec.sign.is_some() || spec.grouping.is_some() || spec.alternate
    {
        return Err(unfit());
    }
    if spec.zero {
        spec.fill = spec.fill.or(Some('0'));
    }
    Ok(pad(&truncated(text, spec.precision), &spec))
}

fn parse(text: &str) -> Result<Spec, Fault> {
    let mut spec = Spec::default();
    let mut rest = text;
    let mut characters = text.chars();
    let (first, second) = (characters.next(), characters.next());
    let aligns = |character: Option<char>| matches!(character, Some('<' | '>' | '^' | '='));
    if aligns(second) {
        (spec.fill, spec.align) = (first, second);
        rest = &rest[first.map_or(0, char::len_utf8) + 1..];
    } else if aligns(first) {
        spec.align = first;
        rest = &rest[1..];
    }
    if let Some(sign @ ('+' | '-' | ' ')) = rest.chars().next() {
        spec.sign = Some(sign);
        rest = &rest[1..];
    }
    if let Some(after) = rest.strip_prefix('#') {
        spec.alternate = true;
        rest = after;
    }
    if let Some(after) = rest.strip_prefix('0') {
        spec.zero = true;
        rest = after;
    }
    spec.width = digits(&mut rest)?;
    if let Some(grouping @ (',' | '_')) = rest.chars().next() {
        spec.grouping = Some(grouping);
        rest = &rest[1..];
    }
    if let Some(after) = rest.strip_prefix('.') {
        rest = after;
        spec.precision = Some(digits(&mut rest)?);
    }
    let mut kinds = rest.chars();
    spec.kind = kinds.next();
    if kinds.next().is_some() {
        return Err(Fault::failed(format!("`{text}` is no format")));
    }
    Ok(spec)
}

fn truncated(text: &str, precision: Option<usize>) -> String {
    precision.map_or_else(|| text.to_owned(), |precision| text.chars().take(precision).collect())
}

fn pad(text: &str, spec: &Spec) -> String {
    let missing = spec.width.saturating_sub(text.chars().count());
    let fill = spec.fill.unwrap_or(' ');
    let (before, after) = match spec.align {
        Some('>' | '=') => (missing, 0),
        Some('^') => (missing / 2, missing - missing / 2),
        _ => (0, missing),
    };
    let fill = |count| std::iter::repeat_n(fill, count);
    fill(before).chain(text.chars()).chain(fill(after)).collect()
}

fn numeric(number: &Number, spec: &Spec) -> Result<String, Fault> {
    let kind = spec.kind.unwrap_or(if number.is_float() { 'r' } else { 'd' });
    let whole = || number.big().unwrap_or_default();
    let (negative, body, prefix) = match kind {
        'n' if number.is_float() => {
            let value = number.float();
            (value.is_sign_negative() && value != 0.0, float(value.abs(), 'g', spec.precision), "")
        }
        'd' if number.is_float() => return Err(Fault::failed("an integer format for a float")),
        'd' | 'n' => (whole().is_negative(), whole().abs().to_string(), ""),
        'x' => (whole().is_negative(), radix(&whole(), 16), "0x"),
        'X' => (whole().is_negative(), radix(&whole(), 16).to_uppercase(), "0X"),
        'o' => (whole().is_negative(), radix(&whole(), 8), "0o"),
        'b' => (whole().is_negative(), radix(&whole(), 2), "0b"),
        'c' => {
            let code = whole().try_into().ok().and_then(char::from_u32).ok_or_else(|| Fault::failed("the number is no character"))?;
            return Ok(pad(&code.to_string(), spec));
        }
        _ => {
            let value = number.float();
            (value.is_sign_negative() && value != 0.0, float(value.abs(), kind, spec.precision), "")
        }
    };
    let body = spec.grouping.map_or(body.clone(), |separator| grouped(&body, separator));
    let sign = match (negative, spec.sign) {
        (true, _) => "-",
        (false, Some('+')) => "+",
        (false, Some(' ')) => " ",
        _ => "",
    };
    let prefix = if spec.alternate { prefix } else { "" };
    if spec.align == Some('=') {
        let fill = spec.fill.unwrap_or(' ');
        let missing = spec.width.saturating_sub(sign.len() + prefix.len() + body.len());
        let fill: String = std::iter::repeat_n(fill, missing).collect();
        return Ok(format!("{sign}{prefix}{fill}{body}"));
    }
    Ok(pad(&format!("{sign}{prefix}{body}"), spec))
}

fn radix(number: &BigInt, radix: u32) -> String {
    number.abs().to_str_radix(radix)
}

fn grouped(body: &str, separator: char) -> String {
    let (whole, fraction) = body.find('.').map_or((body, ""), |at| body.split_at(at));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out + fraction
}

fn float(value: f64, kind: char, precision: Option<usize>) -> String {
    let digits = precision.unwrap_or(6);
    match kind {
        'f' | 'F' => format!("{value:.digits$}"),
        '%' => format!("{:.digits$}%", value * 100.0),
        'e' | 'E' => {
            let text = format!("{value:.digits$e}");
            let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
            let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |exponent| ('-', exponent));
            format!("{mantissa}{kind}{sign}{exponent:0>2}")
        }
        'g' => general(value, precision.unwrap_or(6).max(1)),
        'G' => general(value, precision.unwrap_or(6).max(1)).to_uppercase(),
        _ => precision.map_or_else(|| float_text(value), |precision| general(value, precision.max(1))),
    }
}

/// Significant digits; an exponent where the number is very large or very small.
fn general(value: f64, digits: usize) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let text = format!("{value:.*e}", digits - 1);
    let exponent: i32 = text.split_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or(0);
    if exponent < -4 || usize::try_from(exponent).is_ok_and(|exponent| exponent >= digits) {
        let mantissa = text.split_once('e').map_or("", |(mantissa, _)| mantissa);
        let mantissa = if mantissa.contains('.') { mantissa.trim_end_matches('0').trim_end_matches('.') } else { mantissa };
        let mut out = mantissa.to_owned();
        let _ = write!(out, "e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs());
        return out;
    }
    let after = usize::try_from(i32::try_from(digits).unwrap_or(0) - 1 - exponent).unwrap_or(0);
    let fixed = format!("{value:.after$}");
    if fixed.contains('.') { fixed.trim_end_matches('0').trim_end_matches('.').to_owned() } else { fixed }
}
