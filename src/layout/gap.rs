//! White space as text: counting its lines and changing its last one.

use std::borrow::Cow;

/// Line ends, then blanks: nearly all white space that is wanted anywhere is a piece of it, and need not be written anew.
const WHITE: &str = concat!(
    "\n\n\n\n\n\n\n\n",
    "                                                                ",
    "                                                                ",
);

/// So many line ends does it have.
const ENDS: usize = 8;

/// So many line ends, and what the line behind the last begins with.
#[must_use]
pub fn lines(ends: usize, indent: &str) -> Cow<'static, str> {
    let known = if ends <= ENDS { WHITE.get(ENDS - ends..ENDS + indent.len()) } else { None };
    known.filter(|known| known[ends..] == *indent).map_or_else(|| format!("{}{indent}", "\n".repeat(ends)).into(), Cow::Borrowed)
}

/// What stands before the first element of the line that a gap begins; nothing where it begins none.
#[must_use]
pub fn indentation(gap: &str) -> Option<&str> {
    gap.rfind('\n').map(|at| &gap[at + 1..])
}

/// The gap with its last line indented as told, and with a line break if it had none.
#[must_use]
pub fn indented(gap: &str, indent: &str) -> Cow<'static, str> {
    let head = &gap[..gap.rfind('\n').map_or(0, |at| at + 1)];
    if head.bytes().all(|byte| byte == b'\n') { lines(head.len().max(1), indent) } else { format!("{head}{indent}").into() }
}

/// Whether blanks stand before one of its line ends.
#[must_use]
pub fn has_trailing_blanks(gap: &str) -> bool {
    gap.as_bytes().windows(2).any(|pair| matches!(pair, [b' ' | b'\t', b'\n']))
}

/// The gap without blanks before its line ends.
#[must_use]
pub fn without_trailing_blanks(gap: &str) -> Cow<'static, str> {
    if gap.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n')) {
        return lines(gap.bytes().filter(|&byte| byte == b'\n').count(), indentation(gap).unwrap_or(gap));
    }
    let mut out = String::with_capacity(gap.len());
    let mut rest = gap;
    while let Some(at) = rest.find('\n') {
        let line = &rest[..at];
        let kept = line.trim_end_matches([' ', '\t']);
        if line.len() > kept.len() && line.ends_with('\r') {
            out.push('\r');
        }
        out.push_str(kept);
        out.push('\n');
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.into()
}

/// Where in the gap a run of blanks before a line end begins, for each of its lines that has one.
#[must_use]
pub fn trailing_blanks(gap: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in gap.match_indices('\n') {
        let line = gap[start..at].trim_end_matches('\r');
        if !line.is_empty() {
            found.push((start, start + line.len()));
        }
        start = at + 1;
    }
    found
}

/// Characters of a text: its width, as editors count it.
#[must_use]
pub fn width(text: &str) -> usize {
    // Most gaps hold one blank or nothing.
    if text.len() < 2 || text.is_ascii() { text.len() } else { text.chars().count() }
}
