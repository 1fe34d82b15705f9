//! Text between `fmt: off` and `fmt: on`: layout stays as the author made it.
//!
//! The words stand alone in a comment, of SQL or of Jinja. Without `fmt: on` the rest of the file is held.

use crate::dialect::DialectSpec;
use crate::syntax::Tree;
use crate::text::TextRange;

use super::suppress::comments_of;

/// What a comment switches.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Switch {
    Off,
    On,
}

/// The stretches of a template that are held, in order: from the end of a comment that holds to the start of the one that
/// lets go, so that the comments themselves are laid out.
#[must_use]
pub fn held(text: &str, template: &Tree, dialect: &'static DialectSpec) -> Vec<TextRange> {
    if !text.contains("fmt:") {
        return Vec::new();
    }
    let mut switches: Vec<(TextRange, Switch)> =
        comments_of(text, template, dialect).into_iter().filter_map(|range| Some((range, switch(text.get(range.span())?)?))).collect();
    switches.sort_unstable_by_key(|(range, _)| range.start());
    let mut held = Vec::new();
    let mut since = None;
    for (range, switch) in switches {
        match switch {
            Switch::Off => since = since.or(Some(range.end())),
            Switch::On => held.extend(since.take().map(|start: u32| TextRange::new(start.min(range.start()), range.start()))),
        }
    }
    let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
    held.extend(since.map(|start| TextRange::new(start, end)));
    held
}

/// What a comment says without its marks.
fn switch(comment: &str) -> Option<Switch> {
    let marks = |character: char| matches!(character, '-' | '#' | '/' | '*' | '{' | '}' | '+') || character.is_whitespace();
    match comment.trim_matches(marks).strip_prefix("fmt:")?.trim_start() {
        "off" => Some(Switch::Off),
        "on" => Some(Switch::On),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::held;
    use crate::dialect::Dialect;

    /// What is held, as text.
    fn check(text: &str, want: &[&str]) {
        let text: Arc<str> = text.into();
        let template = crate::jinja::parse(&text);
        let have: Vec<&str> = held(&text, &template, Dialect::Bigquery.spec()).iter().map(|range| &text[range.span()]).collect();
        assert_eq!(have, want, "{text}");
    }

    #[test]
    fn from_off_to_on() {
        check("select 1 -- fmt\n", &[]);
        check("a\n-- fmt: off\nb\n-- fmt: on\nc\n", &["\nb\n"]);
        check("a\n# fmt: off\nb\n# fmt:on\nc\n/* fmt: off */ d", &["\nb\n", " d"]);
        check("{#- fmt: off -#}\na\n{# fmt: on #}\n", &["\na\n"]);
        check("-- fmt: off\na\n-- fmt: off\nb\n-- fmt: on\n-- fmt: on\nc", &["\na\n-- fmt: off\nb\n"]);
        check("-- fmt: offer\na '-- fmt: off' {{ '-- fmt: off' }}\n", &[]);
    }
}
