//! LT05: lines that are too long, and where to break them: at the shallowest place that helps.

use std::collections::{BTreeMap, HashMap};

use crate::config::{ImplicitIndents, LinePlace, TrailingComments};
use crate::syntax::{NodeId, SyntaxKind, TokenId};

use super::elements::Facts;
use super::gap;
use super::indent::{self, Steps};
use super::spacing;
use super::state::{Found, Place, State};

pub const CODE: &str = "LT05";

/// Where a line may break: depth below the line's beginning, then how tightly what stands there binds.
type Level = (i32, u8);

pub fn run(facts: &Facts<'_>, state: &mut State<'_>, found: &mut Vec<Found>) {
    let Some(limit) = facts.settings.layout.max_line_length else { return };
    let pass = Pass { facts, limit: limit as usize };
    let mut start = 0;
    let mut binding = None;
    while start < state.len() {
        let end = (start + 1..state.len()).find(|&slot| state.has_break(slot)).unwrap_or(state.len());
        if pass.length(state, start, end) > pass.limit {
            let binding = binding.get_or_insert_with(|| binding_strengths(facts));
            pass.line(state, start, end, binding, found);
        }
        for slot in start..end.min(state.len()) {
            pass.comment_lines(state, slot, found);
        }
        start = end;
    }
}

struct Pass<'p> {
    facts: &'p Facts<'p>,
    limit: usize,
}

impl Pass<'_> {
    /// Characters of the line of the slots `start..end`.
    fn length(&self, state: &State<'_>, start: usize, end: usize) -> usize {
        let mut length = gap::indentation(state.gap(start)).map_or_else(|| gap::width(state.gap(start)), gap::width);
        for slot in start..end {
            if slot > start {
                length += gap::width(state.gap(slot));
            }
            let text = self.facts.text(state.slots[slot].element);
            if let Some((first, _)) = text.split_once('\n') {
                return length + gap::width(first);
            }
            length += gap::width(text);
        }
        if end == state.len() || self.facts.elements[state.slots[end - 1].element].is_end() {
            // The end of the file has no width, but blanks before it do.
            return length;
        }
        length
    }

    fn line(&self, state: &mut State<'_>, start: usize, end: usize, binding: &HashMap<usize, Vec<(bool, u8)>>, found: &mut Vec<Found>) {
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
        let message = format!("This line has {length} characters, {} more than {}", length - self.limit, self.limit);
        let last = code_end - 1;
        let gaps = if element(last).is_comment() && last > start {
            self.move_comment(state, start, last)
        } else if element(last).is_comment() {
            Vec::new()
        } else {
            self.split(state, start, code_end, binding)
        };
        found.push(Found { code: CODE, element: at, place, message, gaps });
    }

    /// Lines of a comment of several lines: nothing can be done about them.
    fn comment_lines(&self, state: &State<'_>, slot: usize, found: &mut Vec<Found>) {
        let element = state.slots[slot].element;
        if !self.facts.elements[element].is_comment() || self.facts.settings.rules.lt05.ignore_comment_lines {
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
                let message = format!("This line has {length} characters, {} more than {}", length - self.limit, self.limit);
                let inside = at + (line.len() - line.trim_start().len());
                found.push(Found { code: CODE, element, place: Place::Inside(inside), message, gaps: Vec::new() });
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
        let indent = gap::indentation(state.gap(start)).unwrap_or_default().to_owned();
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
        if state.slots.get(comment + 1).is_some_and(|next| !next.before.contains('\n') && !self.facts.elements[next.element].is_end()) {
            return Vec::new();
        }
        match self.facts.settings.layout.trailing_comments {
            TrailingComments::Before => {
                let first = state.slots[start].element;
                state.changes += 1;
                let line = std::mem::replace(&mut state.slots[start].before, format!("\n{indent}").into());
                state.slots[comment].before = line;
                state.move_slot(comment, start);
                vec![element, first]
            }
            TrailingComments::After => {
                if state.set_gap(comment, format!("\n{indent}")) {
                    vec![element]
                } else {
                    Vec::new()
                }
            }
        }
    }

    /// Breaks the line at the shallowest level that has a place in it.
    fn split(&self, state: &mut State<'_>, start: usize, end: usize, binding: &HashMap<usize, Vec<(bool, u8)>>) -> Vec<usize> {
        let levels = self.levels(state, start, end, binding);
        let Some(((depth, strength), breaks)) = levels.into_iter().next() else { return Vec::new() };
        let outer = gap::indentation(state.gap(start)).unwrap_or_default().to_owned();
        let unit = self.facts.settings.layout.indent.text(1);
        let inner = if depth >= 1 { format!("{outer}{unit}") } else { outer.clone() };
        if strength > 0 {
            self.break_at_operators(state, &breaks, &inner)
        } else {
            self.break_at_steps(state, start, &breaks, &inner, &outer)
        }
    }

    fn levels(
        &self,
        state: &State<'_>,
        start: usize,
        end: usize,
        binding: &HashMap<usize, Vec<(bool, u8)>>,
    ) -> BTreeMap<Level, Vec<usize>> {
        let mut levels: BTreeMap<Level, Vec<usize>> = BTreeMap::new();
        let mut height = 0;
        let mut implicit = Vec::new();
        for slot in start + 1..=end.min(state.len() - 1) {
            let Steps { rise, low, implicit: heights } = indent::steps(self.facts, state, slot);
            if !heights.is_empty() {
                implicit.push(slot);
            }
            for step in 0..-low {
                levels.entry((height - step, 0)).or_default().push(slot);
            }
            height += rise;
            for step in 0..rise - low {
                levels.entry((height - step, 0)).or_default().push(slot);
            }
            if let Some(strength) = Self::strength_at(state, slot, binding) {
                levels.entry((height, strength)).or_default().push(slot);
            }
        }
        let allow = self.facts.settings.layout.indent.implicit_indents != ImplicitIndents::Forbid;
        levels.retain(|_, slots| {
            let helps = |slot: &usize| *slot != end && !(allow && implicit.contains(slot));
            slots.iter().any(helps)
        });
        levels
    }

    /// How tightly the operators beside a gap bind, if one of them may begin or end a line there.
    fn strength_at(state: &State<'_>, slot: usize, binding: &HashMap<usize, Vec<(bool, u8)>>) -> Option<u8> {
        let of = |slot: usize, before: bool| {
            let found = binding.get(&state.slots[slot].element);
            found.into_iter().flatten().filter(move |(side, _)| *side == before).map(|&(_, strength)| strength).min()
        };
        of(slot, true).into_iter().chain(of(slot - 1, false)).min()
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
        let inline = state.keeps_inline && spacing::is_inline(self.facts, state, slot);
        if found.is_end() || beside_tag || state.has_break(slot) || inline {
            return None;
        }
        state.set_gap(slot, format!("\n{indent}")).then_some(element)
    }
}

/// For the elements beside which a line may break: whether before or after, and how tightly they bind there.
fn binding_strengths(facts: &Facts<'_>) -> HashMap<usize, Vec<(bool, u8)>> {
    let tree = facts.tree;
    let mut found: HashMap<usize, Vec<(bool, u8)>> = HashMap::new();
    let mut add = |kind: SyntaxKind, ends: Option<(usize, usize)>, word: &str| {
        let (Some(position), Some((first, last))) = (facts.styles.of(kind).line_position, ends) else { return };
        let strength = strength(kind, word);
        if matches!(position.place, LinePlace::Leading | LinePlace::Alone) {
            found.entry(first).or_default().push((true, strength));
        }
        if matches!(position.place, LinePlace::Trailing | LinePlace::Alone) {
            found.entry(last).or_default().push((false, strength));
        }
    };
    for (at, element) in facts.elements.iter().enumerate().filter(|(_, element)| element.is_code()) {
        add(element.kind, Some((at, at)), facts.text(at));
    }
    for node in tree.nodes() {
        if facts.styles.of(tree.kind(node)).line_position.is_some() {
            add(tree.kind(node), node_elements(facts, node), "");
        }
    }
    found
}

fn node_elements(facts: &Facts<'_>, node: NodeId) -> Option<(usize, usize)> {
    let tree = facts.tree;
    Some((facts.element_of(tree.first_token(node)?)?, facts.element_of(tree.last_token(node)?)?))
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
