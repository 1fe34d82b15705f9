//! What a fix changes, line by line.

use similar::{ChangeTag, TextDiff};

use crate::diagnostic::Fix;
use crate::text::{FileId, SourceFile, TextEdit, TextRange, apply_edits};

/// A line that a fix takes away or puts there.
pub struct ChangedLine {
    /// `-` or `+`.
    pub sign: char,
    pub text: String,
}

/// The lines of a file that a fix touches, before and after; nothing where it touches none.
pub fn changed_lines(fix: &Fix, file: FileId, source: &SourceFile) -> Vec<ChangedLine> {
    let mut edits: Vec<TextEdit> = fix.edits.iter().filter(|edit| edit.file() == file).map(|edit| edit.edit().clone()).collect();
    edits.sort();
    let (Some(first), Some(last)) = (edits.first(), edits.iter().map(|edit| edit.range.end()).max()) else { return Vec::new() };
    let lines = source.lines();
    let start = lines.line_start(lines.line(first.range.start()));
    let last_line = lines.line(last);
    let end = if last_line >= lines.line_count() {
        u32::try_from(source.text.len()).unwrap_or(u32::MAX)
    } else {
        lines.line_start(last_line + 1)
    };
    let shift = |edit: &TextEdit| {
        let range = TextRange::new(edit.range.start() - start, edit.range.end() - start);
        TextEdit { range, text: edit.text.clone() }
    };
    let before = source.slice(TextRange::new(start, end));
    let Some(after) = apply_edits(before, &edits.iter().map(shift).collect::<Vec<_>>()) else { return Vec::new() };
    let diff = TextDiff::from_lines(before, after.as_str());
    let changes = diff.iter_all_changes().filter(|change| change.tag() != ChangeTag::Equal);
    let line = |change: similar::Change<&str>| ChangedLine {
        sign: if change.tag() == ChangeTag::Delete { '-' } else { '+' },
        text: change.value().trim_end_matches(['\n', '\r']).to_owned(),
    };
    changes.map(line).collect()
}
