/// A position as people count: the first line and the first column are 1; a column is one Unicode character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LineColumn {
    pub line: u32,
    pub column: u32,
}

/// Where the lines of a text begin. LF ends a line, so CRLF does too; a lone CR does not.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    #[must_use]
    pub fn new(text: &str) -> Self {
        let newlines = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let starts = std::iter::once(0).chain(newlines.map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX)));
        Self { starts: starts.collect() }
    }

    #[must_use]
    pub fn line_count(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }

    /// The 1-based line that holds `offset`.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        u32::try_from(self.starts.partition_point(|&start| start <= offset)).unwrap_or(u32::MAX)
    }

    /// Byte offset at which the 1-based `line` begins, or the last line's start where there is no such line.
    #[must_use]
    pub fn line_start(&self, line: u32) -> u32 {
        let at = (line.max(1) as usize - 1).min(self.starts.len() - 1);
        self.starts[at]
    }

    /// Bytes of the 1-based `line` in `text`, its line ending left out.
    #[must_use]
    pub fn line_text<'t>(&self, text: &'t str, line: u32) -> &'t str {
        let start = self.line_start(line) as usize;
        let end = self.starts.get(line.max(1) as usize).map_or(text.len(), |&next| next as usize);
        text[start..end].trim_end_matches(['\n', '\r'])
    }

    /// `text` must be the text this index was made of; an offset inside a character counts as the character's start.
    #[must_use]
    pub fn line_column(&self, text: &str, offset: u32) -> LineColumn {
        let line = self.line(offset);
        let start = self.line_start(line) as usize;
        let end = (offset as usize).min(text.len());
        let before = &text.as_bytes()[start.min(end)..end];
        let characters = before.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        LineColumn { line, column: u32::try_from(characters).unwrap_or(u32::MAX) + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_characters_and_lines_from_one() {
        let text = "a\r\nä€x\n";
        let index = LineIndex::new(text);
        let x = u32::try_from(text.find('x').unwrap()).unwrap();
        assert_eq!(index.line_column(text, 0), LineColumn { line: 1, column: 1 });
        assert_eq!(index.line_column(text, x), LineColumn { line: 2, column: 3 });
        assert_eq!(index.line_column(text, u32::try_from(text.len()).unwrap()), LineColumn { line: 3, column: 1 });
        assert_eq!(index.line_text(text, 1), "a");
    }
}
