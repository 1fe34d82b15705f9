//! The plan of one file: what each rule finds in the text as it is, and the white space that all rules together want.
//!
//! Findings come from each rule's pass over the text as it stands. Edits come from all passes, one after another, until
//! none wants anything more; each edit is handed to the finding that asked for it, so that applying all of them at once
//! gives text that has no findings left.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::jinja::{SourceEdit, SourceMap};
use crate::syntax::Tree;
use crate::text::{FileId, TextEdit, TextRange};

use super::askers::Askers;
use super::build::Sources;
use super::edits::{self, Made};
use super::elements::{Facts, Options};
use super::found::{Findings, Place};
use super::start;
use super::state::State;
use super::turns::Turns;

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
    pub message: Cow<'static, str>,
    pub edits: Vec<SourceEdit>,
    /// Words change places: all edits are made, or none.
    pub moves: bool,
}

/// The plan of one rendering.
#[derive(Debug, Default)]
pub struct GapPlan {
    differences: Vec<Difference>,
    /// Gaps that this rendering may speak of, with the text it wants there. Nothing where it is the only one.
    wants: BTreeMap<TextRange, String>,
    /// Those of them where it wants another text than there is.
    changed: FxHashSet<TextRange>,
    /// Where these begin, in order, and how far they and those before them reach.
    reach: Vec<(u32, u32)>,
}

/// How often the plan is worked out anew around gaps that turn out to be fixed.
const ATTEMPTS: usize = 6;

impl GapPlan {
    /// The findings of a file, over all its renderings. Gaps that touch a range that is `kept` stay as they are.
    #[must_use]
    pub fn of_file(inputs: &[PlanInput<'_>], kept: &[TextRange]) -> Vec<Difference> {
        Self::around(inputs, kept, &|_, _| false)
    }

    /// The same where some findings are silenced, by their rule and place: what nobody in particular asks for, none of them does.
    #[must_use]
    pub fn around(inputs: &[PlanInput<'_>], kept: &[TextRange], silenced: &Silenced<'_>) -> Vec<Difference> {
        let facts: Vec<Facts<'_>> = inputs.iter().map(PlanInput::facts).collect();
        let mut drafts: Vec<Draft<'_, '_>> = inputs.iter().zip(&facts).map(|(input, facts)| Draft::new(input, facts, silenced)).collect();
        let several = drafts.len() > 1;
        let mut locked = kept.to_vec();
        let mut contested = FxHashSet::default();
        for _ in 0..ATTEMPTS {
            let plans = drafts.iter_mut().map(|draft| draft.plan(&locked, several)).collect();
            let (mut differences, disputed) = Self::merge(plans, &mut contested);
            if disputed.is_empty() {
                differences.retain(|found| !found.edits.is_empty() || !contested.contains(&(found.range, found.code)));
                return differences;
            }
            // What the renderings do not agree on stays as it is, and the rest is worked out around it.
            locked.extend(disputed);
        }
        let plans = drafts.iter_mut().map(|draft| draft.plan(&locked, several)).collect();
        let (mut differences, disputed) = Self::merge(plans, &mut contested);
        if !disputed.is_empty() {
            for difference in &mut differences {
                difference.edits.clear();
            }
        }
        differences
    }

    /// The findings of all plans, and the gaps that they do not agree on. Adds the findings that another plan contests: it is
    /// content with what stands there, so that no text would please both.
    fn merge(mut plans: Vec<Self>, contested: &mut FxHashSet<(TextRange, &'static str)>) -> (Vec<Difference>, Vec<TextRange>) {
        let mut disputed = Vec::new();
        let mut merged = Merged::default();
        if let [only] = plans.as_mut_slice() {
            merged.all = join_alike(std::mem::take(&mut only.differences));
        }
        let mut kept: FxHashSet<(usize, &SourceEdit)> = FxHashSet::default();
        for difference in plans.iter().flat_map(|plan| &plan.differences) {
            let at = merged.place(difference);
            for edit in &difference.edits {
                if !plans.iter().all(|plan| plan.agrees(edit, difference.moves)) {
                    disputed.push(edit.edit().range);
                    if plans.iter().any(|plan| plan.is_content(edit.edit().range)) {
                        contested.insert((difference.range, difference.code));
                    }
                } else if kept.insert((at, edit)) {
                    merged.all[at].edits.push(edit.clone());
                }
            }
        }
        let mut merged = merged.all;
        take_once(&mut merged, &mut disputed);
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

    /// Whether this rendering would leave a gap as it is.
    fn is_content(&self, range: TextRange) -> bool {
        self.wants.contains_key(&range) && !self.changed.contains(&range)
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
}

/// Findings of several plans, each once.
#[derive(Default)]
struct Merged {
    all: Vec<Difference>,
    places: FxHashMap<(TextRange, &'static str), usize>,
}

impl Merged {
    /// The place of a finding among them, without its edits where it is new.
    fn place(&mut self, difference: &Difference) -> usize {
        let next = self.all.len();
        let at = *self.places.entry((difference.range, difference.code)).or_insert(next);
        if at == next {
            self.all.push(Difference { edits: Vec::new(), ..difference.clone() });
        }
        at
    }
}

/// Findings of one plan, those of one rule and place as one. They stand in the order of their elements, and those that a rule
/// has at one of them in the order of their places.
fn join_alike(differences: Vec<Difference>) -> Vec<Difference> {
    if differences.windows(2).all(|pair| pair[0].range.start() < pair[1].range.start()) {
        return differences;
    }
    let mut joined: Vec<Difference> = Vec::with_capacity(differences.len());
    for difference in differences {
        let near = joined.iter_mut().rev().take_while(|other| other.range.start() >= difference.range.start());
        let mut alike = near.filter(|other| other.range == difference.range && other.code == difference.code);
        match alike.next() {
            Some(first) => first.edits.extend(difference.edits),
            None => joined.push(difference),
        }
    }
    joined
}

/// One gap may be edited for several findings, but once.
fn take_once(differences: &mut [Difference], disputed: &mut Vec<TextRange>) {
    let ranges = || differences.iter().flat_map(|difference| &difference.edits).map(|edit| edit.edit().range);
    let mut end = None;
    let mut follows = |range: TextRange| end.replace(range.end()).is_none_or(|end| end < range.start());
    if ranges().all(&mut follows) {
        return;
    }
    let mut ranges: Vec<TextRange> = ranges().collect();
    ranges.sort_unstable();
    if ranges.windows(2).all(|pair| pair[0].end() < pair[1].start()) {
        return;
    }
    let mut taken: BTreeMap<u32, u32> = BTreeMap::new();
    for difference in differences {
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
}

impl<'i> PlanInput<'i> {
    fn facts(&self) -> Facts<'i> {
        let Self { file, source, template, tree, map, .. } = *self;
        Facts::new(&Sources { file, source, template, tree, map }, self.settings)
    }
}

/// Whether a rule's finding at a place is silenced.
type Silenced<'a> = dyn Fn(&'static str, u32) -> bool + 'a;

/// The plan of one rendering in the making.
struct Draft<'d, 's> {
    input: &'d PlanInput<'s>,
    facts: &'d Facts<'s>,
    turns: Turns<'d, 's>,
    found: Findings,
    silenced: &'d Silenced<'d>,
    /// Whether a plan was made of it before.
    used: bool,
}

impl<'d, 's> Draft<'d, 's> {
    fn new(input: &'d PlanInput<'s>, facts: &'d Facts<'s>, silenced: &'d Silenced<'d>) -> Self {
        let mut turns = Turns::new(facts, start::initial(facts), input.enabled);
        let found = turns.findings();
        Self { input, facts, turns, found, silenced, used: false }
    }

    /// Works the plan out. Gaps that touch a locked range stay as they are. With `speaks`, others will ask what it wants.
    fn plan(&mut self, locked: &[TextRange], speaks: bool) -> GapPlan {
        if self.used || !locked.is_empty() {
            self.turns = Turns::new(self.facts, start::initial(self.facts), self.input.enabled);
            let touched = |element: &usize| {
                let gap = self.facts.gap_range(*element);
                locked.iter().any(|&range| touch(range, gap))
            };
            let touched: Vec<usize> = (0..self.facts.elements.len()).filter(touched).collect();
            self.turns.lock(touched);
        }
        self.used = true;
        let mut plan = GapPlan { differences: differences(self.facts, &self.found), ..GapPlan::default() };
        if speaks {
            plan.wants = current(self.facts, self.turns.state());
        }
        if !self.found.is_empty() {
            self.settle(&mut plan, speaks);
        }
        plan.reaching()
    }

    /// Adds the changes that all rules want, if they can be made.
    fn settle(&mut self, plan: &mut GapPlan, speaks: bool) {
        for _ in 0..ATTEMPTS {
            let refused = match self.turns.settle() {
                Ok(()) => match edits::edits(self.input, self.facts, self.turns.state()) {
                    Ok(made) => return self.hand_out(plan, made, speaks),
                    Err(refused) => refused,
                },
                Err(disputed) => disputed,
            };
            // What cannot be edited stays as it is, and the rest is worked out around it.
            self.turns.lock(refused);
        }
    }

    /// Gives each edit to the finding that asked for it.
    fn hand_out(&self, plan: &mut GapPlan, made: Vec<Made<'_>>, speaks: bool) {
        let is_open = |at: usize| !(self.silenced)(self.found.at(at).code, plan.differences[at].range.start());
        let mut askers = Askers::new(&self.found, self.facts.elements.len(), &is_open);
        let mut elements = Vec::new();
        let mut chosen = Vec::with_capacity(made.len());
        for together in made.chunk_by(|one, other| one.group == other.group) {
            elements.clear();
            for made in together {
                made.change.add_elements(&mut elements);
            }
            let owner = elements.iter().find_map(|&element| self.turns.owner(element));
            chosen.resize(chosen.len() + together.len(), askers.choose(&elements, owner));
        }
        for (Made { change, edit, .. }, at) in made.into_iter().zip(chosen) {
            if let Some(at) = at {
                let difference = &mut plan.differences[at];
                difference.moves |= change.moves();
                if speaks {
                    let (range, text) = change.wants();
                    plan.wants.insert(range, text.to_owned());
                    plan.changed.extend([range, edit.edit().range]);
                    plan.wants.insert(edit.edit().range, edit.edit().text.clone());
                }
                // Nearly always it is the only one.
                difference.edits.reserve_exact(1);
                difference.edits.push(edit);
            }
        }
    }
}

fn touch(one: TextRange, other: TextRange) -> bool {
    one.start() <= other.end() && other.start() <= one.end()
}

fn differences(facts: &Facts<'_>, found: &Findings) -> Vec<Difference> {
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
    open.map(|slot| (facts.gap_range(slot.element), slot.gap().to_owned())).collect()
}
