//! LT02: the indentation of every line, and line breaks where steps in and out are taken on one side only.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::config::{ImplicitIndents, LinePlace};
use crate::syntax::{SyntaxKind, TokenId};

use super::elements::{Facts, Role, TagRole};
use super::found::{Findings, Place};
use super::gap;
use super::indent::{self, Climbs, Point};
use super::indent_table::is_start_bracket;
use super::spacing;
use super::state::State;
use super::styles::Traits;

pub const CODE: &str = "LT02";

/// The points from one line break to the next, both included, as places among all points.
#[derive(Clone, Copy)]
struct Line {
    /// Steps in at its beginning.
    height: i32,
    first: usize,
    last: usize,
}

/// A line with its points.
struct Points<'l> {
    height: i32,
    points: &'l [Point],
}

impl Points<'_> {
    fn first(&self) -> &Point {
        &self.points[0]
    }

    fn last(&self) -> &Point {
        &self.points[self.points.len() - 1]
    }

    fn opening(&self) -> i32 {
        opening(self.points)
    }

    /// The slots of its elements.
    fn slots(&self) -> Range<usize> {
        self.first().slot..self.last().slot
    }

    /// How deep its first element belongs.
    fn depth(&self, climbs: &Climbs, forced: &[i32]) -> i32 {
        let first = self.first();
        let untaken = if first.low == 0 {
            first.untaken.count
        } else {
            let limit = self.height - (first.rise - first.low);
            climbs.up_to(first.untaken, limit).count
        };
        (self.height - untaken + length(forced.len())).max(0)
    }
}

/// Steps in at the beginning of a line.
fn opening(points: &[Point]) -> i32 {
    if points.last().is_some_and(|last| last.after_break) { points[0].height_after() } else { 0 }
}

fn length(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// Checks every line.
pub fn run(facts: &Facts<'_>, state: &mut State<'_>, found: &mut Findings) {
    if facts.settings.layout.indent.implicit_indents == ImplicitIndents::Require {
        join_implicit(facts, state, found);
    }
    let (points, climbs) = indent::points(facts, state);
    let (mut lines, forced_at) = lines(facts, state, &points);
    if facts.has_comments {
        anchor_comments(facts, state, &points, &mut lines);
    }
    let blanks = facts.blanks.get_or_init(|| facts.settings.layout.indent.text(LEVELS));
    let (forced, climbed, outside) = (Vec::new(), Vec::new(), FxHashMap::default());
    let mut pass = Pass { facts, found, climbs, forced, forced_at, previous: None, climbed, outside, blanks, is_stable: true };
    for &Line { height, first, last } in &lines {
        pass.line(state, &Points { height, points: &points[first..=last] });
    }
    state.is_stable = pass.is_stable && state.inside.is_empty();
}

/// Takes the line breaks out of steps that no line should take.
fn join_implicit(facts: &Facts<'_>, state: &mut State<'_>, found: &mut Findings) {
    for slot in 1..state.len() {
        if !state.has_break(slot) || !indent::steps(facts, state, slot).has_implicit() {
            continue;
        }
        let (left, right) = (state.slots[slot - 1].element, state.slots[slot].element);
        let tokens = facts.elements[left].token.zip(facts.elements[right].token);
        let Some((one, other)) = tokens.filter(|(one, other)| one < other) else { continue };
        if !facts.elements[left].is_code() || !facts.elements[right].is_code() || skips_implicit(facts, one, other) {
            continue;
        }
        if state.set_gap(slot, " ") {
            found.report((CODE, right, Place::Gap(0)), || format!("{} belongs on the line above", facts.name(right)), [right]);
        }
    }
}

fn skips_implicit(facts: &Facts<'_>, one: TokenId, other: TokenId) -> bool {
    let node = facts.common_node(one, other);
    let above = facts.tree.parent(node).unwrap_or(node);
    let skip = &facts.settings.layout.indent.skip_implicit_indents_in;
    skip.iter().any(|kind| *kind == facts.tree.kind(node).name() || *kind == facts.tree.kind(above).name())
}

/// Cuts the points into lines, and finds the steps that were not taken by a line break on the way in but are on the way out.
fn lines(facts: &Facts<'_>, state: &State<'_>, points: &[Point]) -> (Vec<Line>, Vec<usize>) {
    let implicit_allowed = facts.settings.layout.indent.implicit_indents != ImplicitIndents::Forbid;
    let mut lines = Vec::with_capacity(points.len() / 2 + 1);
    let mut first = 0;
    // By height, where it was climbed.
    let mut untaken: Vec<Option<usize>> = Vec::new();
    let mut unbalanced = Vec::new();
    let mut breaks: Vec<usize> = Vec::new();
    for (at, point) in points.iter().enumerate() {
        if !point.is_break || point.slot == 0 {
            let implicit = || implicit_allowed && indent::steps(facts, state, point.slot).has_implicit();
            if point.rise > point.low
                && let Ok(height) = usize::try_from(point.height_after())
                && !implicit()
            {
                untaken.resize(untaken.len().max(height + 1), None);
                untaken[height] = Some(point.slot);
            }
            continue;
        }
        if point.low < 0 && !facts.elements[state.slots[point.slot].element].is_end() {
            let context = Unbalanced { facts, state, untaken: &untaken, breaks: &breaks };
            context.of(point, points[first].slot, &mut unbalanced);
        }
        breaks.push(point.slot);
        untaken.truncate(usize::try_from(point.height + point.low + 1).unwrap_or(0));
        lines.push(Line { height: opening(&points[first..=at]), first, last: at });
        first = at;
    }
    if first + 1 < points.len() {
        lines.push(Line { height: opening(&points[first..]), first, last: points.len() - 1 });
    }
    unbalanced.sort_unstable();
    (lines, unbalanced)
}

struct Unbalanced<'c> {
    facts: &'c Facts<'c>,
    state: &'c State<'c>,
    untaken: &'c [Option<usize>],
    breaks: &'c [usize],
}

impl Unbalanced<'_> {
    /// Adds the slots of the untaken steps that a line break takes back, given the slot that its line begins with.
    fn of(&self, point: &Point, line: usize, found: &mut Vec<usize>) {
        for height in point.height + point.low + 1..=point.height {
            let Some(slot) = usize::try_from(height).ok().and_then(|height| *self.untaken.get(height)?) else { break };
            let opens_bracket = is_start_bracket(self.facts.elements[self.state.slots[slot].element].kind);
            if !opens_bracket && slot < line && !self.only_comments_until(slot, point.slot) {
                found.push(slot);
            }
        }
    }

    /// Whether nothing but comments stands between the end of a slot's line and another slot.
    fn only_comments_until(&self, slot: usize, end: usize) -> bool {
        let line_end = self.breaks.get(self.breaks.partition_point(|&at| at <= slot)).copied().unwrap_or(end);
        (line_end..end).all(|at| self.facts.elements[self.state.slots[at].element].is_comment())
    }
}

/// Lines of comments are indented as the line that follows them.
fn anchor_comments(facts: &Facts<'_>, state: &State<'_>, points: &[Point], lines: &mut [Line]) {
    let mut waiting = Vec::new();
    for at in 0..lines.len() {
        let mut slots = points[lines[at].first].slot..points[lines[at].last].slot;
        if !slots.is_empty() && slots.all(|slot| facts.elements[state.slots[slot].element].is_comment()) {
            waiting.push(at);
        } else {
            let height = lines[at].height;
            for comment in waiting.drain(..) {
                lines[comment].height = height;
            }
        }
    }
    for comment in waiting {
        lines[comment].height = 0;
    }
}

struct Pass<'p> {
    facts: &'p Facts<'p>,
    found: &'p mut Findings,
    climbs: Climbs,
    /// Heights taken by line breaks that the pass put in.
    forced: Vec<i32>,
    /// Slots of steps that no line break takes on the way in, though one does on the way out; rising.
    forced_at: Vec<usize>,
    /// The slot that the line before begins with.
    previous: Option<usize>,
    /// Steps that were climbed on the line at hand, from one height up to another.
    climbed: Vec<(i32, i32)>,
    /// Blocks whose tags stay where they are, with the indentation of the first.
    outside: FxHashMap<u32, String>,
    /// Some levels of indentation.
    blanks: &'p str,
    /// Whether nothing more would change if the pass were run again: all it did was to indent lines by their own depth.
    is_stable: bool,
}

/// So many.
const LEVELS: u32 = 16;

/// What is said of lines, by the depth at which they belong: of all findings the most.
const DEPTHS: &[&str] = &[
    "This line belongs at the left edge",
    "This line belongs one step in",
    "This line belongs 2 steps in",
    "This line belongs 3 steps in",
    "This line belongs 4 steps in",
    "This line belongs 5 steps in",
    "This line belongs 6 steps in",
    "This line belongs 7 steps in",
    "This line belongs 8 steps in",
];

impl<'p> Pass<'p> {
    fn line(&mut self, state: &mut State<'_>, line: &Points<'_>) {
        self.start(state, line);
        self.previous = Some(line.first().slot);
        if self.rising(state, line) {
            return;
        }
        self.falling(state, line);
        let closing = line.last().height_after();
        self.forced.retain(|&height| height <= closing);
    }

    /// The indentation of a depth.
    fn text(&self, depth: i32) -> Cow<'p, str> {
        let depth = u32::try_from(depth).unwrap_or(0);
        let level = self.blanks.len() / LEVELS as usize;
        let known = if depth <= LEVELS { self.blanks.get(..level * depth as usize) } else { None };
        known.map_or_else(|| self.facts.settings.layout.indent.text(depth).into(), Cow::Borrowed)
    }

    /// The indentation of the line itself.
    fn start(&mut self, state: &mut State<'_>, line: &Points<'_>) {
        let slot = line.first().slot;
        let element = state.slots[slot].element;
        if slot > 0 && !line.first().is_break || self.facts.elements[element].is_end() || self.skipped(element) {
            return;
        }
        let have = state.gap(slot);
        let now = state.indentation(slot).unwrap_or(if slot == 0 { have } else { "" });
        if self.stays_out(element, now) {
            return;
        }
        let depth = line.depth(&self.climbs, &self.forced);
        let want = self.hung(element, self.text(depth));
        let tall = !self.facts.elements[element].is_code() || !self.facts.elements[element].literal;
        if tall && self.facts.elements[element].role != Role::Comment && self.facts.elements[element].tall {
            // A tag of several lines is laid out by hand.
            return;
        }
        let agrees = now == want || state.slots[slot].locked;
        if agrees {
            self.inside(state, slot, &want);
            return;
        }
        // A comment may also stand below the line that it follows, where its author put it there.
        let opened =
            slot > 0 && matches!(self.facts.elements[state.slots[slot - 1].element].role, Role::Tag(TagRole::Open | TagRole::Middle));
        let above = self.previous.and_then(|above| state.indentation(above)).unwrap_or_default();
        let stood_below = || !opened && slot > 0 && now == above && self.facts.source[self.facts.gap_range(element).span()].contains('\n');
        if self.is_comment_line(state, line) && (self.facts.settings.layout.ignore_comment_lines || stood_below()) {
            self.is_stable = false;
            return;
        }
        let text = if slot == 0 && !have.contains('\n') { Cow::Owned(want.to_string()) } else { gap::indented(have, &want) };
        let message = || {
            let known = usize::try_from(depth).ok().and_then(|depth| DEPTHS.get(depth));
            known.map_or_else(|| format!("This line belongs {depth} steps in").into(), |known| Cow::Borrowed(*known))
        };
        self.report(state, slot, Place::LineStart, message, text);
        self.inside(state, slot, &want);
    }

    /// The lines of a block comment stand no further left than its first.
    fn inside(&mut self, state: &mut State<'_>, slot: usize, want: &str) {
        let element = state.slots[slot].element;
        if self.facts.elements[element].kind != SyntaxKind::BlockComment || !self.facts.elements[element].literal {
            return;
        }
        let text = self.facts.text(element);
        for (at, _) in text.match_indices('\n') {
            let start = at + 1;
            let line = text[start..].lines().next().unwrap_or_default();
            let have = line.len() - line.trim_start().len();
            if have >= want.len() || have == line.len() || state.inside.contains_key(&(element, start)) {
                continue;
            }
            state.inside.insert((element, start), want.to_owned());
            state.note_change();
            let message = || "A block comment's lines belong no further left than its first";
            self.found.report((CODE, element, Place::Inside(start)), message, [element]);
        }
    }

    /// An operator that hangs left of what follows it.
    fn hung(&self, element: usize, want: Cow<'p, str>) -> Cow<'p, str> {
        let found = &self.facts.elements[element];
        let position = self.facts.styles.of(found.kind).line_position;
        if !position.is_some_and(|position| position.place == LinePlace::Leading && position.align_following) {
            return want;
        }
        let width = gap::width(self.facts.text(element)) + 1;
        let kept = want.len().saturating_sub(width);
        if want.starts_with('\t') { want } else { want[..kept].to_owned().into() }
    }

    fn is_comment_line(&self, state: &State<'_>, line: &Points<'_>) -> bool {
        line.slots().all(|slot| self.facts.elements[state.slots[slot].element].is_comment())
    }

    /// A tag that takes away the white space before it stands where the author put it if a step in lies right before it:
    /// what is printed takes that step behind the tag. So do the other tags of its block that stand below it.
    fn stays_out(&mut self, element: usize, indent: &str) -> bool {
        let found = &self.facts.elements[element];
        let Role::Tag(role) = found.role else { return false };
        self.is_stable = false;
        if role != TagRole::Open {
            return matches!(role, TagRole::Middle | TagRole::Close) && self.outside.get(&found.block).is_some_and(|open| open == indent);
        }
        let steps_in = element.checked_sub(1).is_some_and(|before| self.facts.steps.after[before].ends_in);
        let trims = self.facts.text(element).starts_with("{%-");
        if steps_in && trims {
            self.outside.insert(found.block, indent.to_owned());
        }
        steps_in && trims
    }

    /// Whether the element lies in a kind whose indentation is left alone.
    fn skipped(&self, element: usize) -> bool {
        let Some(token) = self.facts.elements[element].token else { return false };
        let (tree, styles) = (self.facts.tree, self.facts.styles);
        let skips = |kind: SyntaxKind| styles.traits(kind).contains(Traits::UNINDENTED);
        let around = || {
            let parent = self.facts.parent_of(token);
            std::iter::once(parent).chain(tree.ancestors(parent)).any(|node| skips(tree.kind(node)))
        };
        skips(tree.token_kind(token)) || self.facts.sought.has_unindented && around()
    }

    /// A step in that the line does not take, though lines below stand inside it, gets its break.
    fn rising(&mut self, state: &mut State<'_>, line: &Points<'_>) -> bool {
        let mut forced = false;
        if !self.forced_at.is_empty() {
            for point in line.points {
                if self.forced_at.binary_search(&point.slot).is_ok() {
                    forced |= self.break_in(state, point, point.height_after());
                }
            }
        }
        if forced {
            return true;
        }
        let last = line.last();
        if last.height + last.low <= line.opening() {
            return false;
        }
        // What a comment follows may go on behind it.
        if self.facts.elements[state.slots[last.slot].element].is_comment() {
            return false;
        }
        let closing = last.height + if last.low == 0 { last.rise } else { last.low };
        if !self.climbs.contains(last.untaken, closing) {
            return false;
        }
        let Some(point) = line.points.iter().find(|point| point.height_after() == closing) else { return false };
        self.break_in(state, point, closing)
    }

    fn break_in(&mut self, state: &mut State<'_>, point: &Point, height: i32) -> bool {
        if state.has_break(point.slot) || !self.may_break(state, point.slot) || self.joins(state, point.slot) {
            return false;
        }
        let text = gap::indented(state.gap(point.slot), &self.text(point.depth_after()));
        let element = state.slots[point.slot].element;
        let facts = self.facts;
        let message = || format!("{} belongs on a line of its own, one step in", facts.name(element));
        if self.report(state, point.slot, Place::Gap(0), message, text) {
            self.is_stable = false;
            self.forced.push(height);
            return true;
        }
        false
    }

    /// Steps out that are not taken, though they were on the way in, get their breaks.
    fn falling(&mut self, state: &mut State<'_>, line: &Points<'_>) {
        if line.last().height_after() >= line.opening() {
            return;
        }
        self.climbed.clear();
        for point in &line.points[..line.points.len() - 1] {
            if point.is_break || point.rise >= 0 {
                if !point.is_break {
                    self.climbed.push((point.height + point.low, point.height_after()));
                }
                continue;
            }
            let mut covered = point.height + point.low + 1..=point.height;
            let climbed = |height: i32| self.climbed.iter().any(|&(from, to)| from < height && height <= to);
            let untaken = |height: i32| (climbed(height) || self.climbs.contains(point.untaken, height)) && !self.forced.contains(&height);
            let element = &self.facts.elements[state.slots[point.slot].element];
            if covered.all(untaken) || element.is_separator() || !self.may_break(state, point.slot) || self.joins(state, point.slot) {
                continue;
            }
            let depth = point.depth_after() + length(self.forced.len());
            let text = gap::indented(state.gap(point.slot), &self.text(depth));
            let element = state.slots[point.slot].element;
            let facts = self.facts;
            let message = || format!("{} belongs on a line of its own", facts.name(element));
            self.report(state, point.slot, Place::Gap(0), message, text);
            self.is_stable = false;
        }
    }

    /// Whether spacing would take the break out again.
    fn joins(&self, state: &State<'_>, slot: usize) -> bool {
        state.joins(|| spacing::is_inline(self.facts, state, slot))
    }

    /// Tags that stand inside a line stay inside it.
    fn may_break(&self, state: &State<'_>, slot: usize) -> bool {
        let before = slot.checked_sub(1).map(|at| &self.facts.elements[state.slots[at].element]);
        let after = &self.facts.elements[state.slots[slot].element];
        !after.is_end() && !after.is_tag() && before.is_none_or(|before| !before.is_tag())
    }

    fn report<M: Into<Cow<'static, str>>>(
        &mut self,
        state: &mut State<'_>,
        slot: usize,
        place: Place,
        message: impl FnOnce() -> M,
        text: Cow<'static, str>,
    ) -> bool {
        let element = state.slots[slot].element;
        let place = if place == Place::Gap(0) && state.gap(slot).is_empty() { Place::Element } else { place };
        if !state.set_gap(slot, text) {
            return false;
        }
        self.found.report((CODE, element, place), message, [element]);
        true
    }
}
