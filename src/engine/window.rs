//! The lines of a text that a run may change, and what is left of a set of edits when it keeps to them.
//!
//! Knows no rule: an edit that only changes white space is cut to the lines, every other one is made as a whole or not.

use crate::text::{LineIndex, TextEdit, TextRange};

/// Lines as they are counted in the text that was given: from 1, both ends included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines(Vec<(u32, u32)>);

impl Lines {
    /// Reads `3`, `3-7` or several of these with commas between.
    ///
    /// # Errors
    /// If it is anything else, or a last line stands before its first.
    pub fn parse(text: &str) -> Result<Self, String> {
        let number = |text: &str| text.trim().parse::<u32>().ok().filter(|&line| line > 0);
        let part = |part: &str| {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let lines = number(first).zip(number(last)).filter(|(first, last)| first <= last);
            lines.ok_or_else(|| format!("`{part}` is no line and no first and last line, as in `3-7`"))
        };
        text.split(',').map(part).collect::<Result<Vec<_>, _>>().map(Self)
    }

    /// Reads `2:5-4:1`: from a line and column to another. The lines that hold some of it are meant; a line of which it
    /// ends at the very beginning is not.
    ///
    /// # Errors
    /// If it is anything else, or ends before it begins.
    pub fn parse_range(text: &str) -> Result<Self, String> {
        let place = |place: &str| {
            let (line, column) = place.split_once(':')?;
            let number = |text: &str| text.trim().parse::<u32>().ok().filter(|&number| number > 0);
            Some((number(line)?, number(column)?))
        };
        let places = text.split_once('-').and_then(|(start, end)| place(start).zip(place(end)));
        let Some((start, end)) = places.filter(|(start, end)| start <= end) else {
            return Err(format!("`{text}` is no range of lines and columns, as in `2:5-4:1`"));
        };
        let last = if end.1 == 1 { end.0.saturating_sub(1) } else { end.0 };
        Ok(Self(vec![(start.0, last.max(start.0))]))
    }
}

/// The same as places of a text that changes.
#[derive(Clone, Debug)]
pub struct Window {
    /// From the start of a first line to the end of a last one, without its line end; sorted, disjoint.
    open: Vec<TextRange>,
}

impl Window {
    #[must_use]
    pub fn new(lines: &Lines, text: &str) -> Self {
        let index = LineIndex::new(text);
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let count = index.line_count();
        let start = |line: u32| if line > count { length } else { index.line_start(line) };
        let mut wanted = lines.0.clone();
        wanted.sort_unstable();
        let mut open: Vec<TextRange> = Vec::new();
        for (first, last) in wanted.into_iter().filter(|(first, _)| *first <= count) {
            let end = if last >= count { length } else { start(last + 1) - 1 };
            match open.last_mut() {
                Some(before) if before.end() + 1 >= start(first) => *before = before.cover(TextRange::new(start(first), end)),
                _ => open.push(TextRange::new(start(first), end)),
            }
        }
        Self { open }
    }

    /// What lies wholly between the lines: nothing there is to be planned. White space that reaches into a line is left out.
    #[must_use]
    pub fn closed(&self, text: &str) -> Vec<TextRange> {
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let ends = std::iter::once(0).chain(self.open.iter().map(|open| open.end()));
        let starts = self.open.iter().map(|open| open.start()).chain(std::iter::once(length));
        let bare = |(start, end): (u32, u32)| {
            let part = text.get(start as usize..end as usize)?;
            let from = start + u32::try_from(part.len() - part.trim_start().len()).ok()?;
            let to = start + u32::try_from(part.trim_end().len()).ok()?;
            // Gaps beside a closed range count as touched, so it ends one byte before the text does.
            let from = if start == 0 { 0 } else { from + 1 };
            let to = if end == length { length } else { to.checked_sub(1)? };
            (from <= to).then(|| TextRange::new(from, to))
        };
        ends.zip(starts).filter_map(bare).collect()
    }

    /// A fix's edits as far as they lie in the lines; nothing where none of it may be made.
    #[must_use]
    pub fn clip(&self, text: &str, edits: &[&TextEdit]) -> Option<Vec<TextEdit>> {
        let inside = |edit: &TextEdit| self.open.iter().any(|open| open.contains(edit.range));
        if edits.iter().all(|edit| inside(edit)) {
            return Some(edits.iter().copied().cloned().collect());
        }
        let blank = |text: &str| text.bytes().all(|byte| byte.is_ascii_whitespace());
        if !edits.iter().all(|edit| blank(&edit.text) && text.get(edit.range.span()).is_some_and(blank)) {
            return None;
        }
        let clipped = edits.iter().filter_map(|edit| if inside(edit) { Some((*edit).clone()) } else { self.clip_gap(text, edit) });
        let clipped: Vec<TextEdit> = clipped.collect();
        (!clipped.is_empty()).then_some(clipped)
    }

    /// White space that begins or ends outside: its lines outside stay as they are.
    fn clip_gap(&self, text: &str, edit: &TextEdit) -> Option<TextEdit> {
        let old = text.get(edit.range.span())?;
        let open = self.open.iter().find(|open| open.start() <= edit.range.end() && edit.range.start() <= open.end())?;
        let (mut range, mut old, mut new) = (edit.range, old, edit.text.as_str());
        if range.start() < open.start() {
            let (from, new_from) = (old.rfind('\n')? + 1, new.rfind('\n')? + 1);
            range = TextRange::new(range.start() + u32::try_from(from).ok()?, range.end());
            (old, new) = (&old[from..], &new[new_from..]);
        }
        if range.end() > open.end() {
            let (to, new_to) = (old.find('\n')?, new.find('\n')?);
            // A carriage return is part of the line end.
            let (to, new_to) = (to - usize::from(old[..to].ends_with('\r')), new_to - usize::from(new[..new_to].ends_with('\r')));
            range = TextRange::new(range.start(), range.start() + u32::try_from(to).ok()?);
            (old, new) = (&old[..to], &new[..new_to]);
        }
        (old != new).then(|| TextEdit { range, text: new.to_owned() })
    }

    /// The lines once these edits, which lie in them, are made.
    pub fn follow(&mut self, edits: &[TextEdit]) {
        let moved = |at: u32, ends: bool| {
            let before = edits.iter().filter(|edit| if ends { edit.range.end() <= at } else { edit.range.end() < at });
            let sizes = before
                .fold((0u32, 0u32), |(old, new), edit| (old + edit.range.len(), new + u32::try_from(edit.text.len()).unwrap_or(u32::MAX)));
            at + sizes.1 - sizes.0
        };
        for open in &mut self.open {
            // What is inserted at the very start of a line belongs to it.
            *open = TextRange::new(moved(open.start(), false), moved(open.end(), true));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Lines, Window};
    use crate::text::{TextEdit, TextRange, apply_edits};

    const TEXT: &str = "a\n  b  \n c\nd\n";

    /// Makes the edits as far as the lines allow.
    #[track_caller]
    fn check(lines: &str, edits: &[(u32, u32, &str)], want: &str) {
        let window = Window::new(&Lines::parse(lines).unwrap(), TEXT);
        let edits: Vec<TextEdit> =
            edits.iter().map(|&(start, end, text)| TextEdit { range: TextRange::new(start, end), text: text.to_owned() }).collect();
        let clipped = window.clip(TEXT, &edits.iter().collect::<Vec<_>>()).unwrap_or_default();
        assert_eq!(apply_edits(TEXT, &clipped).unwrap(), want, "{lines}");
    }

    #[test]
    fn white_space_is_cut_to_the_lines() {
        let all = &[(1, 4, "\n"), (5, 9, "\n"), (10, 11, "\n\n")];
        check("1-4", all, "a\nb\nc\n\nd\n");
        check("2", all, "a\nb\n c\nd\n");
        check("1,3", all, "a\n  b  \nc\nd\n");
        check("9", all, TEXT);
        // A line end between lines is nobody's to take away.
        check("2", &[(1, 4, " ")], TEXT);
        check("1-2", &[(1, 4, " ")], "a b  \n c\nd\n");
        check("1-2", &[(0, 1, "x"), (9, 10, "y")], TEXT);
        check("1-3", &[(0, 1, "x"), (9, 10, "y")], "x\n  b  \n y\nd\n");
    }

    #[test]
    fn lines_move_with_the_text() {
        let mut window = Window::new(&Lines::parse("2,4").unwrap(), TEXT);
        window.follow(&[
            TextEdit { range: TextRange::new(2, 4), text: "xxxx".into() },
            TextEdit { range: TextRange::new(5, 7), text: String::new() },
        ]);
        assert_eq!(window.open, [TextRange::new(2, 7), TextRange::new(11, 12)]);
    }

    #[test]
    fn what_the_words_mean() {
        assert_eq!(Lines::parse("3").unwrap(), Lines(vec![(3, 3)]));
        assert_eq!(Lines::parse("1-2,5-9").unwrap(), Lines(vec![(1, 2), (5, 9)]));
        assert_eq!(Lines::parse_range("2:5-4:1").unwrap(), Lines(vec![(2, 3)]));
        assert_eq!(Lines::parse_range("2:5-2:5").unwrap(), Lines(vec![(2, 2)]));
        for wrong in ["", "0", "4-3", "a-b", "1:2-3:4"] {
            assert!(Lines::parse(wrong).is_err(), "{wrong}");
        }
        for wrong in ["", "1-2", "4:1-3:1", "0:1-2:1"] {
            assert!(Lines::parse_range(wrong).is_err(), "{wrong}");
        }
    }
}
