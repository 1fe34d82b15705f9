//! The text of templates without what is no code.

/// The text with comments and strings of SQL and comments of Jinja blanked out, each byte in its place.
#[must_use]
pub fn code_only(text: &str) -> String {
    let mut out = text.as_bytes().to_vec();
    let mut at = 0;
    while at < text.len() {
        let Some(length) = end_of_skipped(&text[at..]) else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let end = at + length;
        out[at..end].iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = b' ');
        at = end;
    }
    String::from_utf8(out).unwrap_or_default()
}

/// The text up to its last piece of code: blanks and comments behind it are left out.
#[must_use]
pub fn ended(text: &str) -> &str {
    let mut end = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let first = rest.chars().next().map_or(1, char::len_utf8);
        match end_of_skipped(rest) {
            Some(length) if rest.starts_with('\'') => {
                at += length;
                end = at;
            }
            Some(length) => at += length,
            None => {
                if !rest.starts_with(char::is_whitespace) {
                    end = at + first;
                }
                at += first;
            }
        }
    }
    &text[..end]
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
    }
}
