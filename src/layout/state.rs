//! The changing part of the plan: the order of the elements and the white space before each.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::gap;

/// An element's place, and the gap before it.
#[derive(Clone, Debug)]
pub struct Slot<'a> {
    pub element: usize,
    pub before: Cow<'a, str>,
    /// The gap must stay as it is.
    pub locked: bool,
    /// White space must remain: it parts a word from what a value prints.
    pub apart: bool,
}

/// All slots, in the order they would be written.
#[derive(Clone, Debug)]
pub struct State<'a> {
    pub slots: Vec<Slot<'a>>,
    /// Whether an element stands elsewhere than in the source.
    pub moved: bool,
    /// How often it was changed.
    pub changes: usize,
    /// White space at the start of lines inside a block comment, by element and place in its text: what belongs there.
    pub inside: BTreeMap<(usize, usize), String>,
    /// Gaps that spacing keeps free of line breaks get none.
    pub keeps_inline: bool,
    /// Slot by element.
    places: Vec<usize>,
}

/// One finding of a pass.
#[derive(Clone, Debug)]
pub struct Found {
    pub code: &'static str,
    /// The element it is reported at, or whose gap it is reported in.
    pub element: usize,
    pub place: Place,
    pub message: String,
    /// Elements whose gaps the pass would change for it.
    pub gaps: Vec<usize>,
}

/// Where exactly a finding is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At the element itself.
    Element,
    /// In the source's gap before it, so many bytes in.
    Gap(usize),
    /// Inside the element, so many bytes in.
    Inside(usize),
    /// At the start of the last line of the gap before it.
    LineStart,
}

impl<'a> State<'a> {
    /// The elements in the order of their slots: element `n` in slot `n`.
    pub fn new(slots: Vec<Slot<'a>>) -> Self {
        let places = (0..slots.len()).collect();
        Self { slots, moved: false, changes: 0, inside: BTreeMap::new(), keeps_inline: false, places }
    }

    pub fn len(&self) -> usize {
        self.slots.len()
    }

    pub fn gap(&self, slot: usize) -> &str {
        &self.slots[slot].before
    }

    pub fn line_breaks(&self, slot: usize) -> usize {
        gap::line_breaks(&self.slots[slot].before)
    }

    pub fn has_break(&self, slot: usize) -> bool {
        self.slots[slot].before.contains('\n')
    }

    /// Changes a gap that is not locked; says whether it did.
    pub fn set_gap(&mut self, slot: usize, text: impl Into<Cow<'a, str>>) -> bool {
        let text = text.into();
        let slot = &mut self.slots[slot];
        if slot.locked || slot.before == text || slot.apart && text.is_empty() {
            return false;
        }
        slot.before = text;
        self.changes += 1;
        true
    }

    /// The indentation of the line that a slot stands on.
    pub fn line_indent(&self, slot: usize) -> &str {
        let first = (0..=slot).rev().find(|&at| self.has_break(at));
        first.and_then(|at| gap::indentation(self.gap(at))).unwrap_or_default()
    }

    /// The slot that an element stands in now.
    pub fn place(&self, element: usize) -> usize {
        self.places[element]
    }

    /// Slot by element, as of now.
    pub fn places(&self) -> Vec<usize> {
        self.places.clone()
    }

    /// Moves a slot to another place, with its gap.
    pub fn move_slot(&mut self, from: usize, to: usize) {
        self.moved = true;
        self.changes += 1;
        let slot = self.slots.remove(from);
        self.slots.insert(to, slot);
        for at in from.min(to)..=from.max(to) {
            self.places[self.slots[at].element] = at;
        }
    }
}
