//! The changing part of the plan: the order of the elements and the white space before each.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;

/// An element's place, and the gap before it.
#[derive(Clone, Debug)]
pub struct Slot<'a> {
    pub element: usize,
    before: Cow<'a, str>,
    /// Line ends in the gap.
    breaks: u32,
    /// Where its last line begins.
    last_line: u32,
    /// The gap must stay as it is.
    pub locked: bool,
    /// White space must remain: it parts a word from what a value prints.
    pub apart: bool,
    /// The gap was given another text, though perhaps that of the source again.
    pub touched: bool,
}

/// All slots, in the order they would be written.
#[derive(Clone, Debug, Default)]
pub struct State<'a> {
    pub slots: Vec<Slot<'a>>,
    /// Whether an element stands elsewhere than in the source.
    pub moved: bool,
    /// How often it was changed.
    pub changes: usize,
    /// How often it was changed where lines begin: whether there is a line end, or what stands behind the last. Whether one
    /// stands in front of everything makes no difference.
    pub line_changes: usize,
    /// How often it was changed there, or in how many line ends there are.
    pub end_changes: usize,
    /// All changes in their order: elements whose gaps were given another text, with the one before, and elements that follow
    /// another one than before. None but these stand otherwise than at the beginning.
    log: Vec<(usize, Option<Cow<'a, str>>)>,
    /// White space at the start of lines inside a block comment, by element and place in its text: what belongs there.
    pub inside: BTreeMap<(usize, usize), String>,
    /// What spacing and width last looked at: the gaps as they were after so many changes.
    pub spaced: Option<usize>,
    pub measured: Option<usize>,
    /// Whether the last pass would change nothing more if it were run again at once.
    pub is_stable: bool,
    /// Whether it mattered that gaps that spacing keeps free of line breaks got one.
    pub broke_inline: Cell<bool>,
    /// Gaps that spacing keeps free of line breaks get none.
    pub keeps_inline: bool,
    /// Slot by element, once something has moved.
    places: Vec<usize>,
}

impl<'a> Slot<'a> {
    pub fn new(element: usize, before: Cow<'a, str>, locked: bool, apart: bool) -> Self {
        let (breaks, last_line) = count(&before);
        Self { element, before, breaks, last_line, locked, apart, touched: false }
    }

    /// Replaces the gap; returns the one before.
    fn replace(&mut self, text: Cow<'a, str>) -> Cow<'a, str> {
        (self.breaks, self.last_line) = count(&text);
        std::mem::replace(&mut self.before, text)
    }

    #[inline]
    pub fn gap(&self) -> &str {
        &self.before
    }

    #[inline]
    pub const fn text(&self) -> &Cow<'a, str> {
        &self.before
    }

    #[inline]
    pub const fn has_break(&self) -> bool {
        self.breaks > 0
    }
}

/// The line ends of a gap, and where its last line begins.
fn count(gap: &str) -> (u32, u32) {
    let (mut breaks, mut last_line, mut at) = (0, 0, 0);
    for byte in gap.bytes() {
        at += 1;
        if byte == b'\n' {
            breaks += 1;
            last_line = at;
        }
    }
    (breaks, last_line)
}

impl<'a> State<'a> {
    /// The elements in the order of their slots: element `n` in slot `n`.
    pub fn new(slots: Vec<Slot<'a>>) -> Self {
        let log = Vec::with_capacity(slots.len() / 2);
        Self { slots, log, ..Self::default() }
    }

    /// Takes all changes back.
    pub fn go_back(&mut self) {
        if self.moved {
            self.moved = false;
            for slot in 0..self.slots.len() {
                while self.slots[slot].element != slot {
                    let home = self.slots[slot].element;
                    self.slots.swap(slot, home);
                }
            }
        }
        for (element, text) in self.log.drain(..).rev() {
            if let Some(text) = text {
                self.slots[element].replace(text);
                self.slots[element].touched = false;
            }
        }
        self.inside.clear();
        self.spaced = self.spaced.map(|_| 0);
        self.measured = self.measured.map(|_| 0);
        (self.changes, self.line_changes, self.end_changes) = (0, 0, 0);
    }

    #[inline]
    pub const fn len(&self) -> usize {
        self.slots.len()
    }

    #[inline]
    pub fn gap(&self, slot: usize) -> &str {
        &self.slots[slot].before
    }

    /// What stands before the first element of the line that a gap begins; nothing where it begins none.
    pub fn indentation(&self, slot: usize) -> Option<&str> {
        let slot = &self.slots[slot];
        slot.has_break().then(|| &slot.before[slot.last_line as usize..])
    }

    #[inline]
    pub fn line_breaks(&self, slot: usize) -> usize {
        self.slots[slot].breaks as usize
    }

    #[inline]
    pub fn has_break(&self, slot: usize) -> bool {
        self.slots[slot].has_break()
    }

    /// The slots whose gaps or neighbours are others than at the beginning, rising.
    pub fn changed_slots(&self) -> Vec<usize> {
        self.logged_from(0)
    }

    /// The slots whose gaps were changed, rising. Nothing where something has moved.
    pub fn changed(&self) -> Option<Vec<usize>> {
        (!self.moved).then(|| self.changed_slots())
    }

    /// The slots whose gaps or neighbours are others since the last time that this was asked, rising. Nothing the first time.
    pub fn changed_again(&mut self, count: impl Fn(&mut Self) -> &mut Option<usize>) -> Option<Vec<usize>> {
        let now = self.log.len();
        let seen = count(self).replace(now)?;
        Some(self.logged_from(seen))
    }

    /// The slots of the changes from one on, rising.
    #[expect(clippy::stable_sort_primitive, reason = "each pass goes through the text from its beginning: a few rising runs, to be merged")]
    fn logged_from(&self, first: usize) -> Vec<usize> {
        let mut slots: Vec<usize> = self.log.get(first..).unwrap_or_default().iter().map(|(element, _)| self.place(*element)).collect();
        slots.sort();
        slots.dedup();
        slots
    }

    /// Whether spacing would take a line break in a gap out again, given whether it keeps the gap free of them.
    pub fn joins(&self, is_inline: impl FnOnce() -> bool) -> bool {
        let joins = is_inline();
        self.broke_inline.set(self.broke_inline.get() || joins && !self.keeps_inline);
        joins && self.keeps_inline
    }

    /// Changes a gap that is not locked; says whether it did.
    pub fn set_gap(&mut self, slot: usize, text: impl Into<Cow<'a, str>>) -> bool {
        let text = text.into();
        let found = &self.slots[slot];
        if found.locked || found.before == text || found.apart && text.is_empty() {
            return false;
        }
        self.put_gap(slot, text);
        true
    }

    /// Changes a gap, locked or not; returns what it was.
    pub fn put_gap(&mut self, slot: usize, text: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
        let found = &mut self.slots[slot];
        let (breaks, last_line) = (found.breaks, found.last_line);
        let was = found.replace(text.into());
        found.touched = true;
        let same_indent = found.breaks == 0 || found.before[found.last_line as usize..] == was[last_line as usize..];
        let same_line = same_indent && (slot == 0 || found.has_break() == (breaks > 0));
        self.changes += 1;
        self.line_changes += usize::from(!same_line);
        self.end_changes += usize::from(!same_line || found.breaks != breaks);
        self.log.push((found.element, Some(was.clone())));
        was
    }

    /// Notes a change that is none of a gap.
    pub const fn note_change(&mut self) {
        self.changes += 1;
        self.line_changes += 1;
        self.end_changes += 1;
    }

    /// The indentation of the line that a slot stands on.
    pub fn line_indent(&self, slot: usize) -> &str {
        (0..=slot).rev().find_map(|at| self.indentation(at)).unwrap_or_default()
    }

    /// The slot that an element stands in now.
    #[inline]
    pub fn place(&self, element: usize) -> usize {
        if self.moved { self.places[element] } else { element }
    }

    /// Moves a slot to another place, with its gap.
    pub fn move_slot(&mut self, from: usize, to: usize) {
        if !self.moved {
            self.places.clear();
            self.places.extend(0..self.slots.len());
            self.moved = true;
        }
        self.note_change();
        let (first, last) = (from.min(to), from.max(to));
        if from < to {
            self.slots[first..=last].rotate_left(1);
        } else {
            self.slots[first..=last].rotate_right(1);
        }
        for at in first..=last {
            self.places[self.slots[at].element] = at;
        }
        // Who follows another one now: what stands at either end and behind, and what the moved one has left.
        for at in [first, to, to + 1, last + 1] {
            if let Some(slot) = self.slots.get(at) {
                self.log.push((slot.element, None));
            }
        }
    }
}
