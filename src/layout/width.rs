//! LT05: lines that are too long, and where to break them: at the shallowest place that helps.

use std::ops::RangeInclusive;

use crate::config::{ImplicitIndents, LinePlace, TrailingComments};
use crate::syntax::{SyntaxKind, TokenId};

use super::elements::Facts;
use super::found::{Findings, Place};
use super::gap;
use super::indent::{self, Steps};
use super::spacing;
use super::state::State;
use super::styles::Traits;

pub const CODE: &str = "LT05";

/// Where a line may break: depth below the line's beginning, then how tightly what stands there binds.
type Level = (i32, u8);

pub fn run(facts: &Facts<'_>, state: &mut State<'_>, found: &mut Findings) {
    let Some(limit) = facts.settings.layout.max_line_length else { return };
    let pass = Pass { facts, limit: limit as usize };
    let slots = state.changed_again(|state| &mut state.measured).unwrap_or_else(|| pass.suspects(state));
    pass.lines_of(state, &slots, found);
}

struct Pass<'p> {
    facts: &'p Facts<'p>,
    limit: usize,
}

/// How tightly what begins and what ends with an element binds, if a line may break there.
pub type Binding = (Option<u8>, Option<u8>);

impl Pass<'_> {
    /// Slots in all lines that may be too long: those that have changed, and those that are long in the source. A line has no
    /// more characters than bytes.
    fn suspects(&self, state: &State<'_>) -> Vec<usize> {
        let (bytes, elements) = (self.facts.source.as_bytes(), &self.facts.elements);
        let mut slots = state.changed_slots();
        let mut start = 0;
        while let Some(reach) = bytes.get(start..=start + self.limit) {
            // As far as the last line end within reach, all lines are short.
            let is_end = |&byte: &u8| byte == b'\n';
            if let Some(end) = reach.iter().rposition(is_end) {
                start += end + 1;
                continue;
            }
            let first = elements.partition_point(|element| element.source.end() as usize <= start);
            slots.push(state.place(first.min(elements.len() - 1)));
            start = bytes[start..].iter().position(is_end).map_or(bytes.len(), |end| start + end + 1);
        }
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    /// Checks all lines from one that begins at a slot until one begins at `stop` or behind it.
    fn lines(&self, state: &mut State<'_>, mut start: usize, stop: usize, found: &mut Findings) {
        while start < stop {
            let mut tall = false;
            let mut end = start;
            let mut length = Self::first_gap(state, start);
            loop {
                let element = &self.facts.elements[state.slots[end].element];
                length += if tall { 0 } else { element.width as usize };
                tall |= element.tall;
                end += 1;
                if end == state.len() || state.has_break(end) {
                    break;
                }
                length += if tall { 0 } else { gap::width(state.gap(end)) };
            }
            if length > self.limit {
                self.line(state, start, end, found);
            }
            if tall {
                (start..end).for_each(|slot| self.comment_lines(state, slot, found));
            }
            start = end;
        }
    }

    /// Checks the lines before and behind these gaps.
    fn lines_of(&self, state: &mut State<'_>, changed: &[usize], found: &mut Findings) {
        let mut done = 0;
        for &slot in changed {
            if slot < done {
                continue;
            }
            // The line before is another one too, if it ended or began to end here.
            let before = slot.saturating_sub(1).max(done);
            let start = (done..=before).rev().find(|&at| state.has_break(at)).unwrap_or(done);
            done = (slot + 1..state.len()).find(|&at| state.has_break(at)).unwrap_or(state.len());
            self.lines(state, start, done, found);
        }
    }

    /// Characters in front of the line that begins with a slot.
    fn first_gap(state: &State<'_>, start: usize) -> usize {
        gap::width(state.indentation(start).unwrap_or_else(|| state.gap(start)))
    }

    /// Characters of the line of the slots `start..end`.
    fn length(&self, state: &State<'_>, start: usize, end: usize) -> usize {
        let mut length = Self::first_gap(state, start);
        for slot in start..end {
            if slot > start {
                length += gap::width(state.gap(slot));
            }
            let element = &self.facts.elements[state.slots[slot].element];
            length += element.width as usize;
            if element.tall {
                break;
            }
        }
        length
    }

    fn line(&self, state: &mut State<'_>, start: usize, end: usize, found: &mut Findings) {
        let element = |slot: usize| &self.facts.elements[state.slots[slot].element];
        let code_end = if element(end - 1).is_end() { end - 1 } else { end };
        if code_end <= start {
            return;
        }
        let length = self.length(state, start, end);
        if self.is_exempt(state, start, code_end, length) {
            return;
        }
        let at = state.slots[start].element;
        let place = if start == 0 && !state.has_break(0) && !state.gap(0).is_empty() { Place::Gap(0) } else { Place::Element };
        let last = code_end - 1;
        let gaps = if element(last).is_comment() && last > start {
            self.move_comment(state, start, last)
        } else if element(last).is_comment() {
            Vec::new()
        } else {
            self.split(state, start, code_end)
        };
        found.report((CODE, at, place), || self.message(length), gaps);
    }

    fn message(&self, length: usize) -> String {
        format!("This line has {length} characters, {} more than {}", length - self.limit, self.limit)
    }

    /// Lines of a comment of several lines: nothing can be done about them.
    fn comment_lines(&self, state: &State<'_>, slot: usize, found: &mut Findings) {
        let element = state.slots[slot].element;
        if !self.facts.elements[element].is_comment()
            || !self.facts.elements[element].tall
            || self.facts.settings.rules.lt05.ignore_comment_lines
        {
            return;
        }
        let text = self.facts.text(element);
        // A tag that prints a comment is a tag: its lines are the template's.
        if text.starts_with('{') {
            return;
        }
        let mut at = text.find('\n').map_or(text.len(), |end| end + 1);
        for line in text[at..].split_inclusive('\n') {
            let length = gap::width(line.trim_end_matches(['\n', '\r']));
            if length > self.limit {
                let inside = at + (line.len() - line.trim_start().len());
                found.report((CODE, element, Place::Inside(inside)), || self.message(length), None);
            }
            at += line.len();
        }
    }

    /// Lines that the configuration lets be long.
    fn is_exempt(&self, state: &State<'_>, start: usize, end: usize, length: usize) -> bool {
        let options = &self.facts.settings.rules.lt05;
        let elements = || (start..end).map(|slot| &self.facts.elements[state.slots[slot].element]);
        let is_comment = |slot: usize| {
            let element = &self.facts.elements[state.slots[slot].element];
            element.is_comment() || element.kind == SyntaxKind::JinjaComment
        };
        if options.ignore_comment_lines && (start..end).any(is_comment) {
            return true;
        }
        if options.ignore_comment_clauses {
            let clause = |token: TokenId| {
                if self.is_comment_text(token) {
                    return true;
                }
                let parent = self.facts.tree.token_parent(token);
                std::iter::once(parent)
                    .chain(self.facts.tree.ancestors(parent))
                    .any(|node| matches!(self.facts.tree.kind(node).name(), "comment_clause" | "comment_equals_clause"))
            };
            let in_clause: usize = elements()
                .filter(|element| element.token.is_some_and(clause))
                .map(|element| gap::width(&self.facts.source[element.source.span()]))
                .sum();
            return in_clause > 0 && length - in_clause <= self.limit;
        }
        false
    }

    /// `comment 'text'`, `comment = 'text'`, `comment on ... is 'text'`: the word, the text, and what stands between the two.
    fn is_comment_text(&self, token: TokenId) -> bool {
        let tree = self.facts.tree;
        let solid = |token: &TokenId| !tree.token_kind(*token).is_trivia();
        let before = |token: TokenId| std::iter::successors(tree.previous_token(token), |&token| tree.previous_token(token)).find(solid);
        let after = |token: TokenId| std::iter::successors(tree.next_token(token), |&token| tree.next_token(token)).find(solid);
        let is_sign = |token: TokenId| matches!(tree.token_text(token), "=");
        let is_text = |token: TokenId| tree.token_kind(token) == SyntaxKind::QuotedLiteral;
        let is_word = |token: TokenId| tree.token_is(token, "comment");
        let skip = |found: Option<TokenId>, step: &dyn Fn(TokenId) -> Option<TokenId>| {
            found.and_then(|at| if is_sign(at) { step(at) } else { Some(at) })
        };
        is_text(token) && skip(before(token), &before).is_some_and(is_word)
            || is_word(token) && skip(after(token), &after).is_some_and(is_text)
    }

    /// A comment at the end of the line gets a line of its own.
    fn move_comment(&self, state: &mut State<'_>, start: usize, comment: usize) -> Vec<usize> {
        let element = state.slots[comment].element;
        let text = self.facts.text(element);
        let indent = state.indentation(start).unwrap_or_default().to_owned();
        let locked = state.slots[comment].locked || state.slots[start].locked;
        let tags = (start..=comment).any(|slot| self.facts.elements[state.slots[slot].element].is_tag());
        if text.to_ascii_lowercase().contains("noqa")
            || text.contains('\n')
            || locked
            || tags
            || gap::width(text) + gap::width(&indent) > self.limit
        {
            return Vec::new();
        }
        if state.slots.get(comment + 1).is_some_and(|next| !next.has_break() && !self.facts.elements[next.element].is_end()) {
            return Vec::new();
        }
        match self.facts.settings.layout.trailing_comments {
            TrailingComments::Before => {
                let first = state.slots[start].element;
                let line = state.put_gap(start, gap::lines(1, &indent));
                state.put_gap(comment, line);
                state.move_slot(comment, start);
                vec![element, first]
            }
            TrailingComments::After => {
                if state.set_gap(comment, gap::lines(1, &indent)) {
                    vec![element]
                } else {
                    Vec::new()
                }
            }
        }
    }

    /// Breaks the line at the shallowest level that has a place in it.
    fn split(&self, state: &mut State<'_>, start: usize, end: usize) -> Vec<usize> {
        let slots = start + 1..=end.min(state.len() - 1);
        let allow = self.facts.settings.layout.indent.implicit_indents != ImplicitIndents::Forbid;
        let mut shallowest: Option<Level> = None;
        let mut levels = Vec::new();
        self.levels(state, slots, |level, slot| {
            levels.push((level, slot));
            let helps = || slot != end && !(allow && indent::steps(self.facts, state, slot).has_implicit());
            if shallowest.is_none_or(|known| level < known) && helps() {
                shallowest = Some(level);
            }
        });
        let Some(shallowest) = shallowest else { return Vec::new() };
        let breaks: Vec<usize> = levels.into_iter().filter(|&(level, _)| level == shallowest).map(|(_, slot)| slot).collect();
        let (depth, strength) = shallowest;
        let outer = state.indentation(start).unwrap_or_default().to_owned();
        let unit = self.facts.settings.layout.indent.text(1);
        let inner = if depth >= 1 { format!("{outer}{unit}") } else { outer.clone() };
        if strength > 0 {
            self.break_at_operators(state, &breaks, &inner)
        } else {
            self.break_at_steps(state, start, &breaks, &inner, &outer)
        }
    }

    /// Tells of every level that each gap of a line has, in order.
    fn levels(&self, state: &State<'_>, slots: RangeInclusive<usize>, mut tell: impl FnMut(Level, usize)) {
        let mut height = 0;
        for slot in slots {
            let Steps { rise, low, .. } = indent::steps(self.facts, state, slot);
            for step in 0..-low {
                tell((height - step, 0), slot);
            }
            height += rise;
            for step in 0..rise - low {
                tell((height - step, 0), slot);
            }
            if let Some(strength) = self.strength_at(state, slot) {
                tell((height, strength), slot);
            }
        }
    }

    /// How tightly the operators beside a gap bind, if one of them may begin or end a line there.
    fn strength_at(&self, state: &State<'_>, slot: usize) -> Option<u8> {
        let binding = self.facts.binding.get_or_init(|| binding_strengths(self.facts));
        let (before, after) = (binding[state.slots[slot].element].0, binding[state.slots[slot - 1].element].1);
        before.into_iter().chain(after).min()
    }

    fn break_at_operators(&self, state: &mut State<'_>, breaks: &[usize], indent: &str) -> Vec<usize> {
        breaks.iter().filter_map(|&slot| self.break_at(state, slot, indent)).collect()
    }

    fn break_at_steps(&self, state: &mut State<'_>, start: usize, breaks: &[usize], inner: &str, outer: &str) -> Vec<usize> {
        // A later break that is still within the limit makes the ones before it unnecessary.
        let mut from = 0;
        for &slot in breaks {
            let column = self.length(state, start, slot) + gap::width(state.gap(slot)) + 1;
            if column > self.limit {
                break;
            }
            if indent::steps(self.facts, state, slot).low == 0 {
                from = slot;
            }
        }
        let mut gaps = Vec::new();
        for &slot in breaks.iter().filter(|&&slot| slot >= from) {
            let out = indent::steps(self.facts, state, slot).rise < 0;
            if out && self.facts.elements[state.slots[slot].element].is_separator() {
                break;
            }
            gaps.extend(self.break_at(state, slot, if out { outer } else { inner }));
            if out {
                // What follows is judged anew, on the line it then has.
                break;
            }
        }
        gaps
    }

    fn break_at(&self, state: &mut State<'_>, slot: usize, indent: &str) -> Option<usize> {
        let element = state.slots[slot].element;
        let found = &self.facts.elements[element];
        let beside_tag = found.is_tag() || self.facts.elements[state.slots[slot - 1].element].is_tag();
        if found.is_end() || beside_tag || state.has_break(slot) || state.joins(|| spacing::is_inline(self.facts, state, slot)) {
            return None;
        }
        state.set_gap(slot, gap::lines(1, indent)).then_some(element)
    }
}

/// How tightly the elements bind beside which a line may break.
fn binding_strengths(facts: &Facts<'_>) -> Vec<Binding> {
    let mut found: Vec<Binding> = vec![(None, None); facts.elements.len()];
    let mut add = |kind: SyntaxKind, ends: Option<(usize, usize)>, word: &str| {
        let (Some(position), Some((first, last))) = (facts.styles.of(kind).line_position, ends) else { return };
        let strength = strength(kind, word);
        let tighter = |known: Option<u8>| known.map_or(Some(strength), |known| Some(known.min(strength)));
        if matches!(position.place, LinePlace::Leading | LinePlace::Alone) {
            found[first].0 = tighter(found[first].0);
        }
        if matches!(position.place, LinePlace::Trailing | LinePlace::Alone) {
            found[last].1 = tighter(found[last].1);
        }
    };
    for (at, element) in facts.elements.iter().enumerate().filter(|(_, element)| element.is_code()) {
        if facts.styles.traits(element.kind).contains(Traits::PLACED) {
            add(element.kind, Some((at, at)), facts.text(at));
        }
    }
    for &node in &facts.sought.placed {
        add(facts.tree.kind(node), facts.ends(node), "");
    }
    found
}

fn strength(kind: SyntaxKind, text: &str) -> u8 {
    match kind {
        SyntaxKind::Comma => 2,
        SyntaxKind::BinaryOperator if text.eq_ignore_ascii_case("or") => 3,
        SyntaxKind::BinaryOperator if text.eq_ignore_ascii_case("and") => 4,
        SyntaxKind::ComparisonOperator => 5,
        SyntaxKind::BinaryOperator if matches!(text, "*" | "/" | "%") => 7,
        SyntaxKind::BinaryOperator => 6,
        _ => 1,
    }
}
