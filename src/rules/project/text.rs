//! The text of templates without what is no code.

/// The text with comments and strings of SQL and comments of Jinja blanked out, each byte in its place.
#[must_use]
pub fn code_only(text: &str) -> String {
    let mut out = text.as_bytes().to_vec();
    let mut at = 0;
    while let Some((start, end)) = next_skipped(text, at) {
        out[start..end].iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = b' ');
        at = end;
    }
    String::from_utf8(out).unwrap_or_default()
}

/// Whether anything is left of a text without comments and strings, and without these characters.
#[must_use]
pub fn has_code(text: &str, aside: &[char]) -> bool {
    let mut at = 0;
    loop {
        let skipped = next_skipped(text, at);
        let (start, end) = skipped.unwrap_or((text.len(), text.len()));
        if !text[at..start].trim_matches(aside).is_empty() {
            return true;
        }
        if skipped.is_none() {
            return false;
        }
        at = end;
    }
}

/// The text up to its last piece of code: blanks and comments behind it are left out.
#[must_use]
pub fn ended(text: &str) -> &str {
    let (mut at, mut end) = (0, 0);
    loop {
        let skipped = next_skipped(text, at);
        let code = text[at..skipped.map_or(text.len(), |(start, _)| start)].trim_end();
        if !code.is_empty() {
            end = at + code.len();
        }
        let Some((start, behind)) = skipped else { return &text[..end] };
        if text[start..].starts_with('\'') {
            end = behind;
        }
        at = behind;
    }
}

/// The first comment or string from a place on.
fn next_skipped(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        at += text.as_bytes()[at..].iter().position(|byte| matches!(byte, b'-' | b'/' | b'{' | b'\''))?;
        match end_of_skipped(&text[at..]) {
            Some(length) => return Some((at, at + length)),
            None => at += 1,
        }
    }
}

/// The length of the comment or string that a text begins with.
fn end_of_skipped(text: &str) -> Option<usize> {
    let (open, close) = match text.as_bytes() {
        [b'-', b'-', ..] => return Some(text.find('\n').unwrap_or(text.len())),
        [b'/', b'*', ..] => (2, "*/"),
        [b'{', b'#', ..] => (2, "#}"),
        [b'\'', ..] => (1, "'"),
        _ => return None,
    };
    Some(text[open..].find(close).map_or(text.len(), |found| open + found + close.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_no_code() {
        assert_eq!(code_only("a -- b\n'x' /* c */ {# d #} e"), "a     \n                    e");
        assert_eq!(ended("select ';' ; -- no ;\n/* ; */"), "select ';' ;");
        assert_eq!(ended("{# only #}"), "");
        assert_eq!(code_only("'open"), "     ");
        assert_eq!(ended("a -- b\n'x' /* c"), "a -- b\n'x'");
        assert_eq!(ended("é - / { \u{a0}"), "é - / {");
        assert!(!has_code(" ; -- a\n{# b #} 'c' ; ", &[' ', ';', '\n']) && has_code(" -- a\n-", &[' ']));
    }
}
