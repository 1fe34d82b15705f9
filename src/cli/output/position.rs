//! Places as reports count them: lines and columns from 1, characters from 0, ends exclusive.

use std::sync::Arc;

use crate::text::{LineColumn, SourceFile, TextRange};

/// A range in all the ways reports ask for.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub start: LineColumn,
    pub end: LineColumn,
    /// Characters before the range, and before its end.
    pub start_character: u32,
    pub end_character: u32,
}

/// Works out spans of one file. Characters are counted once a line.
pub struct Positions {
    pub file: Arc<SourceFile>,
    /// Characters before each line; empty where every byte is a character.
    before: Vec<u32>,
}

impl Positions {
    pub fn new(file: Arc<SourceFile>) -> Self {
        let mut before = Vec::new();
        if !file.text.is_ascii() {
            let mut count = 0;
            for line in file.text.split_inclusive('\n') {
                before.push(count);
                count += u32::try_from(line.chars().count()).unwrap_or(0);
            }
            before.push(count);
        }
        Self { file, before }
    }

    pub fn span(&self, range: TextRange) -> Span {
        let start = self.file.line_column(range.start());
        let end = self.file.line_column(range.end());
        let character = |place: LineColumn, offset: u32| match self.before.get(place.line as usize - 1) {
            Some(before) => before + place.column - 1,
            None => offset,
        };
        Span { start, end, start_character: character(start, range.start()), end_character: character(end, range.end()) }
    }

    /// The line of an offset, and the bytes before it there, counted from 1.
    pub fn line_and_byte(&self, offset: u32) -> (u32, u32) {
        let lines = self.file.lines();
        let line = lines.line(offset);
        (line, offset - lines.line_start(line) + 1)
    }
}
