//! Where steps in and out fall on gaps, and which of them no line break has taken yet.

use std::cell::OnceCell;

use crate::config::ImplicitIndents;

use super::elements::Facts;
use super::indent_marks::Mark;
use super::indent_table::{is_end_bracket, is_start_bracket};
use super::state::State;

/// Steps in and out that fall on one place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// The sum.
    pub rise: i32,
    /// The lowest point on the way, zero at most.
    pub low: i32,
    /// Whether the last of them goes in.
    pub ends_in: bool,
    implicit: Implicit,
}

/// Heights that were reached by steps a line need not take: so many of [`Heights`], from a place on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Implicit {
    from: u32,
    count: u32,
}

/// The steps in and out that stand right before and right after each element. Where no template is, only the latter.
#[derive(Debug, Default)]
pub struct AllSteps {
    pub before: Vec<Steps>,
    pub after: Vec<Steps>,
    /// What they refer to.
    pub heights: Heights,
}

impl AllSteps {
    /// The steps between two neighbours.
    #[inline]
    #[must_use]
    pub fn between(&self, left: Option<usize>, right: usize) -> Steps {
        match (left, self.before.get(right)) {
            (Some(left), None) => self.after[left],
            (None, before) => before.copied().unwrap_or_default(),
            (Some(left), Some(before)) => {
                let left = self.after[left];
                Steps { implicit: left.implicit, ..left.then(*before) }
            }
        }
    }
}

/// The heights that steps refer to.
#[derive(Debug, Default)]
pub struct Heights(Vec<i32>);

impl Steps {
    /// So many steps out, then so many in.
    #[inline]
    #[must_use]
    pub const fn of_gap(outs: i32, ins: i32) -> Self {
        Self { rise: ins - outs, low: -outs, ends_in: ins > 0, implicit: Implicit { from: 0, count: 0 } }
    }

    /// The step up to a height need not be taken. All of one place come one after another.
    pub fn note_implicit(&mut self, height: i32, heights: &mut Heights) {
        if self.implicit.count == 0 {
            self.implicit.from = u32::try_from(heights.0.len()).unwrap_or(u32::MAX);
        }
        self.implicit.count += 1;
        heights.0.push(height);
    }

    /// One more. All of one place come one after another.
    pub fn push(&mut self, mark: Mark, heights: &mut Heights) {
        self.ends_in = mark != Mark::Out;
        match mark {
            Mark::In => self.rise += 1,
            Mark::Implicit => {
                self.rise += 1;
                self.note_implicit(self.rise, heights);
            }
            Mark::Out => self.step_out(),
        }
    }

    pub fn step_out(&mut self) {
        self.ends_in = false;
        self.rise -= 1;
        self.low = self.low.min(self.rise);
    }

    /// These steps, then others. What was implicit before a comment is not any more after it.
    fn then(self, next: Self) -> Self {
        let (rise, low) = (self.rise + next.rise, self.low.min(self.rise + next.low));
        Self { rise, low, ends_in: next.ends_in, implicit: next.implicit }
    }

    #[inline]
    const fn is_level(self) -> bool {
        self.rise == 0 && self.low == 0
    }

    /// Whether a line need not take one of them.
    #[must_use]
    pub const fn has_implicit(self) -> bool {
        self.implicit.count > 0
    }

    fn is_implicit(self, heights: &Heights, height: i32) -> bool {
        let from = self.implicit.from as usize;
        self.has_implicit() && heights.0[from..from + self.implicit.count as usize].contains(&height)
    }
}

/// The steps on the gap before a slot.
#[inline]
#[must_use]
pub fn steps(facts: &Facts<'_>, state: &State<'_>, slot: usize) -> Steps {
    let left = slot.checked_sub(1).map(|before| state.slots[before].element);
    facts.steps.between(left, state.slots[slot].element)
}

/// A gap that matters to indentation: a line break, or steps.
#[derive(Clone, Debug)]
pub struct Point {
    pub slot: usize,
    pub rise: i32,
    pub low: i32,
    /// The height before it.
    pub height: i32,
    pub is_break: bool,
    /// Whether a line break came before.
    pub after_break: bool,
    /// Heights below it that no line break has taken.
    pub untaken: Untaken,
}

impl Point {
    #[must_use]
    pub const fn height_after(&self) -> i32 {
        self.height + self.rise
    }

    /// Steps deep that a line which begins here stands.
    #[must_use]
    pub fn depth_after(&self) -> i32 {
        self.height_after() - self.untaken.count
    }
}

/// Heights that no line break has taken, rising: a state of the stack in [`Climbs`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Untaken {
    /// The place of the highest, counted from 1.
    top: u32,
    pub count: i32,
}

/// A stack whose former states stay readable, so that each point keeps its own for the price of two numbers.
#[derive(Debug, Default)]
pub struct Climbs(Vec<(i32, Untaken)>);

impl Climbs {
    fn push(&mut self, untaken: Untaken, height: i32) -> Untaken {
        self.0.push((height, untaken));
        Untaken { top: u32::try_from(self.0.len()).unwrap_or(0), count: untaken.count + 1 }
    }

    /// The highest of them, and the others.
    fn highest(&self, untaken: Untaken) -> Option<(i32, Untaken)> {
        self.0.get(untaken.top.checked_sub(1)? as usize).copied()
    }

    /// Those that are not higher than `limit`.
    #[must_use]
    pub fn up_to(&self, mut untaken: Untaken, limit: i32) -> Untaken {
        while let Some((_, others)) = self.highest(untaken).filter(|&(height, _)| height > limit) {
            untaken = others;
        }
        untaken
    }

    #[must_use]
    pub fn contains(&self, untaken: Untaken, height: i32) -> bool {
        self.highest(self.up_to(untaken, height)).is_some_and(|(found, _)| found == height)
    }
}

/// All points, in order, and the steps that they tell of.
#[must_use]
pub fn points(facts: &Facts<'_>, state: &State<'_>) -> (Vec<Point>, Climbs) {
    let (climbs, untaken) = (Climbs::default(), Untaken::default());
    let points = Vec::with_capacity(state.len() / 2 + 2);
    let brackets = OnceCell::new();
    let mut crawl = Crawl { facts, state, points, height: 0, climbs, untaken, seen_break: false, pending: None, brackets };
    for slot in 0..state.len() {
        if crawl.pending.is_some() || crawl.matters(slot) {
            crawl.gap(slot);
        }
    }
    (crawl.points, crawl.climbs)
}

struct Crawl<'c> {
    facts: &'c Facts<'c>,
    state: &'c State<'c>,
    points: Vec<Point>,
    height: i32,
    climbs: Climbs,
    untaken: Untaken,
    seen_break: bool,
    /// A gap before a comment: its steps take effect with those after the comment.
    pending: Option<(Point, Steps)>,
    /// For each slot with an opening bracket, whether the closing one stands on its line.
    brackets: OnceCell<Vec<bool>>,
}

impl Crawl<'_> {
    /// Whether a gap is more than white space between neighbours of one line and height.
    fn matters(&self, slot: usize) -> bool {
        let next = &self.facts.elements[self.state.slots[slot].element];
        let is_edge = slot == 0 || self.state.has_break(slot) || next.is_comment() || next.is_end();
        is_edge || !steps(self.facts, self.state, slot).is_level()
    }

    fn gap(&mut self, slot: usize) {
        let own = steps(self.facts, self.state, slot);
        let next = &self.facts.elements[self.state.slots[slot].element];
        let mut steps = match &self.pending {
            Some((_, pending)) => pending.then(own),
            None => own,
        };
        if steps.has_implicit() && !self.implicit_allowed(slot) {
            steps.implicit = Implicit::default();
        }
        if let Some((mut point, _)) = self.pending.take()
            && point.is_break
        {
            // The comment stands on a line of its own: it is indented as what follows it.
            point.rise = steps.rise;
            point.low = steps.low;
            point.height = self.height;
            point.untaken = self.untaken;
            self.points.push(point);
            self.pass(steps, true);
            steps = Steps { implicit: steps.implicit, ..Steps::default() };
        }
        let is_break = self.state.has_break(slot);
        let point = Point {
            slot,
            rise: steps.rise,
            low: steps.low,
            height: self.height,
            is_break,
            after_break: self.seen_break,
            untaken: self.untaken,
        };
        self.seen_break |= is_break && slot > 0;
        if next.is_comment() {
            self.pending = Some((point, steps));
            return;
        }
        if is_break || !steps.is_level() || slot == 0 || next.is_end() {
            self.points.push(point);
            self.pass(steps, is_break);
        }
    }

    /// Goes over a gap: heights that it leaves are forgotten, those that it climbs without a line break stay untaken.
    fn pass(&mut self, steps: Steps, is_break: bool) {
        let low = self.height + steps.low;
        self.untaken = self.climbs.up_to(self.untaken, low);
        if !is_break {
            for step in steps.low..steps.rise {
                let height = self.height + step + 1;
                if !steps.is_implicit(&self.facts.steps.heights, height - low) {
                    self.untaken = self.climbs.push(self.untaken, height);
                }
            }
        }
        self.height += steps.rise;
    }

    /// A step that need not be taken must be taken after all where it holds a bracket that is not closed on its line.
    fn implicit_allowed(&self, slot: usize) -> bool {
        if self.facts.settings.layout.indent.implicit_indents == ImplicitIndents::Forbid {
            return false;
        }
        !is_start_bracket(self.facts.elements[self.state.slots[slot].element].kind)
            || self.brackets.get_or_init(|| brackets_on_line(self.facts, self.state))[slot]
    }
}

/// For each slot, whether it holds an opening bracket whose closing one stands on its line.
fn brackets_on_line(facts: &Facts<'_>, state: &State<'_>) -> Vec<bool> {
    let mut found = vec![false; state.len()];
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut line = 0;
    for slot in 0..state.len() {
        line += usize::from(state.has_break(slot));
        let kind = facts.elements[state.slots[slot].element].kind;
        if is_start_bracket(kind) {
            open.push((slot, line));
        } else if is_end_bracket(kind)
            && let Some((start, of)) = open.pop()
        {
            found[start] = of == line;
        }
    }
    found
}
