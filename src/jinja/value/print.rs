//! How Python prints values: `str` and `repr`.

use std::fmt::Write;

use minijinja::Value;
use minijinja::value::ValueKind;

use super::{Thing, as_text, items, lock, number, pairs, thing};

/// How deep a printed value may nest; a list may hold itself.
const MAX_DEPTH: u32 = 40;

/// How many bytes a printed value may have: lists may hold each other many times over.
pub(in crate::jinja) const MAX_TEXT: usize = 16 << 20;

/// As Python's `str` gives it.
#[must_use]
pub fn text(value: &Value) -> String {
    if let Some(text) = as_text(value) {
        return text.to_owned();
    }
    if value.is_undefined() {
        return String::new();
    }
    repr(value)
}

/// As Python's `ascii` gives it.
#[must_use]
pub fn ascii(value: &Value) -> String {
    let code = |character: char| match character as u32 {
        0..0x80 => character.to_string(),
        code @ 0x80..0x100 => format!("\\x{code:02x}"),
        code @ 0x100..0x1_0000 => format!("\\u{code:04x}"),
        code => format!("\\U{code:08x}"),
    };
    repr(value).chars().map(code).collect()
}

/// As Python's `repr` gives it.
#[must_use]
pub fn repr(value: &Value) -> String {
    let mut out = String::new();
    write_repr(&mut out, value, 0);
    out
}

fn write_repr(out: &mut String, value: &Value, depth: u32) {
    if depth > MAX_DEPTH || out.len() > MAX_TEXT {
        out.push_str("...");
        return;
    }
    if let Some(text) = as_text(value) {
        write_quoted(out, text);
        return;
    }
    match thing(value) {
        Some(thing) => write_thing(out, value, thing, depth),
        None => match value.kind() {
            ValueKind::Undefined => out.push_str("Undefined"),
            ValueKind::None => out.push_str("None"),
            ValueKind::Bool => out.push_str(if value.is_true() { "True" } else { "False" }),
            ValueKind::Number if !value.is_integer() => out.push_str(&number::float_text(f64::try_from(value.clone()).unwrap_or(f64::NAN))),
            ValueKind::Map => write_pairs(out, &pairs(value).unwrap_or_default(), depth),
            ValueKind::Seq if value.is_tuple() => write_tuple(out, &items(value).unwrap_or_default(), depth),
            ValueKind::Seq | ValueKind::Iterable => write_items(out, ("[", "]"), &items(value).unwrap_or_default(), depth),
            _ => {
                let _ = write!(out, "{value}");
            }
        },
    }
}

fn write_thing(out: &mut String, value: &Value, thing: &Thing, depth: u32) {
    match thing {
        Thing::List(_) => write_items(out, ("[", "]"), &items(value).unwrap_or_default(), depth),
        Thing::Tuple(items) => write_tuple(out, items, depth),
        Thing::Dict(_) => write_pairs(out, &pairs(value).unwrap_or_default(), depth),
        Thing::Set(set) if lock(set).is_empty() => out.push_str("set()"),
        Thing::Set(_) => write_items(out, ("{", "}"), &items(value).unwrap_or_default(), depth),
        Thing::View(name, items) => {
            out.push_str(name);
            write_items(out, ("([", "])"), items, depth);
        }
        Thing::Generator(_) => out.push_str("<generator object>"),
        Thing::Range { start, stop, step } => {
            let _ = if *step == 1 { write!(out, "range({start}, {stop})") } else { write!(out, "range({start}, {stop}, {step})") };
        }
        Thing::Namespace(_) => {
            out.push_str("<Namespace ");
            write_pairs(out, &pairs(value).unwrap_or_default(), depth);
            out.push('>');
        }
        Thing::Text(rope) => write_quoted(out, rope.text()),
        Thing::Integer(big) => {
            let _ = write!(out, "{big}");
        }
        Thing::Bytes(bytes) => write_bytes(out, bytes),
        Thing::Unknown(unknown) => out.push_str(unknown.kind.stand_in()),
        Thing::Macro(found) => {
            let _ = write!(out, "<Macro '{}'>", found.code.name);
        }
        Thing::Method(_, name) => {
            let _ = write!(out, "<built-in method {name}>");
        }
        Thing::Function(name) => {
            let _ = write!(out, "<function {name}>");
        }
        Thing::Loop(state) => {
            let state = lock(state);
            let _ = write!(out, "<LoopContext {}/{}>", state.index + 1, state.items.len());
        }
        Thing::Cycler(..) => out.push_str("<Cycler>"),
        Thing::Joiner(..) => out.push_str("<Joiner>"),
        Thing::Host(host) => out.push_str(&host.text()),
    }
}

fn write_bytes(out: &mut String, bytes: &[u8]) {
    out.push_str("b'");
    for &byte in bytes {
        match byte {
            b'\\' | b'\'' => out.extend(['\\', char::from(byte)]),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b' '..=b'~' => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "\\x{byte:02x}");
            }
        }
    }
    out.push('\'');
}

fn write_items(out: &mut String, brackets: (&str, &str), items: &[Value], depth: u32) {
    out.push_str(brackets.0);
    for (at, item) in items.iter().enumerate() {
        if out.len() > MAX_TEXT {
            break;
        }
        if at > 0 {
            out.push_str(", ");
        }
        write_repr(out, item, depth + 1);
    }
    out.push_str(brackets.1);
}

fn write_tuple(out: &mut String, items: &[Value], depth: u32) {
    write_items(out, ("(", if items.len() == 1 { ",)" } else { ")" }), items, depth);
}

fn write_pairs(out: &mut String, pairs: &[(Value, Value)], depth: u32) {
    out.push('{');
    for (at, (key, item)) in pairs.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        write_repr(out, key, depth + 1);
        out.push_str(": ");
        write_repr(out, item, depth + 1);
    }
    out.push('}');
}

/// Single quotes, unless only double quotes spare an escape.
fn write_quoted(out: &mut String, text: &str) {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    out.push(quote);
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if character == quote => {
                out.push('\\');
                out.push(character);
            }
            _ if (character as u32) < 0x20 || ('\u{7f}'..='\u{a0}').contains(&character) || character == '\u{ad}' => {
                let _ = write!(out, "\\x{:02x}", character as u32);
            }
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{feff}' => {
                let _ = write!(out, "\\u{:04x}", character as u32);
            }
            _ => out.push(character),
        }
    }
    out.push(quote);
}
