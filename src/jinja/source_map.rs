//! Where every byte of a rendered text came from, and the only place where an edit of a source can be made.

use std::sync::Arc;

use crate::syntax::{SyntaxKind, TokenId, Tree};
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
    pub name: Arc<str>,
    /// Where it was called.
    pub call: Option<(FileId, TextRange)>,
    /// The frame of the caller.
    pub parent: u32,
}

impl Frame {
    /// The template's own.
    #[must_use]
    pub fn template() -> Self {
        Self { name: Arc::default(), call: None, parent: 0 }
    }
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
    /// An edit of a file that was read as it stands rather than rendered: YAML, or the inside of a template's tag that was read for itself.
    #[must_use]
    pub const fn of_file(file: FileId, edit: TextEdit) -> Self {
        Self { file, edit }
    }

    #[must_use]
    pub const fn file(&self) -> FileId {
        self.file
    }

    #[must_use]
    pub const fn edit(&self) -> &TextEdit {
        &self.edit
    }

    /// Replaces the white space of one gap by other white space. `tree` is the file's Jinja tree; the gap must lie in
    /// literal text, outside every tag, and may be empty. `None` where it does not, where anything but white space would
    /// go or come, or where text would be joined to a tag or parted from one: what the tag prints may go on there.
    #[must_use]
    pub fn from_gap(file: FileId, tree: &Tree, gap: TextRange, text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        let within = |token| tree.token_kind(token) == SyntaxKind::JinjaData && tree.token_range(token).contains(gap);
        let first = tree.token_at(gap.start());
        let literal = first.is_some_and(within) || gap.is_empty() && outside_tags(tree, gap.start(), first);
        let blank = tree.text().get(gap.span()).is_some_and(is_blank) && is_blank(&text);
        let apart = gap.is_empty() == text.is_empty() || keeps_apart(tree, gap);
        (literal && blank && apart).then_some(Self { file, edit: TextEdit { range: gap, text } })
    }

    /// Replaces the white space between two tokens of one tag. `None` where the range is anything else, or where the
    /// tokens beside it would run together.
    #[must_use]
    pub fn from_tag_trivia(file: FileId, tree: &Tree, range: TextRange, text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        let right = tree.token_at(range.end())?;
        if tree.token_range(right).start() != range.end() {
            return None;
        }
        let mut left = tree.previous_token(right)?;
        while tree.token_range(left).start() >= range.start() && tree.token_kind(left).is_trivia() && !range.is_empty() {
            left = tree.previous_token(left)?;
        }
        let inside = in_tag(tree.token_kind(left)) && in_tag(tree.token_kind(right)) && tree.token_range(left).end() == range.start();
        let opens = tree.token_kind(right) != SyntaxKind::JinjaStart && tree.token_kind(left) != SyntaxKind::JinjaEnd;
        let apart = !text.is_empty() || !run_together(tree.token_text(left), tree.token_text(right));
        (inside && opens && apart && is_blank(&text)).then_some(Self { file, edit: TextEdit { range, text } })
    }
}

/// Whether what stands on both sides of a gap stays apart with or without white space between: no tag touches it, or only
/// a mark that belongs to no word or operator stands on the other side.
fn keeps_apart(tree: &Tree, gap: TextRange) -> bool {
    let text = tree.text();
    let is_tag = |token: Option<TokenId>| token.is_some_and(|token| tree.token_kind(token) != SyntaxKind::JinjaData);
    let tag_before = is_tag(gap.start().checked_sub(1).and_then(|at| tree.token_at(at)));
    let tag_after = is_tag(tree.token_at(gap.end()));
    let mark = |character: Option<char>| character.is_none_or(|character| matches!(character, ',' | ';' | '(' | ')'));
    match (tag_before, tag_after) {
        (false, false) => true,
        (true, false) => mark(text[gap.end() as usize..].chars().next()),
        (false, true) => mark(text[..gap.start() as usize].chars().next_back()),
        (true, true) => false,
    }
}

fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Kinds of tokens that stand in a tag, its delimiters included.
fn in_tag(kind: SyntaxKind) -> bool {
    !matches!(kind, SyntaxKind::JinjaData | SyntaxKind::JinjaComment)
}

/// Whether a place between two tokens lies between tags and literal text rather than inside a tag.
fn outside_tags(tree: &Tree, at: u32, token: Option<TokenId>) -> bool {
    let Some(token) = token else { return at as usize == tree.text().len() };
    if tree.token_range(token).start() != at {
        return false;
    }
    let starts = matches!(tree.token_kind(token), SyntaxKind::JinjaData | SyntaxKind::JinjaComment | SyntaxKind::JinjaStart);
    let ends = |kind| matches!(kind, SyntaxKind::JinjaData | SyntaxKind::JinjaComment | SyntaxKind::JinjaEnd);
    starts && tree.previous_token(token).is_none_or(|before| ends(tree.token_kind(before)))
}

/// Whether two tokens would be read as something else with nothing between them.
fn run_together(left: &str, right: &str) -> bool {
    let word = |character: char| character == '_' || character.is_alphanumeric();
    let sign = |character: char| "+-*/%=<>!{}.".contains(character);
    match (left.chars().next_back(), right.chars().next()) {
        // Of all that begins with it, only `==` is an operator.
        (Some('='), Some(right)) => right == '=',
        (Some(left), Some(right)) => word(left) && (word(right) || right == '.' && left.is_numeric()) || sign(left) && sign(right),
        _ => false,
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
        Self::new(vec![whole], vec![Frame::template()])
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

    /// The way from the template to a frame: each macro's name with the place where it was called, the outermost first.
    #[must_use]
    pub fn calls(&self, frame: u32) -> Vec<(&str, FileId, TextRange)> {
        let mut found = Vec::new();
        let mut at = frame;
        for _ in 0..self.frames.len() {
            let Some(Frame { name, call: Some((file, range)), parent }) = self.frames.get(at as usize) else { break };
            found.push((&**name, *file, *range));
            at = *parent;
        }
        found.reverse();
        found
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
            if let Some(segment) = inside {
                segment
            } else {
                if touched.iter().any(|segment| segment.out.is_empty()) {
                    return None;
                }
                touched.iter().find(|segment| segment.kind == SegmentKind::Raw)?
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
        SourceMap::new(segments, vec![Frame::template()])
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
    fn gaps_and_trivia() {
        let text = "a  b {{ x|y }}{% if  p %}\n";
        let tree = crate::jinja::parse(&text.into());
        let gap = |start, end| SourceEdit::from_gap(FileId(0), &tree, TextRange::new(start, end), " ").is_some();
        assert!(gap(1, 3) && gap(4, 5) && gap(25, 26) && gap(26, 26));
        assert!(!gap(14, 14), "what two tags print would be parted");
        let removed = |text: &str, start, end| {
            SourceEdit::from_gap(FileId(0), &crate::jinja::parse(&text.into()), TextRange::new(start, end), "").is_some()
        };
        assert!(!removed("a {{ x }}", 1, 2) && !removed("{{ x }} a", 7, 8), "a word would go on in what the tag prints");
        assert!(removed("( {{ x }}", 1, 2) && removed("{{ x }} ,", 7, 8) && removed("a  b", 1, 3));
        assert!(!gap(0, 2), "a letter would go");
        assert!(!gap(7, 8) && !gap(9, 9), "inside a tag");
        let trivia = |start, end, text: &str| SourceEdit::from_tag_trivia(FileId(0), &tree, TextRange::new(start, end), text).is_some();
        assert!(trivia(7, 8, "  ") && trivia(7, 8, "") && trivia(9, 9, " ") && trivia(19, 21, " "));
        assert!(!trivia(19, 21, ""), "two words would become one");
        assert!(!trivia(14, 14, " ") && !trivia(1, 3, " ") && !trivia(7, 8, "x"));
    }

    #[test]
    fn origins_cover_what_was_printed() {
        let map = map();
        assert_eq!(map.origin(TextRange::new(0, 6)).map(|origin| (origin.range, origin.literal)), Some((TextRange::new(0, 10), false)));
        assert!(map.is_literal(TextRange::new(5, 7)));
        assert!(!map.is_literal(TextRange::new(1, 3)));
    }
}
