use super::TextRange;

/// Replaces the bytes of `range` by `text`. Says nothing of whose bytes they are: what may be edited in a template
/// is decided by the source map alone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TextEdit {
    pub range: TextRange,
    pub text: String,
}

/// Applies `edits`, which must be sorted by start and must not overlap; `None` if they do or lie outside the text.
#[must_use]
pub fn apply_edits(text: &str, edits: &[TextEdit]) -> Option<String> {
    let mut out = String::with_capacity(text.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut done = 0;
    for edit in edits {
        out.push_str(text.get(done..edit.range.start() as usize)?);
        out.push_str(&edit.text);
        done = edit.range.end() as usize;
    }
    out.push_str(text.get(done..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: u32, end: u32, text: &str) -> TextEdit {
        TextEdit { range: TextRange::new(start, end), text: text.to_owned() }
    }

    #[test]
    fn applies_in_order_and_refuses_overlap() {
        assert_eq!(apply_edits("abcd", &[edit(0, 1, "x"), edit(2, 2, "-")]).as_deref(), Some("xb-cd"));
        assert_eq!(apply_edits("abcd", &[edit(0, 3, "x"), edit(2, 4, "-")]), None);
        assert_eq!(apply_edits("abcd", &[edit(3, 9, "x")]), None);
    }
}
