//! Text without what a terminal would take for a command: colours of ours, and whatever stands in the files that are quoted.

use std::borrow::Cow;
use std::io::{self, Write};

use anstream::adapter::{StripBytes, strip_bytes};

/// The text without commands for a terminal.
pub fn plain(text: &[u8]) -> Cow<'_, [u8]> {
    let is_harmless = |&byte: &u8| (byte >= b' ' && byte != 0x7f) || matches!(byte, b'\n' | b'\r' | b'\t');
    // Nearly all text is, and looking is much cheaper than following the states of a terminal.
    if text.iter().all(is_harmless) { Cow::Borrowed(text) } else { Cow::Owned(strip_bytes(text).into_vec()) }
}

/// Takes commands for a terminal out of what is written.
pub struct Plain<'w> {
    out: &'w mut dyn Write,
    state: StripBytes,
}

impl<'w> Plain<'w> {
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self { out, state: StripBytes::new() }
    }
}

impl Write for Plain<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for kept in self.state.strip_next(bytes) {
            self.out.write_all(kept)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_left_out_and_text_stays() {
        let check = |text: &str, want: &str| {
            assert_eq!(String::from_utf8_lossy(&plain(text.as_bytes())), want);
            let mut written = Vec::new();
            Plain::new(&mut written).write_all(text.as_bytes()).unwrap();
            assert_eq!(String::from_utf8_lossy(&written), want);
        };
        check("a\tb\r\n│ ä \u{a0} ·", "a\tb\r\n│ ä \u{a0} ·");
        check("\u{1b}[1mred\u{1b}[0m\u{7} \u{1b}]8;;https://a.b\u{1b}\\link\u{1b}]8;;\u{1b}\\", "red link");
    }
}
