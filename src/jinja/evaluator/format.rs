//! Python's two ways to format: `'%05d' % n` and `'{:>5}'.format(n)`.

use std::fmt::Write;

use minijinja::Value;
use num_bigint::BigInt;
use num_traits::Signed;

use super::Fault;
use crate::jinja::value::number::{Number, float_text};
use crate::jinja::value::{Thing, as_text, entry, pairs, print, thing};

/// How wide one field may be.
const MAX_WIDTH: usize = 100_000;

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

/// `format % values`
pub(super) fn percent(format: &str, values: &Value) -> Result<String, Fault> {
    let positional = match thing(values) {
        Some(Thing::Tuple(items)) => items.clone(),
        _ => vec![values.clone()],
    };
    let mut next = positional.iter();
    let mut used = 0;
    let mut out = String::new();
    let mut rest = format;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('%') {
            out.push('%');
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
            spec.width = take()?.as_usize().unwrap_or(0).min(MAX_WIDTH);
        } else {
            spec.width = digits(&mut rest);
        }
        if let Some(after) = rest.strip_prefix('.') {
            rest = after;
            spec.precision = Some(digits(&mut rest));
        }
        rest = rest.trim_start_matches(['h', 'l', 'L']);
        let kind = rest.chars().next().ok_or_else(|| Fault::failed("the format is incomplete"))?;
        rest = &rest[kind.len_utf8()..];
        let value = match named {
            Some(name) => entry(values, name).ok_or_else(|| Fault::failed(format!("no value for `{name}`")))?,
            None => take()?.clone(),
        };
        if spec.align.is_none() {
            spec.align = Some('>');
        }
        let text = match kind {
            's' | 'r' | 'a' => {
                let text = if kind == 's' { print::text(&value) } else { print::repr(&value) };
                spec.zero = false;
                pad(&truncated(&text, spec.precision), &spec)
            }
            'd' | 'i' | 'u' => {
                spec.precision = None;
                spec.kind = Some('d');
                let number = Number::of(&value).ok_or_else(|| Fault::failed("`%d` needs a number"))?;
                numeric(&Number::Big(number.big().unwrap_or_default()), &spec)?
            }
            'c' if as_text(&value).is_some() => pad(&print::text(&value), &spec),
            'x' | 'X' | 'o' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'c' => {
                spec.kind = Some(kind);
                let number = Number::of(&value).ok_or_else(|| Fault::failed(format!("`%{kind}` needs a number")))?;
                numeric(&number, &spec)?
            }
            _ => return Err(Fault::failed(format!("`%{kind}` is no format"))),
        };
        out.push_str(&text);
    }
    out.push_str(rest);
    if used < positional.len() && pairs(values).is_none() {
        return Err(Fault::failed("not all values are used by the format"));
    }
    Ok(out)
}

fn digits(rest: &mut &str) -> usize {
    let end = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
    let number = rest[..end].parse().unwrap_or(0);
    *rest = &rest[end..];
    number.min(MAX_WIDTH)
}

/// `template.format(*positional, **keywords)`; `look` finds attributes and items.
pub(super) fn braces(
    template: &str,
    positional: &[Value],
    keywords: &[(std::sync::Arc<str>, Value)],
    look: &mut dyn FnMut(&Value, &str, bool) -> Value,
) -> Result<String, Fault> {
    let mut out = String::new();
    let mut automatic = 0;
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            out.push_str(brace);
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
        let value = field_value(name, &mut automatic, positional, keywords, look)?;
        let spec = if spec.contains('{') { nested(spec, &mut automatic, positional, keywords, look)? } else { spec.to_owned() };
        let value = match conversion {
            "r" | "a" => Value::from(print::repr(&value)),
            "s" => Value::from(print::text(&value)),
            _ => value,
        };
        out.push_str(&formatted(&value, &spec)?);
    }
    out.push_str(rest);
    Ok(out)
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
    automatic: &mut usize,
    positional: &[Value],
    keywords: &[(std::sync::Arc<str>, Value)],
    look: &mut dyn FnMut(&Value, &str, bool) -> Value,
) -> Result<String, Fault> {
    let mut out = String::new();
    let mut rest = spec;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or_else(|| Fault::failed("a `{` in the format is not closed"))?;
        out.push_str(before);
        out.push_str(&print::text(&field_value(name, automatic, positional, keywords, look)?));
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

fn field_value(
    name: &str,
    automatic: &mut usize,
    positional: &[Value],
    keywords: &[(std::sync::Arc<str>, Value)],
    look: &mut dyn FnMut(&Value, &str, bool) -> Value,
) -> Result<Value, Fault> {
    let end = name.find(['.', '[']).unwrap_or(name.len());
    let (first, mut path) = name.split_at(end);
    let found = if first.is_empty() {
        *automatic += 1;
        positional.get(*automatic - 1).cloned()
    } else if let Ok(place) = first.parse::<usize>() {
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
    let mut spec = parse(spec)?;
    match (as_text(value), Number::of(value)) {
        (None, Some(number)) if spec.kind != Some('s') => {
            if spec.align.is_none() {
                spec.align = Some('>');
            }
            numeric(&number, &spec)
        }
        _ => Ok(pad(&truncated(&print::text(value), spec.precision), &spec)),
    }
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
    spec.width = digits(&mut rest);
    if let Some(grouping @ (',' | '_')) = rest.chars().next() {
        spec.grouping = Some(grouping);
        rest = &rest[1..];
    }
    if let Some(after) = rest.strip_prefix('.') {
        rest = after;
        spec.precision = Some(digits(&mut rest));
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
    let fill = spec.fill.unwrap_or(if spec.zero { '0' } else { ' ' });
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
        'd' | 'n' if number.is_float() => return Err(Fault::failed("an integer format for a float")),
        'd' | 'n' => (whole().is_negative(), whole().abs().to_string(), ""),
        'x' => (whole().is_negative(), radix(&whole(), 16), "0x"),
        'X' => (whole().is_negative(), radix(&whole(), 16).to_uppercase(), "0X"),
        'o' => (whole().is_negative(), radix(&whole(), 8), "0o"),
        'b' => (whole().is_negative(), radix(&whole(), 2), "0b"),
        'c' => {
            let code = whole().try_into().ok().and_then(char::from_u32);
            return Ok(pad(&code.map(String::from).unwrap_or_default(), spec));
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
    if (spec.zero && spec.fill.is_none() && spec.align != Some('<')) || spec.align == Some('=') {
        let fill = spec.fill.unwrap_or(if spec.zero { '0' } else { ' ' });
        let missing = spec.width.saturating_sub(sign.len() + prefix.len() + body.len());
        let fill: String = std::iter::repeat_n(fill, missing).collect();
        return Ok(format!("{sign}{prefix}{fill}{body}"));
    }
    let spec = Spec { zero: false, ..spec.clone() };
    Ok(pad(&format!("{sign}{prefix}{body}"), &spec))
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
        'g' | 'G' => general(value, precision.unwrap_or(6).max(1)),
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
