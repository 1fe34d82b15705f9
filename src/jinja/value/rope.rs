//! Text that knows where each stretch of it came from.

use std::sync::Arc;

use minijinja::Value;

use super::{Thing, UnknownKind, from_thing, unknown};
use crate::jinja::evaluator::stand_in::Surroundings;
use crate::jinja::{Segment, SegmentKind};
use crate::text::TextRange;

/// Text with its segments; they tile it.
#[derive(Clone, Debug)]
pub(in crate::jinja) struct Rope {
    text: Arc<str>,
    segments: Arc<[Segment]>,
}

impl Rope {
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The part between two byte offsets, which must be character boundaries.
    pub fn slice(&self, start: usize, end: usize) -> Value {
        let mut part = Pieces::default();
        part.splice(self, start, end);
        part.value()
    }
}

/// A rope in the making.
#[derive(Debug, Default)]
pub(in crate::jinja) struct Pieces {
    pub text: String,
    pub segments: Vec<Segment>,
    /// What the text means for a value of which nothing is known and that comes next.
    pub around: Surroundings,
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Pieces {
    /// Room for so many bytes of text, out of so many statements.
    pub fn for_about(bytes: usize, statements: usize) -> Self {
        Self { text: String::with_capacity(bytes), segments: Vec::with_capacity(statements * 2), around: Surroundings::default() }
    }

    /// Empties it, to be filled anew.
    pub fn clear(&mut self) {
        self.text.clear();
        self.segments.clear();
        self.around.clear();
    }

    /// Appends text with the segment that describes it; `out` is set here.
    pub fn push(&mut self, text: &str, mut segment: Segment) {
        let start = offset(self.text.len());
        self.text.push_str(text);
        segment.out = TextRange::new(start, offset(self.text.len()));
        self.segments.push(segment);
    }

    pub fn append(&mut self, rope: &Rope) {
        let by = offset(self.text.len());
        self.text.push_str(&rope.text);
        self.segments.extend(rope.segments.iter().map(|&segment| Segment { out: segment.out.shift(by), ..segment }));
    }

    fn splice(&mut self, rope: &Rope, start: usize, end: usize) {
        for segment in rope.segments.iter() {
            let from = (segment.out.start() as usize).max(start);
            let to = (segment.out.end() as usize).min(end);
            if from > to || from == to && !segment.out.is_empty() {
                continue;
            }
            let mut part = *segment;
            if segment.kind == SegmentKind::Raw {
                let skipped = offset(from) - segment.out.start();
                part.source = TextRange::at(segment.source.start() + skipped, offset(to - from));
            }
            self.push(&rope.text[from..to], part);
        }
    }

    /// The one stand-in that the text is made of, blanks aside: then the text is as unknown as what it stands for.
    fn only_hole(&self) -> Option<UnknownKind> {
        let mut written = self.segments.iter().filter(|segment| !self.text[segment.out.span()].trim().is_empty());
        let only = written.next().filter(|segment| segment.kind == SegmentKind::Hole && written.next().is_none())?;
        UnknownKind::of_stand_in(&self.text[only.out.span()])
    }

    /// A rope where some of it is literal text, plain text otherwise.
    pub fn value(&self) -> Value {
        if let Some(kind) = self.only_hole() {
            return unknown(kind);
        }
        if self.segments.iter().any(|segment| segment.kind == SegmentKind::Raw && !segment.out.is_empty()) {
            from_thing(Thing::Text(Rope { text: self.text.as_str().into(), segments: self.segments.as_slice().into() }))
        } else {
            Value::from(self.text.as_str())
        }
    }
}
