//! Texts in which some ranges stand for other text: the segments of placeholders and format strings.

use std::sync::Arc;

use crate::jinja::{Captured, Frame, Rendered, Segment, SegmentKind, SourceMap, TemplateProblem};
use crate::text::{FileId, TextRange};

/// A range of the source and what stands for it.
pub struct Substitution {
    pub source: TextRange,
    pub text: String,
}

/// Renders a text by putting `substitutions`, sorted and apart from each other, in their places.
pub fn substitute(file: FileId, text: &str, substitutions: &[Substitution], problems: Vec<TemplateProblem>) -> Rendered {
    let mut out = String::with_capacity(text.len());
    let mut segments = Vec::with_capacity(substitutions.len() * 2 + 1);
    let mut done = 0;
    let mut push = |out: &mut String, source: TextRange, written: &str, kind: SegmentKind| {
        let start = u32::try_from(out.len()).unwrap_or(u32::MAX);
        out.push_str(written);
        let length = u32::try_from(written.len()).unwrap_or(u32::MAX);
        segments.push(Segment { out: TextRange::at(start, length), file, source, kind, frame: 0, iteration: 0 });
    };
    for Substitution { source, text: written } in substitutions {
        if done < source.start() {
            let before = TextRange::new(done, source.start());
            push(&mut out, before, &text[before.span()], SegmentKind::Raw);
        }
        let kind = if written.is_empty() { SegmentKind::Event } else { SegmentKind::Expr };
        push(&mut out, *source, written, kind);
        done = source.end();
    }
    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
    if done < length {
        let rest = TextRange::new(done, length);
        push(&mut out, rest, &text[rest.span()], SegmentKind::Raw);
    }
    let frames = vec![Frame::template()];
    Rendered {
        text: Arc::from(out),
        map: SourceMap::new(segments, frames),
        captured: Captured::default(),
        problems,
        partial: false,
        assumed: Vec::new(),
    }
}
