//! The blocks that dbt cuts out of macro, snapshot and documentation files.
//!
//! dbt never parses such files whole: what stands between blocks is not looked at and may be anything.

use crate::text::TextRange;

/// A block with its tags: `{% macro name(a, b) %} ... {% endmacro %}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// `macro`, `test`, `materialization`, `snapshot`, `docs`.
    pub tag: &'static str,
    pub name: String,
    pub name_range: TextRange,
    /// From the opening tag's brace to the closing tag's.
    pub range: TextRange,
    /// What follows the name inside the opening tag: a macro's parameters.
    pub signature: TextRange,
    /// Between the tags.
    pub body: TextRange,
    /// Whether the closing tag was found; if not, the block goes to the end of the text.
    pub closed: bool,
}

/// Cuts the blocks of the given tags out of `text`, in order.
#[must_use]
pub fn blocks(text: &str, tags: &[&'static str]) -> Vec<Block> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(tag) = next_tag(text, at) {
        at = tag.end;
        let Some(&kind) = tags.iter().find(|&&kind| kind == tag.name) else { continue };
        let (name, rest) = first_word(text, tag.after_name, tag.inside_end);
        let closing = closing_tag(text, tag.end, kind);
        let (body_end, end) = closing.as_ref().map_or((text.len(), text.len()), |closing| (closing.start, closing.end));
        found.push(Block {
            tag: kind,
            name: text[name.clone()].to_owned(),
            name_range: name.into(),
            range: (tag.start..end).into(),
            signature: (rest..tag.inside_end).into(),
            body: (tag.end..body_end).into(),
            closed: closing.is_some(),
        });
        at = end;
    }
    found
}

struct Tag<'t> {
    start: usize,
    end: usize,
    name: &'t str,
    after_name: usize,
    /// Where the tag's inside ends: before the closing mark.
    inside_end: usize,
}

/// The next `{% ... %}` from `from`, comments, expressions and raw text skipped.
fn next_tag(text: &str, from: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += text.get(at..)?.find('{')?;
        match bytes.get(at + 1) {
            Some(b'#') => at = text[at + 2..].find("#}").map(|end| at + 2 + end + 2)?,
            // An expression that does not end is text to dbt as well.
            Some(b'{') => at = inside_end(text, at + 2, "}}").map_or(at + 2, |end| end + 2),
            Some(b'%') => {
                let tag = read_tag(text, at)?;
                if tag.name != "raw" {
                    return Some(tag);
                }
                at = end_of_raw(text, tag.end)?;
            }
            _ => at += 1,
        }
    }
}

fn read_tag(text: &str, start: usize) -> Option<Tag<'_>> {
    let closing = inside_end(text, start + 2, "%}")?;
    let inside_end = if closing > start + 2 && matches!(text.as_bytes()[closing - 1], b'-' | b'+') { closing - 1 } else { closing };
    let mut name_start = start + 2;
    if matches!(text.as_bytes().get(name_start), Some(b'-' | b'+')) && name_start < inside_end {
        name_start += 1;
    }
    let (name, after_name) = first_word(text, name_start, inside_end);
    Some(Tag { start, end: closing + 2, name: &text[name], after_name, inside_end })
}

/// The first word of a range, and where it ends.
fn first_word(text: &str, start: usize, end: usize) -> (std::ops::Range<usize>, usize) {
    let inside = &text[start..end.max(start)];
    let begin = start + (inside.len() - inside.trim_start().len());
    let length = text[begin..end.max(begin)].bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    (begin..begin + length, begin + length)
}

/// Where `mark` stands outside of quotes; where quotes do not close, where it stands at all.
pub(super) fn inside_end(text: &str, from: usize, mark: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mark_bytes = mark.as_bytes();
    let mut at = from;
    let mut quote = None;
    while at < bytes.len() {
        match (quote, bytes[at]) {
            (Some(_), b'\\') => at += 1,
            (Some(open), byte) if byte == open => quote = None,
            (None, b'\'' | b'"') => quote = Some(bytes[at]),
            (None, _) if bytes[at..].starts_with(mark_bytes) => return Some(at),
            _ => {}
        }
        at += 1;
    }
    text.get(from..)?.find(mark).map(|at| from + at)
}

fn end_of_raw(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += text.get(at..)?.find("{%")?;
        let tag = read_tag(text, at)?;
        if tag.name == "endraw" {
            return Some(tag.end);
        }
        at += 2;
    }
}

fn closing_tag<'t>(text: &'t str, from: usize, kind: &str) -> Option<Tag<'t>> {
    let mut at = from;
    loop {
        let tag = next_tag(text, at)?;
        if tag.name.strip_prefix("end") == Some(kind) {
            return Some(tag);
        }
        at = tag.end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: &[(&str, &str, &str, &str)]) {
        let found = blocks(text, &["macro", "test", "materialization", "snapshot", "docs"]);
        let have: Vec<_> =
            found.iter().map(|block| (block.tag, block.name.as_str(), &text[block.signature.span()], &text[block.body.span()])).collect();
        assert_eq!(have, want, "{text}");
    }

    #[test]
    fn blocks_are_cut_out_and_the_rest_is_not_looked_at() {
        check("{% macro a(x, y='%}') -%} b {%- endmacro %}", &[("macro", "a", "(x, y='%}') ", " b ")]);
        check("junk {% if %} {{ ( {%macro a()%}{%endmacro%} }} {%- test t(m) %}x{% endtest %}", &[("test", "t", "(m) ", "x")]);
        check(
            "{# {% macro no() %} #}{% raw %}{% macro no() %}{% endraw %}{% snapshot s %}1{% endsnapshot %}",
            &[("snapshot", "s", " ", "1")],
        );
        check(
            "{% macro a() %}{# {% endmacro %} #}{{ '{% endmacro %}' }}{% endmacro %}",
            &[("macro", "a", "() ", "{# {% endmacro %} #}{{ '{% endmacro %}' }}")],
        );
        check("{% materialization m, adapter='x' %}1{% endmaterialization %}", &[("materialization", "m", ", adapter='x' ", "1")]);
        check("it's {% docs d %}don't{% enddocs %}", &[("docs", "d", " ", "don't")]);
    }

    #[test]
    fn what_does_not_end_goes_to_the_end() {
        let found = blocks("{% macro a() %} x", &["macro"]);
        assert!(!found[0].closed);
        for text in ["{%", "{% macro", "{{", "{#", "{% raw %}", "{%-%}", "{%--%}", "{% macro %}", "{", "{%-"] {
            let _ = blocks(text, &["macro"]);
        }
    }
}
