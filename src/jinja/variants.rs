//! Renderings of one template: as the context decides, and with decisions turned round so that other text is reached.
//!
//! Knows no SQL: whether a rendering is of use is for whoever asked to say.

use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::assumption::{assume, contradict};
use super::ast::{Body, Expression, Macro, Statement};
use super::evaluator::{Entry, Evaluated, Limits, Site, evaluate};
use super::host::Host;
use super::template::Template;
use super::{Assumption, ProblemKind, Rendered};
use crate::text::TextRange;

/// How many renderings are tried for each that the budget allows: some are of no use.
const TRIES: usize = 3;

/// What variants may cost.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Renderings beside the first.
    pub renderings: usize,
    pub limits: Limits,
}

impl Default for Budget {
    fn default() -> Self {
        Self { renderings: 5, limits: Limits::default() }
    }
}

/// Renders as the context decides.
#[must_use]
pub fn render(template: &Arc<Template>, host: &dyn Host, limits: Limits) -> Rendered {
    evaluate(template, Entry::Template, host, limits, &FxHashMap::default()).rendered
}

/// Renders as the context decides (that comes first), and then with branches that were not taken, as long as that reaches new text of the
/// template and the budget lasts. Many branches are turned at once; where `accept` has no use for what comes of it, fewer.
pub fn render_variants(template: &Arc<Template>, host: &dyn Host, budget: &Budget, accept: &mut dyn FnMut(Rendered) -> bool) {
    search(template, Entry::Template, host, budget, accept);
}

/// The same for what one macro of the template, or one of its tests, writes by itself, with arguments that nobody knows.
pub fn render_macro(
    template: &Arc<Template>,
    code: &Arc<Macro>,
    host: &dyn Host,
    budget: &Budget,
    accept: &mut dyn FnMut(Rendered) -> bool,
) {
    search(template, Entry::Macro(code), host, budget, accept);
}

fn search(template: &Arc<Template>, entry: Entry<'_>, host: &dyn Host, budget: &Budget, accept: &mut dyn FnMut(Rendered) -> bool) {
    let body = match entry {
        Entry::Template => template.body(),
        Entry::Macro(code) => &code.body,
    };
    let mut search = Search {
        template,
        entry,
        body,
        host,
        budget,
        covered: FxHashSet::default(),
        decided: FxHashSet::default(),
        refused: FxHashSet::default(),
        accepted: 0,
        tried: 0,
        steps: 0,
        accept,
    };
    search.run();
}

/// A statement whose branch is chosen, with what is chosen inside that branch.
struct Flip {
    site: Site,
    arm: usize,
    /// What is asked to come to that branch: statements that ask the same are turned together.
    question: String,
    /// What that branch's test says.
    assumed: Vec<Assumption>,
    inner: Vec<Flip>,
}

impl Flip {
    fn write(&self, forced: &mut FxHashMap<Site, usize>, questions: &mut FxHashSet<String>) {
        forced.insert(self.site, self.arm);
        questions.insert(self.question.clone());
        for inner in &self.inner {
            inner.write(forced, questions);
        }
    }

    /// What this and all that is chosen inside takes for true.
    fn assumes(&self, found: &mut Vec<Assumption>) {
        found.extend(self.assumed.iter().cloned());
        for inner in &self.inner {
            inner.assumes(found);
        }
    }
}

/// One of the ways on from a statement: the question that leads there, and the text on that way.
struct Way<'a> {
    question: String,
    test: Option<&'a Expression>,
    body: &'a Body,
}

struct Search<'a> {
    template: &'a Arc<Template>,
    entry: Entry<'a>,
    body: &'a Body,
    host: &'a dyn Host,
    budget: &'a Budget,
    /// Literal text that an accepted rendering holds.
    covered: FxHashSet<Site>,
    /// Statements that some rendering came to.
    decided: FxHashSet<Site>,
    /// Choices that lead nowhere.
    refused: FxHashSet<(Site, usize)>,
    accepted: usize,
    tried: usize,
    /// Steps that all renderings took together: they may not take more than one alone may.
    steps: u64,
    accept: &'a mut dyn FnMut(Rendered) -> bool,
}

impl Search<'_> {
    fn run(&mut self) {
        let first = evaluate(self.template, self.entry, self.host, self.budget.limits, &FxHashMap::default());
        self.steps += first.steps;
        let runaway = runs_away(&first);
        self.take(first);
        while !runaway && self.has_budget() {
            let mut weights = FxHashMap::default();
            self.weigh(self.body, &mut weights);
            let flips = self.plan(self.body, false, &weights);
            if flips.is_empty() {
                break;
            }
            self.reach(self.compatible(grouped(flips)));
        }
    }

    /// The groups that can be turned together without taking for true what cannot be; the others have their turn later, each with its
    /// own kind. The last rendering takes all that are left.
    fn compatible(&self, groups: Vec<Vec<Flip>>) -> Vec<Vec<Flip>> {
        if self.accepted >= self.budget.renderings {
            return groups;
        }
        let mut assumed = Vec::new();
        let fits = |group: &Vec<Flip>| {
            let mut more = Vec::new();
            for flip in group {
                flip.assumes(&mut more);
            }
            let fits = !contradict(&assumed, &more);
            if fits {
                assumed.extend(more);
            }
            fits
        };
        groups.into_iter().filter(fits).collect()
    }

    const fn has_budget(&self) -> bool {
        let worthwhile = self.steps < self.budget.limits.steps;
        worthwhile && self.accepted <= self.budget.renderings && self.tried < self.budget.renderings * TRIES
    }

    fn take(&mut self, found: Evaluated) -> bool {
        self.decided.extend(found.decided);
        let used = (self.accept)(found.rendered);
        if used {
            self.covered.extend(found.covered);
            self.accepted += 1;
        }
        used
    }

    /// Tries to turn all these groups at once, then each half.
    fn reach(&mut self, mut groups: Vec<Vec<Flip>>) {
        if groups.is_empty() || !self.has_budget() || self.attempt(groups.iter().flatten()) {
            return;
        }
        if let [group] = groups.as_mut_slice() {
            let mut flips = std::mem::take(group);
            if flips.len() > 1 {
                self.reach(flips.into_iter().map(|flip| vec![flip]).collect());
            } else if let Some(flip) = flips.pop() {
                self.reach_one(flip);
            }
            return;
        }
        let rest = groups.split_off(groups.len() / 2);
        self.reach(groups);
        self.reach(rest);
    }

    fn reach_one(&mut self, mut flip: Flip) {
        let (site, arm) = (flip.site, flip.arm);
        let inner = std::mem::take(&mut flip.inner);
        if inner.is_empty() || !self.has_budget() || !self.attempt([&flip].into_iter()) {
            self.refused.insert((site, arm));
        }
    }

    /// Renders with these branches; whether that came to new text and is of use.
    fn attempt<'f>(&mut self, flips: impl Iterator<Item = &'f Flip>) -> bool {
        let mut forced = FxHashMap::default();
        let mut questions = FxHashSet::default();
        let mut assumed = Vec::new();
        for flip in flips {
            flip.write(&mut forced, &mut questions);
            flip.assumes(&mut assumed);
        }
        self.agree(self.body, &questions, &mut forced);
        self.tried += 1;
        let mut found = evaluate(self.template, self.entry, self.host, self.budget.limits, &forced);
        found.rendered.assumed = assumed;
        self.steps += found.steps;
        if runs_away(&found) {
            // What never ends costs too much to come back to.
            self.tried = usize::MAX;
            return true;
        }
        let file = self.template.file();
        let news = found.covered.iter().any(|site| site.0 == file && !self.covered.contains(site));
        let deeper = found.decided.iter().any(|site| site.0 == file && !self.decided.contains(site));
        if news {
            return self.take(found);
        }
        self.decided.extend(found.decided);
        deeper
    }

    fn site(&self, tag: TextRange) -> Site {
        (self.template.file(), tag.start())
    }

    /// Bytes of literal text in a body that no rendering holds yet.
    fn open(&self, body: &Body) -> usize {
        let mut bytes = 0;
        each_statement(body, &mut |statement| {
            if let Statement::Data(range) = statement
                && !self.covered.contains(&(self.template.file(), range.start()))
            {
                bytes += self.template.text()[range.span()].bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
            }
        });
        bytes
    }

    /// How much text the answer to each question leads to, over all statements that ask it.
    fn weigh(&self, body: &Body, weights: &mut FxHashMap<String, usize>) {
        each_statement(body, &mut |statement| {
            if let Some((tag, ways)) = self.ways(statement) {
                for (at, way) in ways.iter().enumerate() {
                    if !self.refused.contains(&(self.site(tag), at)) {
                        *weights.entry(way.question.clone()).or_default() += self.open(way.body);
                    }
                }
            }
        });
    }

    /// For each statement that was reached, or will be when a branch around it is taken for the first time (`new`): the
    /// branch that holds text never written, and of several the one that leads to most.
    fn plan(&self, body: &Body, new: bool, weights: &FxHashMap<String, usize>) -> Vec<Flip> {
        let mut flips = Vec::new();
        for statement in body {
            let Some((tag, ways)) = self.ways(statement) else {
                for inner in bodies(statement) {
                    flips.extend(self.plan(inner, new, weights));
                }
                continue;
            };
            let site = self.site(tag);
            let reached = new || self.decided.contains(&site);
            let open = |at: &usize| !self.refused.contains(&(site, *at)) && self.open(ways[*at].body) > 0;
            // In powers of two: an edit of some bytes must not lead to other renderings.
            let weight = |at: usize| weights.get(&ways[at].question).map_or(0, |bytes| bytes.checked_ilog2().unwrap_or(0));
            let best = (0..ways.len()).filter(open).rev().max_by_key(|&at| weight(at));
            if let Some(arm) = best.filter(|_| reached) {
                let inner = self.plan(ways[arm].body, true, weights);
                let mut assumed = Vec::new();
                if let Some(test) = ways[arm].test {
                    assume(self.template.text(), test, &mut assumed);
                }
                flips.push(Flip { site, arm, question: ways[arm].question.clone(), assumed, inner });
            }
        }
        flips
    }

    /// Lets statements that ask one of these questions, too, give the same answer.
    fn agree(&self, body: &Body, questions: &FxHashSet<String>, forced: &mut FxHashMap<Site, usize>) {
        each_statement(body, &mut |statement| {
            if let Some((tag, ways)) = self.ways(statement)
                && let Some(at) = ways.iter().position(|way| questions.contains(&way.question))
            {
                forced.entry(self.site(tag)).or_insert(at);
            }
        });
    }

    /// The ways on from a statement that decides: its tag and them.
    fn ways<'s>(&self, statement: &'s Statement) -> Option<(TextRange, Vec<Way<'s>>)> {
        match statement {
            Statement::If { arms, .. } => {
                let tag = arms.first()?.tag;
                let mut before = String::new();
                let ways = arms.iter().map(|arm| {
                    let question = arm.test.as_ref().map_or_else(|| format!("not{before}"), |test| self.written(test));
                    before.push(' ');
                    before.push_str(&question);
                    Way { question, test: arm.test.as_ref(), body: &arm.body }
                });
                Some((tag, ways.collect()))
            }
            Statement::For(code) => {
                let iterable = self.written(&code.iterable);
                let otherwise = code.otherwise.as_ref().map(|(_, body)| Way { question: format!("none of {iterable}"), test: None, body });
                Some((
                    code.tag,
                    std::iter::once(Way { question: format!("some of {iterable}"), test: None, body: &code.body })
                        .chain(otherwise)
                        .collect(),
                ))
            }
            _ => None,
        }
    }

    fn written(&self, expression: &Expression) -> String {
        self.template.text().get(expression.range.span()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn runs_away(found: &Evaluated) -> bool {
    found.rendered.problems.iter().any(|problem| problem.kind == ProblemKind::Runaway)
}

/// Flips that ask the same stay together; groups in the order of the template.
fn grouped(flips: Vec<Flip>) -> Vec<Vec<Flip>> {
    let mut groups: IndexMap<String, Vec<Flip>, FxBuildHasher> = IndexMap::default();
    for flip in flips {
        groups.entry(flip.question.clone()).or_default().push(flip);
    }
    groups.into_values().collect()
}

/// Sees every statement of the body, those within others too.
pub(super) fn each_statement<'b>(body: &'b Body, see: &mut impl FnMut(&'b Statement)) {
    for statement in body {
        see(statement);
        for inner in bodies(statement) {
            each_statement(inner, see);
        }
    }
}

/// The bodies that run with the statement: not those of macros and definitions, which run where they are called.
pub(super) fn bodies(statement: &Statement) -> Vec<&Body> {
    match statement {
        Statement::If { arms, .. } => arms.iter().map(|arm| &arm.body).collect(),
        Statement::For(code) => std::iter::once(&code.body).chain(code.otherwise.iter().map(|(_, body)| body)).collect(),
        Statement::SetBlock { body, .. }
        | Statement::With { body, .. }
        | Statement::FilterBlock { body, .. }
        | Statement::Plain { body, .. } => {
            vec![body]
        }
        Statement::CallBlock(block) => vec![&block.caller.body],
        _ => Vec::new(),
    }
}
