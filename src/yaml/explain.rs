//! What went wrong, in words of the person who wrote the file.

use granit_parser::{ErrorKind, ScanError};

use super::{Problem, ProblemKind};
use crate::text::TextRange;

/// A parser's error as a problem: the usual mistakes are named, with the way out.
pub(super) fn explain(text: &str, error: &ScanError) -> Problem {
    let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    let at = (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    let line = &text[line_start..line_end];
    let before = text[..line_start].trim_end_matches('\n').rsplit('\n').next().unwrap_or_default();

    let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
    if line[..indentation].contains('\t') || matches!(error.kind(), ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation) {
        let tab = line.find('\t').map_or(at, |tab| line_start + tab);
        return problem(ProblemKind::Syntax, tab..(tab + 1).min(text.len()), "a tab stands where YAML indents; use spaces");
    }
    let after = text.get(line_end + 1..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    if after[..after.len() - after.trim_start_matches([' ', '\t']).len()].contains('\t') {
        let tab = line_end + 1 + after.find('\t').unwrap_or_default();
        return problem(ProblemKind::Syntax, tab..tab + 1, "a tab stands where YAML indents; use spaces");
    }
    for (start, line) in [(line_start, line), (line_start.saturating_sub(before.len() + 1), before)] {
        if let Some(jinja) = unquoted_jinja(line) {
            let range = start + jinja..start + line.trim_end().len().max(jinja);
            return problem(ProblemKind::UnquotedJinja, range, "a value that begins with Jinja must be quoted: write \"{{ ... }}\"");
        }
    }
    let end = text[at..].chars().next().map_or(at, |character| at + character.len_utf8());
    problem(ProblemKind::Syntax, at..end, &reason(error, line, before))
}

fn reason(error: &ScanError, line: &str, before: &str) -> String {
    let typographic = [line, before].iter().any(|line| line.contains(['\u{201C}', '\u{201D}', '\u{201E}', '\u{2018}', '\u{2019}']));
    if typographic {
        return "this is not YAML; the typographic quotes here are ordinary characters: write straight ones".to_owned();
    }
    match error.kind() {
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::InvalidIndentation | ErrorKind::ExpectedBlockSequenceEntry => {
            "the indentation fits nothing above it: entries of one mapping or list must begin in the same column".to_owned()
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            "a `key:` was expected here; if this is text that holds `: `, quote it".to_owned()
        }
        ErrorKind::UnclosedFlowCollection { open } => format!("`{open}` is never closed"),
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => format!("`{open}` is closed by `{close}`"),
        ErrorKind::RecursionLimitExceeded => "nested too deeply".to_owned(),
        ErrorKind::UnexpectedCharacter { character } => {
            format!("`{character}` cannot begin a value; quote the text that begins with it")
        }
        _ => format!("this is not YAML: {}", error.info().trim_end_matches('.')),
    }
}

/// Where an unquoted value in `line` begins with Jinja.
fn unquoted_jinja(line: &str) -> Option<usize> {
    let value = line.find(": ").map(|at| at + 2).or_else(|| line.find("- ").map(|at| at + 2)).unwrap_or(0);
    let start = value + (line[value..].len() - line[value..].trim_start().len());
    let start = if line[start..].starts_with("- ") { start + 2 } else { start };
    (line[start..].starts_with("{{") || line[start..].starts_with("{%")).then_some(start)
}

pub(super) fn problem(kind: ProblemKind, range: std::ops::Range<usize>, message: &str) -> Problem {
    Problem { kind, message: message.to_owned(), range: TextRange::from(range) }
}
