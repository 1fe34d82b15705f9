//! White space as text: counting its lines and changing its last one.

/// What stands before the first element of the line that a gap begins; nothing where it begins none.
#[must_use]
pub fn indentation(gap: &str) -> Option<&str> {
    gap.rfind('\n').map(|at| &gap[at + 1..])
}

/// The gap with its last line indented as told, and with a line break if it had none.
#[must_use]
pub fn indented(gap: &str, indent: &str) -> String {
    match gap.rfind('\n') {
        Some(at) => format!("{}{indent}", &gap[..=at]),
        None => format!("\n{indent}"),
    }
}

/// The gap without blanks before its line ends.
#[must_use]
pub fn without_trailing_blanks(gap: &str) -> String {
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
    out
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
    if text.is_ascii() { text.len() } else { text.chars().count() }
}
