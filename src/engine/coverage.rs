//! How much of a file's literal SQL some rendering holds: what no rendering holds, no rule has seen.

use super::verify::Rendering;
use crate::jinja::{SegmentKind, literal_text};
use crate::syntax::Tree;
use crate::text::{FileId, TextRange};

/// One file's coverage, in bytes that are not white space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileCoverage {
    /// Literal text in all.
    pub bytes: usize,
    /// How much of it no rendering holds.
    pub missed_bytes: usize,
    /// Where that stands; in order.
    pub missed: Vec<TextRange>,
}

impl FileCoverage {
    /// The coverage of a template by its renderings.
    #[must_use]
    pub fn of(file: FileId, template: &Tree, renderings: &[Rendering]) -> Self {
        let text = template.text();
        let solid = |range: TextRange| text[range.span()].bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
        let reached = reached(file, renderings);
        let mut coverage = Self::default();
        for literal in literal_text(template) {
            coverage.bytes += solid(literal);
            for missed in without(literal, &reached) {
                let missed = trimmed(text, missed);
                if !missed.is_empty() {
                    coverage.missed_bytes += solid(missed);
                    coverage.missed.push(missed);
                }
            }
        }
        coverage
    }

    /// The share that is reached, from 0 to 100; all of nothing is reached.
    #[must_use]
    pub fn percentage(&self) -> f64 {
        percentage(self.bytes, self.missed_bytes)
    }
}

/// The share that is reached, from 0 to 100.
#[must_use]
#[allow(clippy::cast_precision_loss)] // bytes of a workspace are far from the limit
pub fn percentage(bytes: usize, missed: usize) -> f64 {
    if bytes == 0 { 100.0 } else { 100.0 * (bytes - missed) as f64 / bytes as f64 }
}

/// What renderings hold of a file, in order; neighbours are one.
fn reached(file: FileId, renderings: &[Rendering]) -> Vec<TextRange> {
    let segments = renderings.iter().flat_map(|rendering| rendering.rendered.map.segments());
    let mut ranges: Vec<TextRange> =
        segments.filter(|segment| segment.file == file && segment.kind == SegmentKind::Raw).map(|segment| segment.source).collect();
    ranges.sort_unstable_by_key(|range| (range.start(), range.end()));
    let mut merged: Vec<TextRange> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start() <= last.end() => *last = last.cover(range),
            _ => merged.push(range),
        }
    }
    merged
}

/// What of `range` none of the others, which are in order and apart, covers.
fn without(range: TextRange, others: &[TextRange]) -> Vec<TextRange> {
    let mut left = Vec::new();
    let mut at = range.start();
    let first = others.partition_point(|other| other.end() <= range.start());
    for other in others[first..].iter().take_while(|other| other.start() < range.end()) {
        if other.start() > at {
            left.push(TextRange::new(at, other.start()));
        }
        at = at.max(other.end());
    }
    if at < range.end() {
        left.push(TextRange::new(at, range.end()));
    }
    left
}

fn trimmed(text: &str, range: TextRange) -> TextRange {
    let inside = &text[range.span()];
    let start = range.start() as usize + (inside.len() - inside.trim_start().len());
    TextRange::from(start..start + inside.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_leave_of_a_range() {
        let range = TextRange::new;
        for (others, want) in [
            (vec![], vec![range(10, 20)]),
            (vec![range(0, 5), range(12, 14), range(18, 25)], vec![range(10, 12), range(14, 18)]),
            (vec![range(0, 30)], vec![]),
            (vec![range(20, 30)], vec![range(10, 20)]),
        ] {
            assert_eq!(without(range(10, 20), &others), want, "{others:?}");
        }
    }
}
