//! Branches that nothing can lead to: their condition is made of constants.
//!
//! Knows constants of the expression itself alone, `{% if false %}` or `{% if 1 == 2 %}`, no variables.

use std::sync::Arc;

use super::ast::{Body, Statement};
use super::evaluator::Limits;
use super::host::NoHost;
use super::template::Template;
use super::variants::{bodies, render};
use crate::text::{FileId, TextRange};

/// Statements nested deeper than this are not looked into.
const DEEPEST: u32 = 200;

/// The ranges of a template that are never evaluated, whatever the context says. Those of macros are not among them.
#[must_use]
pub fn dead_ranges(text: &Arc<str>) -> Vec<TextRange> {
    let mut found = Vec::new();
    // Hardly any template has such a condition: reading the others would be for nothing.
    if text.match_indices("{%").any(|(at, _)| may_be_constant(&text[at + 2..])) {
        let template = Template::new(FileId(u32::MAX), text);
        look(&template, template.body(), &mut found, 0);
    }
    found
}

/// Whether a tag asks a condition of constants, as far as its text tells.
fn may_be_constant(inside: &str) -> bool {
    let inside = inside.trim_start_matches(['-', '+']).trim_start();
    let condition = inside.strip_prefix("if ").or_else(|| inside.strip_prefix("elif "));
    condition
        .and_then(|condition| condition.split_once("%}"))
        .is_some_and(|(condition, _)| is_constant(condition.trim_end_matches(['-', '+'])))
}

fn look(template: &Template, body: &Body, found: &mut Vec<TextRange>, depth: u32) {
    if depth > DEEPEST {
        return;
    }
    for statement in body {
        if let Statement::If { arms, end, .. } = statement {
            let mut decided = false;
            for (at, arm) in arms.iter().enumerate() {
                let holds = arm.test.as_ref().and_then(|test| constant(&template.text()[test.range.span()]));
                if decided || holds == Some(false) {
                    let next = arms.get(at + 1).map(|next| next.tag).or(*end).map_or(template.text().len(), |next| next.start() as usize);
                    let start = arm.tag.end() as usize;
                    found.push(TextRange::from(start..next.max(start)));
                }
                decided |= holds == Some(true);
            }
        }
        for inner in bodies(statement) {
            look(template, inner, found, depth + 1);
        }
    }
}

/// Whether a condition names nothing.
fn is_constant(condition: &str) -> bool {
    let mut quote = None;
    let bare: String = condition
        .chars()
        .map(|character| match quote {
            Some(open) => {
                if open == character {
                    quote = None;
                }
                ' '
            }
            None if matches!(character, '\'' | '"') => {
                quote = Some(character);
                ' '
            }
            None => character,
        })
        .collect();
    let words = bare.split(|character: char| !(character.is_alphanumeric() || character == '_')).filter(|word| !word.is_empty());
    let plain = |word: &str| {
        word.starts_with(|first: char| first.is_ascii_digit())
            || matches!(word, "true" | "false" | "none" | "True" | "False" | "None" | "not" | "and" | "or" | "in")
    };
    quote.is_none() && words.into_iter().all(plain)
}

/// What a condition of constants comes to; nothing where it names something.
fn constant(condition: &str) -> Option<bool> {
    if !is_constant(condition) {
        return None;
    }
    let template = Template::new(FileId(u32::MAX), &Arc::from(format!("{{% if {condition} %}}1{{% endif %}}")));
    let rendered = render(&template, &NoHost, Limits::default());
    rendered.problems.is_empty().then(|| &*rendered.text == "1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_decide() {
        for (condition, want) in [
            ("false", Some(false)),
            ("not true", Some(false)),
            ("1 == 2", Some(false)),
            ("'a' == 'a'", Some(true)),
            ("target.name == 'a'", None),
            ("execute", None),
            ("'a' == 'a", None),
        ] {
            assert_eq!(constant(condition), want, "{condition}");
        }
    }

    #[test]
    fn ranges_of_branches() {
        let text = "a{% if false %}b{% elif x %}c{% elif true %}d{% else %}e{% endif %}f";
        let dead: Vec<&str> = dead_ranges(&Arc::from(text)).into_iter().map(|range| &text[range.span()]).collect();
        assert_eq!(dead, ["b", "e"]);
    }
}
