//! From the white space that is wanted to edits of the source.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::jinja::{RenderedEdit, SourceEdit};
use crate::syntax::TokenId;
use crate::text::TextRange;

use super::elements::Facts;
use super::plan::PlanInput;
use super::state::State;

/// A stretch of the source between two elements that keep their order, and what stands there in the end.
pub struct Change<'c> {
    range: TextRange,
    text: Cow<'c, str>,
    /// The element behind it.
    behind: usize,
    /// Those that moved in or out: with them more than white space changes.
    moved: Vec<usize>,
    /// The comment inside which it lies.
    comment: Option<TokenId>,
}

/// A change with its edit, and the number of those that are made together.
pub struct Made<'c> {
    pub group: usize,
    pub change: Change<'c>,
    pub edit: SourceEdit,
}

/// The edits that lead to a state, those that are made together side by side. Or the elements before which none can be
/// made, if there are such.
pub fn edits<'c>(input: &PlanInput<'_>, facts: &Facts<'_>, end: &'c State<'_>) -> Result<Vec<Made<'c>>, Vec<usize>> {
    let carriage_returns = input.source.contains("\r\n");
    let changes = changes(facts, end, input.source.contains('\r'));
    let groups = if end.moved { groups(&changes) } else { (0..changes.len()).collect() };
    let mut made = Vec::with_capacity(changes.len());
    let mut refused = Vec::new();
    for (change, group) in changes.into_iter().zip(groups) {
        match change.edit(input, facts, carriage_returns) {
            Some(edit) => made.push(Made { group, change, edit }),
            None => refused.push((group, change)),
        }
    }
    if !refused.is_empty() {
        let numbers: FxHashSet<usize> = refused.iter().map(|(group, _)| *group).collect();
        let with_them = made.iter().filter(|made| numbers.contains(&made.group)).map(|made| &made.change);
        let mut elements = Vec::new();
        refused.iter().map(|(_, change)| change).chain(with_them).for_each(|change| change.add_elements(&mut elements));
        return Err(elements);
    }
    if end.moved {
        made.sort_by_key(|made| made.group);
    }
    Ok(made)
}

/// Numbers the changes; those that are one only together, as a word leaves one place and comes to another, alike.
fn groups(changes: &[Change<'_>]) -> Vec<usize> {
    let mut moving: FxHashMap<usize, usize> = FxHashMap::default();
    let group = |(at, change): (usize, &Change<'_>)| {
        let group = change.moved.iter().find_map(|element| moving.get(element).copied()).unwrap_or(at);
        for &element in &change.moved {
            moving.entry(element).or_insert(group);
        }
        group
    };
    changes.iter().enumerate().map(group).collect()
}

/// All stretches that differ, in a source that has carriage returns or none.
fn changes<'c>(facts: &Facts<'_>, end: &'c State<'_>, returns: bool) -> Vec<Change<'c>> {
    let mut changes = match end.changed() {
        Some(slots) => {
            let mut changes = Vec::with_capacity(slots.len());
            changes.extend(slots.into_iter().filter_map(|slot| change_of_gap(facts, end, slot, returns)));
            changes
        }
        None => changes_of_order(facts, end, returns),
    };
    changes.extend(end.inside.iter().filter_map(|(&(element, at), text)| inside_comment(facts, element, at, text)));
    changes
}

/// The new white space before an element that did not move.
fn change_of_gap<'c>(facts: &Facts<'_>, end: &'c State<'_>, slot: usize, returns: bool) -> Option<Change<'c>> {
    let (range, text) = (facts.gap_range(slot), end.gap(slot));
    differs(facts, range, text, returns).then(|| Change { range, text: text.into(), behind: slot, moved: Vec::new(), comment: None })
}

fn differs(facts: &Facts<'_>, range: TextRange, text: &str, returns: bool) -> bool {
    let old = facts.source.get(range.span()).unwrap_or_default();
    if returns { text != old.replace("\r\n", "\n") } else { text != old }
}

fn changes_of_order<'c>(facts: &Facts<'_>, end: &'c State<'_>, returns: bool) -> Vec<Change<'c>> {
    let steady = steady(end);
    let mut changes = Vec::new();
    let mut previous: Option<usize> = None;
    let mut text = String::new();
    let mut moved = Vec::new();
    for slot in &end.slots {
        let from = previous.map_or(0, |previous| previous + 1);
        if steady[slot.element] && moved.is_empty() && slot.element == from && !slot.touched {
            // Nothing happened here.
            previous = Some(slot.element);
            continue;
        }
        text.push_str(slot.gap());
        if !steady[slot.element] {
            text.push_str(facts.text(slot.element));
            moved.push(slot.element);
            continue;
        }
        let start = previous.map_or(0, |previous| facts.elements[previous].source.end());
        let range = TextRange::new(start, facts.elements[slot.element].source.start());
        let left: Vec<usize> = (from..slot.element).filter(|element| !moved.contains(element)).collect();
        let mut moved = std::mem::take(&mut moved);
        moved.extend(left);
        let text = std::mem::take(&mut text);
        if differs(facts, range, &text, returns) {
            changes.push(Change { range, text: text.into(), behind: slot.element, moved, comment: None });
        }
        previous = Some(slot.element);
    }
    changes
}

/// New white space at the start of a line of a block comment.
fn inside_comment<'c>(facts: &Facts<'_>, element: usize, at: usize, text: &'c str) -> Option<Change<'c>> {
    let line = &facts.text(element)[at..];
    let blanks = line.len() - line.trim_start().len();
    let start = facts.elements[element].source.start() + u32::try_from(at).ok()?;
    let range = TextRange::new(start, start + u32::try_from(blanks).ok()?);
    let comment = Some(facts.elements[element].token?);
    Some(Change { range, text: text.into(), behind: element, moved: Vec::new(), comment })
}

/// Which elements keep their order: all but the few that were moved.
fn steady(end: &State<'_>) -> Vec<bool> {
    let mut steady = vec![true; end.slots.len()];
    if !end.moved {
        return steady;
    }
    // An element is out of order if more of its neighbours contradict it than agree; moves are short, so the
    // longest increasing run of elements is found by its usual method.
    let order: Vec<usize> = end.slots.iter().map(|slot| slot.element).collect();
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; order.len()];
    for (at, &element) in order.iter().enumerate() {
        // Nearly always it goes on where the last one ended.
        let rises = tails.last().is_some_and(|&tail| order[tail] < element);
        let place = if rises { tails.len() } else { tails.partition_point(|&tail| order[tail] < element) };
        before[at] = place.checked_sub(1).map(|place| tails[place]);
        if place == tails.len() {
            tails.push(at);
        } else {
            tails[place] = at;
        }
    }
    steady.fill(false);
    let mut at = tails.last().copied();
    while let Some(place) = at {
        steady[order[place]] = true;
        at = before[place];
    }
    steady
}

impl Change<'_> {
    /// Whether more than white space changes.
    pub const fn moves(&self) -> bool {
        !self.moved.is_empty()
    }

    /// Adds the element behind it, and those that moved.
    pub fn add_elements(&self, to: &mut Vec<usize>) {
        to.push(self.behind);
        to.extend_from_slice(&self.moved);
    }

    /// What it changes, and to what.
    pub fn wants(&self) -> (TextRange, &str) {
        (self.range, &self.text)
    }

    fn edit(&self, input: &PlanInput<'_>, facts: &Facts<'_>, carriage_returns: bool) -> Option<SourceEdit> {
        let text = if carriage_returns { self.text.replace('\n', "\r\n") } else { self.text.to_string() };
        if let Some(comment) = self.comment {
            let token = facts.tree.token_range(comment);
            let start = token.start() + (self.range.start() - facts.elements[self.behind].source.start());
            return input.map.edit(&RenderedEdit::replace(TextRange::new(start, start + self.range.len()), text));
        }
        if !self.moves() {
            return SourceEdit::from_gap(input.file, input.template, self.range, text);
        }
        // Words change places: only within one stretch of literal text.
        let behind = &facts.elements[self.behind];
        let rendered = facts.tree.text();
        let (mut range, mut text, mut end) = (self.range, text, rendered.len());
        match behind.token {
            Some(token) => end = facts.tree.token_range(token).start() as usize,
            None if behind.is_end() && text.ends_with('\n') && input.source.ends_with('\n') => {
                // A template prints its last line end or leaves it out; either way it stays.
                text.pop();
                range = TextRange::new(range.start(), range.end() - 1);
                end -= usize::from(rendered.ends_with('\n'));
            }
            None if behind.is_end() => {}
            None => return None,
        }
        let end = u32::try_from(end).ok()?;
        let out = TextRange::new(end.checked_sub(range.len())?, end);
        let edit = input.map.edit(&RenderedEdit::replace(out, text))?;
        (edit.file() == input.file && edit.edit().range == range).then_some(edit)
    }
}
