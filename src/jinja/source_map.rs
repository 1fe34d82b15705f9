//! Where every byte of a rendered text came from, and the only place where an edit of a source can be made.

use crate::text::{FileId, TextEdit, TextRange};

/// What kind of source a stretch of output has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SegmentKind {
    /// Literal template text: the output equals the source byte for byte.
    Raw,
    /// Printed by an expression; `source` is the whole `{{ ... }}`.
    Expr,
    /// Printed by an expression whose value is not known; what stands in the output is a stand-in that parses.
    Hole,
    /// A statement tag, a comment or an expression that printed nothing: no output, but a place in it.
    Event,
}

/// One stretch of output and its source. Segments are ordered by `out` and tile the output; those without output lie between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    pub out: TextRange,
    /// The file that holds `source`: the template itself, or the file of a macro.
    pub file: FileId,
    pub source: TextRange,
    pub kind: SegmentKind,
    /// The macro call that wrote this, as an index into [`SourceMap::frames`]; 0 is the template itself.
    pub frame: u32,
    /// How often this very source range was written before in this output (loops, repeated calls).
    pub iteration: u32,
}

/// A call on the way from the template to a macro body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The macro's name, qualified by its package; empty for the template itself.
    pub name: String,
    /// Where it was called.
    pub call: Option<(FileId, TextRange)>,
    /// The frame of the caller.
    pub parent: u32,
}

/// Where a stretch of rendered text leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    pub file: FileId,
    pub range: TextRange,
    /// Whether the range is literal template text, byte for byte the rendered text.
    pub literal: bool,
    pub frame: u32,
}

/// A wish, in rendered coordinates. Rules can make these; whether it can be carried out is the map's to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderedEdit {
    pub range: TextRange,
    pub text: String,
}

impl RenderedEdit {
    #[must_use]
    pub fn replace(range: TextRange, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }

    #[must_use]
    pub fn insert(at: u32, text: impl Into<String>) -> Self {
        Self { range: TextRange::empty(at), text: text.into() }
    }

    #[must_use]
    pub fn delete(range: TextRange) -> Self {
        Self { range, text: String::new() }
    }
}

/// An edit of a source file that is known to touch literal text only. Its fields are private: only this module makes one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceEdit {
    file: FileId,
    edit: TextEdit,
}

impl SourceEdit {
    #[must_use]
    pub const fn file(&self) -> FileId {
        self.file
    }

    #[must_use]
    pub const fn edit(&self) -> &TextEdit {
        &self.edit
    }
}

/// Segments of one rendering.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    segments: Vec<Segment>,
    frames: Vec<Frame>,
}

impl SourceMap {
    /// `segments` must be ordered and tile the output; `frames[0]` must be the template itself.
    #[must_use]
    pub fn new(segments: Vec<Segment>, frames: Vec<Frame>) -> Self {
        debug_assert!(segments.windows(2).all(|pair| pair[0].out.end() == pair[1].out.start()), "segments must tile the output");
        Self { segments, frames }
    }

    /// The map of a text that is no template.
    #[must_use]
    pub fn identity(file: FileId, length: u32) -> Self {
        let range = TextRange::new(0, length);
        let whole = Segment { out: range, file, source: range, kind: SegmentKind::Raw, frame: 0, iteration: 0 };
        Self::new(vec![whole], vec![Frame { name: String::new(), call: None, parent: 0 }])
    }

    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    #[must_use]
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// The segments that share a byte with `out`, or for an empty range those that touch it.
    #[must_use]
    pub fn overlapping(&self, out: TextRange) -> &[Segment] {
        if out.is_empty() {
            let from = self.segments.partition_point(|segment| segment.out.end() < out.start());
            let to = self.segments.partition_point(|segment| segment.out.start() <= out.start());
            return &self.segments[from..to.max(from)];
        }
        let from = self.segments.partition_point(|segment| segment.out.end() <= out.start());
        let to = self.segments.partition_point(|segment| segment.out.start() < out.end());
        &self.segments[from..to.max(from)]
    }

    /// Whether every byte of `out` is literal template text.
    #[must_use]
    pub fn is_literal(&self, out: TextRange) -> bool {
        let mut found = false;
        for segment in self.overlapping(out) {
            match segment.kind {
                SegmentKind::Raw => found = true,
                SegmentKind::Event if !out.is_empty() => {}
                _ if segment.out.is_empty() || !segment.out.overlaps(out) => {}
                _ => return false,
            }
        }
        found || self.segments.is_empty()
    }

    /// Where `out` came from: exact inside one literal segment, the smallest covering range of the first segment's file
    /// where it runs over several.
    #[must_use]
    pub fn origin(&self, out: TextRange) -> Option<Origin> {
        let touched = self.overlapping(out);
        if out.is_empty() {
            // Prefer literal text to its neighbours: a zero-width finding belongs to text that someone can edit.
            let segment =
                touched.iter().rev().find(|segment| segment.kind == SegmentKind::Raw && !segment.out.is_empty()).or(touched.first())?;
            return Some(self.part(segment, out));
        }
        let mut visible = touched.iter().filter(|segment| !segment.out.is_empty());
        let first = visible.next()?;
        let mut origin = self.part(first, out);
        for segment in visible {
            origin.literal = false;
            let part = self.part(segment, out);
            if part.file == origin.file && segment.frame == first.frame {
                origin.range = origin.range.cover(part.range);
            }
        }
        Some(origin)
    }

    fn part(&self, segment: &Segment, out: TextRange) -> Origin {
        let literal = segment.kind == SegmentKind::Raw;
        let range = if literal {
            let start = out.start().clamp(segment.out.start(), segment.out.end()) - segment.out.start();
            let end = out.end().clamp(segment.out.start(), segment.out.end()) - segment.out.start();
            TextRange::new(segment.source.start() + start, segment.source.start() + end)
        } else {
            segment.source
        };
        Origin { file: segment.file, range, literal, frame: segment.frame }
    }

    /// An edit of the source, if `edit` lies wholly in one literal segment. An insertion must touch a literal segment
    /// with no tag at the same spot, for it would be unclear on which side of the tag it belongs.
    #[must_use]
    pub fn edit(&self, edit: &RenderedEdit) -> Option<SourceEdit> {
        let touched = self.overlapping(edit.range);
        let segment = if edit.range.is_empty() {
            let at = edit.range.start();
            let inside = touched.iter().find(|segment| segment.out.start() < at && at < segment.out.end());
            match inside {
                Some(segment) => segment,
                None => {
                    if touched.iter().any(|segment| segment.out.is_empty()) {
                        return None;
                    }
                    touched.iter().find(|segment| segment.kind == SegmentKind::Raw)?
                }
            }
        } else {
            touched.iter().find(|segment| segment.out.contains(edit.range))?
        };
        if segment.kind != SegmentKind::Raw {
            return None;
        }
        let range = self.part(segment, edit.range).range;
        Some(SourceEdit { file: segment.file, edit: TextEdit { range, text: edit.text.clone() } })
    }

    /// How many copies of a source range the output holds as literal text. An edit of text that was rendered several
    /// times may be made only if every copy asks for it.
    #[must_use]
    pub fn copies(&self, file: FileId, range: TextRange) -> u32 {
        let holds = |segment: &&Segment| segment.kind == SegmentKind::Raw && segment.file == file && segment.source.contains(range);
        u32::try_from(self.segments.iter().filter(holds).count()).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(out: (u32, u32), source: (u32, u32), kind: SegmentKind) -> Segment {
        Segment {
            out: TextRange::new(out.0, out.1),
            file: FileId(0),
            source: TextRange::new(source.0, source.1),
            kind,
            frame: 0,
            iteration: 0,
        }
    }

    /// `ab{{ x }}cd` with `x` printing three bytes, and a tag after `c`.
    fn map() -> SourceMap {
        let segments = vec![
            segment((0, 2), (0, 2), SegmentKind::Raw),
            segment((2, 5), (2, 9), SegmentKind::Expr),
            segment((5, 6), (9, 10), SegmentKind::Raw),
            segment((6, 6), (10, 20), SegmentKind::Event),
            segment((6, 7), (20, 21), SegmentKind::Raw),
        ];
        SourceMap::new(segments, vec![Frame { name: String::new(), call: None, parent: 0 }])
    }

    #[test]
    fn edits_only_literal_text() {
        let map = map();
        let edit = |start, end| map.edit(&RenderedEdit::replace(TextRange::new(start, end), "x"));
        assert_eq!(edit(1, 2).map(|made| made.edit.range), Some(TextRange::new(1, 2)));
        assert_eq!(edit(5, 6).map(|made| made.edit.range), Some(TextRange::new(9, 10)));
        assert_eq!(edit(1, 3), None, "half of it was printed");
        assert_eq!(edit(5, 7), None, "a tag stands between");
        assert_eq!(edit(6, 6), None, "an insertion beside a tag has two readings");
    }

    #[test]
    fn origins_cover_what_was_printed() {
        let map = map();
        assert_eq!(map.origin(TextRange::new(0, 6)).map(|origin| (origin.range, origin.literal)), Some((TextRange::new(0, 10), false)));
        assert!(map.is_literal(TextRange::new(5, 7)));
        assert!(!map.is_literal(TextRange::new(1, 3)));
    }
}
