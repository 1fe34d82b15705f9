//! Who a finding is, whatever moves around it: its code, its file, the text it flags, the resource it is about, and which of several
//! equals it is. Never a line number, never the message, which may count.
//!
//! Knows no report and no baseline.

use std::fmt;

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_128;

use super::{Diagnostic, RuleName};
use crate::text::{FileId, Files, SourceFile, TextRange};

/// Whoever changes what goes into a fingerprint changes this: old baselines would be compared with what they do not hold.
const VERSION: &[u8] = b"v1";

/// The identity of a finding, unique in its run. Shown as 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(u128);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// The fingerprints of findings, in their order, which has to be that of their places. `path` names a file as whoever compares fingerprints
/// names it, on every machine alike: relative to a folder that is the same for all of them.
#[must_use]
pub fn fingerprints(diagnostics: &[Diagnostic], files: &Files, path: &dyn Fn(FileId) -> String) -> Vec<Fingerprint> {
    let mut paths: FxHashMap<FileId, String> = FxHashMap::default();
    let mut seen: FxHashMap<u128, u32> = FxHashMap::default();
    let mut bytes = Vec::new();
    let mut one = |diagnostic: &Diagnostic| {
        let (file, range) = flagged(diagnostic);
        bytes.clear();
        bytes.extend_from_slice(VERSION);
        bytes.push(0);
        bytes.extend_from_slice(diagnostic.rule.code.as_bytes());
        bytes.push(0);
        bytes.extend_from_slice(paths.entry(file).or_insert_with(|| path(file)).as_bytes());
        bytes.push(0);
        if !is_about_more_than_a_line(diagnostic) {
            essence(&files.get(file), range, &mut bytes);
        }
        bytes.push(0);
        bytes.extend_from_slice(diagnostic.resource.as_deref().unwrap_or_default().as_bytes());
        let occurrence = seen.entry(xxh3_128(&bytes)).or_default();
        *occurrence += 1;
        bytes.push(0);
        bytes.extend_from_slice(&occurrence.to_le_bytes());
        Fingerprint(xxh3_128(&bytes))
    };
    diagnostics.iter().map(&mut one).collect()
}

/// The place that a finding is about. What goes wrong in a macro is told at whichever template calls it first, and is the macro's.
fn flagged(diagnostic: &Diagnostic) -> (FileId, TextRange) {
    let cause = diagnostic.labels.first().filter(|_| matches!(diagnostic.rule, RuleName::TEMPLATING | RuleName::PARSING));
    cause.map_or((diagnostic.file, diagnostic.range), |label| (label.file, label.range))
}

/// Findings about a file or a resource as a whole stand at its start, and what happens to be written there says nothing of them.
fn is_about_more_than_a_line(diagnostic: &Diagnostic) -> bool {
    diagnostic.range.is_empty() && (diagnostic.range.start() == 0 || diagnostic.resource.is_some())
}

/// What does not change when the line is laid out anew: its characters in one case, without blanks, without the commas around it. Of a range
/// of several lines the first that says something, so that an edit inside a long query leaves its findings who they are.
fn essence(file: &SourceFile, range: TextRange, out: &mut Vec<u8>) {
    let lines = file.lines();
    let last = range.end().max(range.start() + 1) - 1;
    let mut touched = (lines.line(range.start())..=lines.line(last)).map(|line| lines.line_text(&file.text, line).trim());
    let text = touched.find(|text| !text.is_empty()).unwrap_or_default();
    let text = text.trim_matches(|character: char| character == ',' || character.is_whitespace());
    let mut buffer = [0; 4];
    for character in text.chars().filter(|character| !character.is_whitespace()).flat_map(char::to_lowercase) {
        out.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::{Label, Level};

    fn finding(file: FileId, range: TextRange) -> Diagnostic {
        Diagnostic {
            rule: RuleName { code: "CP01", name: "capitalisation.keywords" },
            level: Level::Warning,
            file,
            range,
            message: "m".into(),
            labels: Vec::new(),
            notes: Vec::new(),
            resource: None,
            fix: None,
        }
    }

    /// Fingerprints of findings in `text`, one for each `X`.
    fn prints(text: &str) -> Vec<Fingerprint> {
        let files = Files::default();
        let file = files.add(Path::new("a.sql"), text);
        let diagnostics: Vec<Diagnostic> = text.match_indices('X').map(|(at, _)| finding(file, TextRange::from(at..at + 1))).collect();
        fingerprints(&diagnostics, &files, &|_| "a.sql".to_owned())
    }

    /// How many of the findings of `before` are no longer there in `after`.
    fn gone(before: &str, after: &str) -> usize {
        let after = prints(after);
        prints(before).iter().filter(|print| !after.contains(print)).count()
    }

    #[test]
    fn survive_what_moves_around_them() {
        let before = "a\nX b,\nc\nX b,\nX  b\n";
        assert_eq!(prints(before).iter().collect::<HashSet<_>>().len(), 3, "equals are told apart");
        let inserted = "select 1\n".repeat(10);
        for (after, why) in [
            (format!("{inserted}{before}"), "lines above"),
            (before.replace('\n', "\r\n"), "other line ends"),
            ("a\n    , X B\nc\n  ,X\tb\n  ,X b\n".to_owned(), "another layout"),
        ] {
            assert_eq!(prints(&after), prints(before), "{why}");
        }
        assert_eq!(gone(before, "a\nX b,\nc\nX  b\n"), 1, "mending one of three removes one");
        assert_eq!(gone(before, "a\nX b,\nc\nX b,\nX  d\n"), 1, "another line is another finding");
    }

    #[test]
    fn of_whole_files_and_resources_do_not_look_at_the_text() {
        let print = |text: &str, resource: Option<&str>, at: u32| {
            let files = Files::default();
            let file = files.add(Path::new("a.sql"), text);
            let diagnostic = Diagnostic { resource: resource.map(str::to_owned), ..finding(file, TextRange::empty(at)) };
            fingerprints(&[diagnostic], &files, &|_| "a.sql".to_owned())[0]
        };
        assert_eq!(print("select 1", None, 0), print("-- new\nselect 1", None, 0));
        assert_eq!(print("a\nselect 1", Some("model.p.a"), 2), print("b\nwith x", Some("model.p.a"), 2));
        assert_ne!(print("a", Some("model.p.a"), 0), print("a", Some("model.p.b"), 0));
        assert_ne!(print("a\nb", None, 2), print("a\nc", None, 2));
    }

    #[test]
    fn of_what_a_macro_does_are_the_macros() {
        let print = |caller: &str| {
            let files = Files::default();
            let (model, shared) = (files.add(Path::new(caller), "{{ m() }}"), files.add(Path::new("m.sql"), "{{ 1 / 0 }}"));
            let label = Label { file: shared, range: TextRange::new(0, 3), message: "here".into() };
            let diagnostic = Diagnostic { rule: RuleName::TEMPLATING, labels: vec![label], ..finding(model, TextRange::new(0, 3)) };
            fingerprints(&[diagnostic], &files, &|file| files.get(file).path.display().to_string())[0]
        };
        assert_eq!(print("a.sql"), print("b.sql"));
    }

    proptest! {
        #[test]
        fn are_unique_and_know_no_lines(lines in prop::collection::vec("[Xab,é ]{0,6}", 0..30), above in prop::collection::vec("[cd ]{0,4}", 0..10)) {
            let text = lines.join("\n");
            let have = prints(&text);
            prop_assert_eq!(have.iter().collect::<HashSet<_>>().len(), have.len());
            prop_assert_eq!(prints(&format!("{}\n{text}", above.join("\n"))), have);
        }
    }
}
