//! The plan of one file: what each rule finds in the text as it is, and the white space that all rules together want.
//!
//! Findings come from each rule's pass over the text as it stands. Edits come from all passes, one after another, until
//! none wants anything more; each edit is handed to the finding that asked for it, so that applying all of them at once
//! gives text that has no findings left.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use rustc_hash::FxHashSet;

use crate::jinja::{RenderedEdit, SourceEdit, SourceMap};
use crate::syntax::{SyntaxKind, TokenId, Tree};
use crate::text::{FileId, TextEdit, TextRange};

use super::build::{self, Sources};
use super::elements::{Element, Facts, Options, Role, TagRole};
use super::indent_table::{is_end_bracket, is_start_bracket};
use super::operators::{COMMAS, OPERATORS, SET_OPERATORS};
use super::state::{Found, Place, Slot, State};
use super::{blank_lines, ctes, functions, indent_lines, keywords, operators, select, spacing, width};

/// One rendering of a file, and what it is judged by.
#[derive(Clone, Copy)]
pub struct PlanInput<'i> {
    pub file: FileId,
    pub source: &'i str,
    /// The Jinja tree of the source.
    pub template: &'i Tree,
    /// The SQL tree of the rendered text.
    pub tree: &'i Tree,
    pub map: &'i SourceMap,
    pub settings: Options<'i>,
    /// Codes of the layout rules that are on.
    pub enabled: &'i [&'static str],
}

/// A finding of a layout rule, with its edits. The range is one of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub code: &'static str,
    pub range: TextRange,
    pub message: String,
    pub edits: Vec<SourceEdit>,
    /// Words change places: all edits are made, or none.
    pub moves: bool,
}

/// The plan of one rendering.
#[derive(Debug, Default)]
pub struct GapPlan {
    differences: Vec<Difference>,
    /// Gaps that this rendering may speak of, with the text it wants there.
    wants: BTreeMap<TextRange, String>,
    /// Where these begin, in order, and how far they and those before them reach.
    reach: Vec<(u32, u32)>,
}

type Pass = for<'f, 's> fn(&Facts<'f>, &mut State<'s>, &mut Vec<Found>);

/// The passes, in the order in which they take turns.
const PASSES: &[(&str, Pass)] = &[
    (spacing::CODE, spacing::run),
    (indent_lines::CODE, indent_lines::run),
    (OPERATORS.code, |facts, state, found| operators::run(OPERATORS, facts, state, found)),
    (COMMAS.code, |facts, state, found| operators::run(COMMAS, facts, state, found)),
    (width::CODE, width::run),
    (functions::CODE, functions::run),
    (ctes::CLOSING_BRACKET, ctes::closing_brackets),
    (ctes::BLANK_LINE, ctes::blank_lines),
    (select::TARGETS, select::targets),
    (select::MODIFIERS, select::modifiers),
    (SET_OPERATORS.code, |facts, state, found| operators::run(SET_OPERATORS, facts, state, found)),
    (blank_lines::END, blank_lines::end_of_file),
    (blank_lines::START, blank_lines::start_of_file),
    (keywords::CODE, keywords::run),
    (blank_lines::BETWEEN, blank_lines::empty_lines),
];

/// Turns after which the passes must agree. What they do not agree on stays as it is.
const TURNS: usize = 16;

/// How often the plan is worked out anew around gaps that turn out to be fixed.
const ATTEMPTS: usize = 6;

impl GapPlan {
    /// The findings of a file, over all its renderings. Gaps that touch a range that is `kept` stay as they are.
    #[must_use]
    pub fn of_file(inputs: &[PlanInput<'_>], kept: &[TextRange]) -> Vec<Difference> {
        let mut locked = kept.to_vec();
        for _ in 0..ATTEMPTS {
            let plans: Vec<Self> = inputs.iter().map(|input| Self::reaching(Self::compute(input, &locked))).collect();
            let (differences, disputed) = Self::merge(&plans);
            if disputed.is_empty() {
                return differences;
            }
            // What the renderings do not agree on stays as it is, and the rest is worked out around it.
            locked.extend(disputed);
        }
        let plans: Vec<Self> = inputs.iter().map(|input| Self::reaching(Self::compute(input, &locked))).collect();
        let (mut differences, disputed) = Self::merge(&plans);
        if !disputed.is_empty() {
            for difference in &mut differences {
                difference.edits.clear();
            }
        }
        differences
    }

    /// Works out the plan of one rendering. Gaps that touch a locked range stay as they are.
    fn compute(input: &PlanInput<'_>, locked: &[TextRange]) -> Self {
        let sources = Sources { file: input.file, source: input.source, template: input.template, tree: input.tree, map: input.map };
        let (mut elements, by_token) = build::elements(&sources, input.settings.styles);
        if input.settings.layout.indent.template_blocks_indent {
            build::indent_blocks(&mut elements);
        }
        let styles = input.settings.styles;
        let template = input.template;
        let raw = template.nodes().filter(|&node| template.kind(node) == SyntaxKind::JinjaRaw).map(|node| template.range(node)).collect();
        let facts = Facts { tree: input.tree, source: input.source, settings: input.settings, styles, elements, by_token, raw };
        let mut start = initial(&facts);
        let found = findings(&facts, &start, input.enabled);
        for slot in &mut start.slots {
            let gap = facts.gap_range(slot.element);
            slot.locked |= locked.iter().any(|&range| touch(range, gap));
        }
        let mut plan = Self { differences: differences(&facts, &found), wants: current(&facts, &start), reach: Vec::new() };
        if found.is_empty() {
            return plan;
        }
        for _ in 0..ATTEMPTS {
            let refused = match settle(&facts, &start, input.enabled) {
                Ok((end, owners)) => {
                    let (made, refused) = edits(input, &facts, &end);
                    if refused.is_empty() {
                        plan.hand_out(&found, made, &owners);
                        break;
                    }
                    refused
                }
                Err(disputed) => disputed,
            };
            // What cannot be edited stays as it is, and the rest is worked out around it.
            for element in refused {
                start.slots[element].locked = true;
            }
        }
        plan
    }

    /// The findings of all plans, and the gaps that they do not agree on.
    fn merge(plans: &[Self]) -> (Vec<Difference>, Vec<TextRange>) {
        let mut merged: Vec<Difference> = Vec::new();
        let mut places: HashMap<(&'static str, TextRange), usize> = HashMap::new();
        let mut disputed = Vec::new();
        let mut kept: FxHashSet<(usize, &SourceEdit)> = FxHashSet::default();
        for plan in plans {
            for difference in &plan.differences {
                let at = *places.entry((difference.code, difference.range)).or_insert_with(|| {
                    merged.push(Difference { edits: Vec::new(), ..difference.clone() });
                    merged.len() - 1
                });
                for edit in &difference.edits {
                    if !plans.iter().all(|plan| plan.agrees(edit, difference.moves)) {
                        disputed.push(edit.edit().range);
                    } else if kept.insert((at, edit)) {
                        merged[at].edits.push(edit.clone());
                    }
                }
            }
        }
        // One gap may be edited for several findings, but once.
        let mut taken: BTreeMap<u32, u32> = BTreeMap::new();
        for difference in &mut merged {
            difference.edits.retain(|edit| {
                let TextEdit { range, .. } = edit.edit();
                let free = taken.range(..=range.end()).next_back().is_none_or(|(_, &end)| end < range.start());
                if free {
                    taken.insert(range.start(), range.end());
                } else if taken.get(&range.start()) != Some(&range.end()) {
                    disputed.push(*range);
                }
                free
            });
        }
        (merged, disputed)
    }

    /// Whether this rendering wants the same, or has nothing to say of the place.
    fn agrees(&self, edit: &SourceEdit, moves: bool) -> bool {
        let TextEdit { range, text } = edit.edit();
        match self.wants.get(range) {
            Some(want) => want == text,
            None => !moves || !self.speaks_of(*range),
        }
    }

    /// The plan with what [`Self::speaks_of`] needs, once it wants nothing more.
    fn reaching(mut self) -> Self {
        let mut furthest = 0;
        let reach = self.wants.keys().map(|range| {
            furthest = furthest.max(range.end());
            (range.start(), furthest)
        });
        self.reach = reach.collect();
        self
    }

    /// Whether some gap that this rendering may speak of shares a byte with the range.
    fn speaks_of(&self, range: TextRange) -> bool {
        let before = self.reach.partition_point(|&(start, _)| start < range.end());
        before > 0 && self.reach[before - 1].1 > range.start()
    }

    /// Gives each edit to the finding that asked for it.
    fn hand_out(&mut self, found: &[Found], groups: Vec<Group>, owners: &HashMap<usize, &'static str>) {
        let askers = Askers::new(found);
        for (group, edits) in groups {
            let elements: Vec<usize> = group.iter().flat_map(|change| change.elements.iter().copied()).collect();
            let owner = elements.iter().find_map(|element| owners.get(element).copied());
            let Some(at) = askers.choose(found, &elements, owner) else { continue };
            let difference = &mut self.differences[at];
            difference.moves |= group.iter().any(|change| change.moves);
            for (change, edit) in group.iter().zip(edits) {
                self.wants.insert(change.range, change.text.clone());
                self.wants.insert(edit.edit().range, edit.edit().text.clone());
                difference.edits.push(edit);
            }
        }
    }
}

/// Findings by the gaps they ask to be changed, and by where they stand.
struct Askers {
    by_gap: HashMap<usize, Vec<usize>>,
    /// Element and finding, sorted; for each code, and for all.
    by_code: HashMap<&'static str, Vec<(usize, usize)>>,
    all: Vec<(usize, usize)>,
}

impl Askers {
    fn new(found: &[Found]) -> Self {
        let mut askers = Self { by_gap: HashMap::new(), by_code: HashMap::new(), all: Vec::new() };
        for (at, found) in found.iter().enumerate() {
            for &gap in &found.gaps {
                askers.by_gap.entry(gap).or_default().push(at);
            }
            askers.by_code.entry(found.code).or_default().push((found.element, at));
            askers.all.push((found.element, at));
        }
        askers.by_code.values_mut().for_each(|places| places.sort_unstable());
        askers.all.sort_unstable();
        askers
    }

    /// Whose the change of these elements' gaps is: a finding that asks for it, one of the rule that made it before others;
    /// else the nearest one of that rule; else the nearest.
    fn choose(&self, found: &[Found], elements: &[usize], owner: Option<&'static str>) -> Option<usize> {
        let first = *elements.first()?;
        let asking = elements.iter().filter_map(|element| self.by_gap.get(element)).flatten().copied();
        let of_owner = |at: usize| owner.is_none_or(|owner| owner == found[at].code);
        let asked = asking.min_by_key(|&at| (!of_owner(at), found[at].element.abs_diff(first), at));
        asked.or_else(|| nearest(self.by_code.get(owner?)?, first)).or_else(|| nearest(&self.all, first))
    }
}

/// The entry nearest to an element, the first of those that are equally near.
fn nearest(places: &[(usize, usize)], element: usize) -> Option<usize> {
    let after = places.partition_point(|&(place, _)| place < element);
    // Of several entries at one place before the element, the first is wanted.
    let before = after.checked_sub(1).map(|last| places.partition_point(|&(place, _)| place < places[last].0));
    let candidates = before.into_iter().chain((after < places.len()).then_some(after));
    candidates.min_by_key(|&at| (places[at].0.abs_diff(element), places[at].1)).map(|at| places[at].1)
}

/// Changes that are made together, with their edits.
type Group = (Vec<Change>, Vec<SourceEdit>);

/// The edits that lead to a state, and the elements before which none can be made.
fn edits(input: &PlanInput<'_>, facts: &Facts<'_>, end: &State<'_>) -> (Vec<Group>, Vec<usize>) {
    let mut made = Vec::new();
    let mut refused = Vec::new();
    let carriage_returns = input.source.contains("\r\n");
    for group in groups(changes(facts, end)) {
        let edits: Option<Vec<SourceEdit>> = group.iter().map(|change| change.edit(input, facts, carriage_returns)).collect();
        match edits {
            Some(edits) => made.push((group, edits)),
            None => refused.extend(group.iter().flat_map(|change| change.elements.iter().copied())),
        }
    }
    (made, refused)
}

/// Puts changes together that are one only together: a word leaves one place and comes to another.
fn groups(changes: Vec<Change>) -> Vec<Vec<Change>> {
    let mut groups: Vec<Vec<Change>> = Vec::new();
    let mut moving: HashMap<usize, usize> = HashMap::new();
    for change in changes {
        let known = change.moved.iter().filter(|_| change.moves).find_map(|element| moving.get(element).copied());
        let at = known.unwrap_or(groups.len());
        if change.moves {
            change.moved.iter().for_each(|&element| {
                moving.entry(element).or_insert(at);
            });
        }
        match known {
            Some(at) => groups[at].push(change),
            None => groups.push(vec![change]),
        }
    }
    groups
}

fn touch(one: TextRange, other: TextRange) -> bool {
    one.start() <= other.end() && other.start() <= one.end()
}

/// The text as it is.
fn initial<'s>(facts: &Facts<'s>) -> State<'s> {
    let slots = (0..facts.elements.len()).map(|element| {
        let range = facts.gap_range(element);
        let text = facts.source.get(range.span()).unwrap_or_default();
        let blank = text.chars().all(|character| matches!(character, ' ' | '\t' | '\n' | '\r'));
        let before = if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) };
        let printed = !separable(facts, element);
        let locked = !blank || is_locked(facts, element) || printed && before.is_empty();
        Slot { element, locked, apart: printed && !before.is_empty(), before }
    });
    State::new(slots.collect())
}

/// Whether the neighbours of a gap stay two words with and without white space. What a value prints is not known for
/// certain, so beside it only separators and brackets do.
fn separable(facts: &Facts<'_>, element: usize) -> bool {
    let right = &facts.elements[element];
    let Some(left) = element.checked_sub(1).map(|left| &facts.elements[left]) else { return true };
    let printed = |element: &Element| !element.literal || element.kind == SyntaxKind::JinjaOutput;
    let parts = |element: &Element| {
        element.literal && (element.is_separator() || is_start_bracket(element.kind) || is_end_bracket(element.kind)) || element.is_end()
    };
    // An operator of symbols parts words, as long as what is printed beside it is no operator itself.
    let operates = |element: usize| {
        let kind = facts.elements[element].kind;
        let symbols = !facts.text(element).contains(|character: char| character.is_alphanumeric() || character == '_');
        facts.elements[element].literal
            && symbols
            && matches!(kind, SyntaxKind::RawComparisonOperator | SyntaxKind::ComparisonOperator | SyntaxKind::BinaryOperator)
    };
    let is_word = |token: Option<TokenId>| {
        let text = token.map_or("", |token| facts.tree.token_text(token));
        text.contains(|character: char| character.is_alphanumeric() || matches!(character, '_' | '\'' | '"' | '`'))
    };
    match (printed(left), printed(right)) {
        (false, false) => true,
        (true, true) => false,
        (true, false) => parts(right) || operates(element) && is_word(left.last),
        (false, true) => parts(left) || operates(element - 1) && is_word(right.token),
    }
}

/// Whether the gap before an element is not the plan's to change.
fn is_locked(facts: &Facts<'_>, element: usize) -> bool {
    let right = &facts.elements[element];
    let left = element.checked_sub(1).map(|left| &facts.elements[left]);
    let skipped = |role: Role| role == Role::Tag(TagRole::Skipped);
    if skipped(right.role) || left.is_some_and(|left| skipped(left.role)) {
        return true;
    }
    let gap = facts.gap_range(element);
    if facts.raw.iter().any(|raw| raw.start() < gap.end() && gap.start() < raw.end()) {
        return true;
    }
    let unparsable = |token: TokenId| facts.ancestor(token, SyntaxKind::Unparsable).is_some();
    right.token.is_some_and(unparsable) || left.and_then(|left| left.token).is_some_and(unparsable)
}

/// What each rule finds in the text as it is.
fn findings(facts: &Facts<'_>, start: &State<'_>, enabled: &[&'static str]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut state = start.clone();
    for (_, pass) in PASSES.iter().filter(|(code, _)| enabled.contains(code)) {
        let before = found.len();
        pass(facts, &mut state, &mut found);
        if found.len() > before {
            state.clone_from(start);
        }
    }
    found.sort_by_key(|found| (found.element, found.code));
    found
}

/// The state that all passes agree on, and whose the change of each gap was.
type Settled<'s> = (State<'s>, HashMap<usize, &'static str>);

/// Lets the passes take turns until none wants anything more. If they never agree, the elements whose gaps they go on
/// changing.
fn settle<'s>(facts: &Facts<'_>, start: &State<'s>, enabled: &[&'static str]) -> Result<Settled<'s>, Vec<usize>> {
    let mut state = start.clone();
    state.keeps_inline = enabled.contains(&spacing::CODE);
    let mut owners = HashMap::new();
    let mut disputed = Vec::new();
    for _ in 0..TURNS {
        let mut changed = false;
        disputed.clear();
        for (code, pass) in PASSES.iter().filter(|(code, _)| enabled.contains(code)) {
            let mut found = Vec::new();
            let before = state.changes;
            pass(facts, &mut state, &mut found);
            if state.changes != before {
                changed = true;
                disputed.extend(found.iter().flat_map(|found| &found.gaps).copied());
            }
            for gap in found.iter().flat_map(|found| &found.gaps) {
                owners.entry(*gap).or_insert(*code);
            }
        }
        if !changed {
            return Ok((state, owners));
        }
    }
    Err(disputed)
}

fn differences(facts: &Facts<'_>, found: &[Found]) -> Vec<Difference> {
    found
        .iter()
        .map(|found| {
            let element = facts.elements[found.element].source;
            let gap = facts.gap_range(found.element);
            let range = match found.place {
                Place::Element => element,
                Place::Gap(at) => {
                    let at = gap.start() + u32::try_from(at).unwrap_or(0);
                    TextRange::new(at.min(gap.end()), gap.end())
                }
                Place::Inside(at) => {
                    let at = element.start() + u32::try_from(at).unwrap_or(0);
                    TextRange::new(at.min(element.end()), element.end())
                }
                Place::LineStart => {
                    let text = facts.source.get(gap.span()).unwrap_or_default();
                    let at = text.rfind('\n').map_or(0, |at| at + 1);
                    TextRange::new(gap.start() + u32::try_from(at).unwrap_or(0), gap.end())
                }
            };
            Difference { code: found.code, range, message: found.message.clone(), edits: Vec::new(), moves: false }
        })
        .collect()
}

/// The text of every gap that may change.
fn current(facts: &Facts<'_>, state: &State<'_>) -> BTreeMap<TextRange, String> {
    let open = state.slots.iter().filter(|slot| !slot.locked);
    open.map(|slot| (facts.gap_range(slot.element), slot.before.to_string())).collect()
}

/// A stretch of the source between two elements that keep their order, and what stands there in the end.
struct Change {
    range: TextRange,
    text: String,
    /// The element behind it, and those that moved in or out.
    elements: Vec<usize>,
    /// Those that moved.
    moved: Vec<usize>,
    /// Whether more than white space changes.
    moves: bool,
    /// The comment inside which it lies.
    comment: Option<TokenId>,
}

/// All stretches that differ.
fn changes(facts: &Facts<'_>, end: &State<'_>) -> Vec<Change> {
    let steady = steady(end);
    let mut changes = Vec::new();
    let mut previous: Option<usize> = None;
    let mut text = String::new();
    let mut moved = Vec::new();
    for slot in &end.slots {
        text.push_str(&slot.before);
        if !steady[slot.element] {
            text.push_str(facts.text(slot.element));
            moved.push(slot.element);
            continue;
        }
        let start = previous.map_or(0, |previous| facts.elements[previous].source.end());
        let range = TextRange::new(start, facts.elements[slot.element].source.start());
        let from = previous.map_or(0, |previous| previous + 1);
        let left: Vec<usize> = (from..slot.element).filter(|element| !moved.contains(element)).collect();
        let moves = !moved.is_empty() || !left.is_empty();
        let new = std::mem::take(&mut text);
        let old = facts.source.get(range.span()).unwrap_or_default();
        if new != *old.replace("\r\n", "\n") {
            let moved: Vec<usize> = moved.iter().copied().chain(left).collect();
            let elements = std::iter::once(slot.element).chain(moved.iter().copied()).collect();
            changes.push(Change { range, text: new, elements, moved, moves, comment: None });
        }
        moved.clear();
        previous = Some(slot.element);
    }
    let inside = end.inside.iter().map(|(&(element, at), text)| inside_comment(facts, element, at, text));
    changes.extend(inside.flatten());
    changes
}

/// New white space at the start of a line of a block comment.
fn inside_comment(facts: &Facts<'_>, element: usize, at: usize, text: &str) -> Option<Change> {
    let line = &facts.text(element)[at..];
    let blanks = line.len() - line.trim_start().len();
    let start = facts.elements[element].source.start() + u32::try_from(at).ok()?;
    let range = TextRange::new(start, start + u32::try_from(blanks).ok()?);
    let comment = Some(facts.elements[element].token?);
    Some(Change { range, text: text.to_owned(), elements: vec![element], moved: Vec::new(), moves: false, comment })
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
        let place = tails.partition_point(|&tail| order[tail] < element);
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

impl Change {
    fn edit(&self, input: &PlanInput<'_>, facts: &Facts<'_>, carriage_returns: bool) -> Option<SourceEdit> {
        let text = if carriage_returns { self.text.replace('\n', "\r\n") } else { self.text.clone() };
        if let Some(comment) = self.comment {
            let token = facts.tree.token_range(comment);
            let start = token.start() + (self.range.start() - facts.elements[self.elements[0]].source.start());
            return input.map.edit(&RenderedEdit::replace(TextRange::new(start, start + self.range.len()), text));
        }
        if !self.moves {
            return SourceEdit::from_gap(input.file, input.template, self.range, text);
        }
        // Words change places: only within one stretch of literal text.
        let behind = &facts.elements[self.elements[0]];
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
