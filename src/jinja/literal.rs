//! Literals of the template language: strings with Python's escapes, numbers of any size.

use minijinja::Value;
use num_bigint::BigInt;

use super::value::number;

/// The text of a string token, quotes included; CRLF inside counts as LF. `None` where an escape is malformed.
pub(super) fn string(token: &str) -> Option<String> {
    let inner = token.get(1..token.len().checked_sub(1)?)?;
    if !inner.contains(['\\', '\r']) {
        return Some(inner.to_owned());
    }
    let inner = inner.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(inner.len());
    let mut rest = inner.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            out.push(character);
            continue;
        }
        match rest.next()? {
            '\n' => {}
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'a' => out.push('\u{7}'),
            'b' => out.push('\u{8}'),
            'f' => out.push('\u{c}'),
            'v' => out.push('\u{b}'),
            same @ ('\\' | '\'' | '"') => out.push(same),
            'x' => out.push(code(&mut rest, 2)?),
            'u' => out.push(code(&mut rest, 4)?),
            'U' => out.push(code(&mut rest, 8)?),
            digit @ '0'..='7' => {
                let mut value = digit.to_digit(8)?;
                for _ in 0..2 {
                    let mut ahead = rest.clone();
                    let Some(next) = ahead.next().and_then(|next| next.to_digit(8)) else { break };
                    value = value * 8 + next;
                    rest = ahead;
                }
                out.push(char::from_u32(value)?);
            }
            other => {
                out.push('\\');
                out.push(other);
            }
        }
    }
    Some(out)
}

fn code(rest: &mut std::str::Chars<'_>, digits: usize) -> Option<char> {
    let mut value = 0;
    for _ in 0..digits {
        value = value * 16 + rest.next()?.to_digit(16)?;
    }
    char::from_u32(value)
}

pub(super) fn integer(token: &str) -> Option<Value> {
    let digits = token.replace('_', "").to_ascii_lowercase();
    let (radix, digits) = match digits.get(..2) {
        Some("0x") => (16, &digits[2..]),
        Some("0o") => (8, &digits[2..]),
        Some("0b") => (2, &digits[2..]),
        _ => (10, digits.as_str()),
    };
    // `007` is no number.
    let padded = radix == 10 && digits.starts_with('0') && digits.bytes().any(|digit| digit != b'0');
    if digits.len() > 5000 || padded {
        return None;
    }
    BigInt::parse_bytes(digits.as_bytes(), radix).map(number::from_big)
}

pub(super) fn float(token: &str) -> Option<Value> {
    token.replace('_', "").parse::<f64>().ok().map(Value::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        for (token, want) in
            [(r"'a\nb'", "a\nb"), (r"'\d+'", r"\d+"), (r"'\x41\u00e9'", "Aé"), (r"'\101'", "A"), ("'a\r\nb'", "a\nb"), (r#"'\'"'"#, "'\"")]
        {
            assert_eq!(string(token).as_deref(), Some(want), "{token}");
        }
        assert_eq!(string(r"'\xg1'"), None);
    }
}
