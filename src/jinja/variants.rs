//! Renderings of one template: as the context decides, and with decisions turned round so that other text is reached.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Rendered;
use super::ast::{Body, Statement};
use super::evaluator::{Evaluated, Limits, Site, evaluate};
use super::host::Host;
use super::template::Template;
use crate::text::TextRange;

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
    evaluate(template, host, limits, &FxHashMap::default()).rendered
}

/// Renders as the context decides (that comes first), and then with branches that were not taken, as long as that reaches new text of the
/// template and the budget lasts. Every branch not taken is turned at once: what belongs together stays together.
#[must_use]
pub fn render_variants(template: &Arc<Template>, host: &dyn Host, budget: &Budget) -> Vec<Rendered> {
    let mut literal = Vec::new();
    literals(template.body(), template.text(), &mut literal);
    let Evaluated { rendered, mut covered, mut decisions } = evaluate(template, host, budget.limits, &FxHashMap::default());
    let mut renderings = vec![rendered];
    while renderings.len() <= budget.renderings && literal.iter().any(|range| !covered.contains(&(template.file(), range.start()))) {
        let mut forced: FxHashMap<Site, usize> = FxHashMap::default();
        plan(template, template.body(), &covered, &decisions, false, &mut forced);
        if forced.is_empty() {
            break;
        }
        let next = evaluate(template, host, budget.limits, &forced);
        let before = covered.len();
        covered.extend(next.covered);
        let known = decisions.values().map(|decision| decision.taken.len()).sum::<usize>();
        for (site, decision) in next.decisions {
            let entry = decisions.entry(site).or_default();
            entry.arms = decision.arms;
            for arm in decision.taken {
                if !entry.taken.contains(&arm) {
                    entry.taken.push(arm);
                }
            }
        }
        let news = covered.len() > before;
        if news {
            renderings.push(next.rendered);
        }
        if !news && decisions.values().map(|decision| decision.taken.len()).sum::<usize>() == known {
            break;
        }
    }
    renderings
}

/// Literal text that is not blank, outside macros and definitions: those are rendered where they are called.
fn literals(body: &Body, text: &str, out: &mut Vec<TextRange>) {
    each_body(body, &mut |statement| {
        if let Statement::Data(range) = statement
            && !text[range.span()].trim().is_empty()
        {
            out.push(*range);
        }
    });
}

fn each_body(body: &Body, see: &mut impl FnMut(&Statement)) {
    for statement in body {
        see(statement);
        for inner in bodies(statement) {
            each_body(inner, see);
        }
    }
}

/// The bodies that run with the statement.
fn bodies(statement: &Statement) -> Vec<&Body> {
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

/// For each statement that was reached, or will be when an arm around it is taken for the first time (`new`): the first
/// arm that holds text never written.
fn plan(
    template: &Template,
    body: &Body,
    covered: &FxHashSet<Site>,
    decisions: &FxHashMap<Site, super::evaluator::Decision>,
    new: bool,
    forced: &mut FxHashMap<Site, usize>,
) {
    for statement in body {
        let arms: Option<(TextRange, Vec<&Body>)> = match statement {
            Statement::If { arms, .. } => arms.first().map(|first| (first.tag, arms.iter().map(|arm| &arm.body).collect())),
            Statement::For(code) => Some((code.tag, vec![&code.body])),
            _ => None,
        };
        match arms {
            Some((tag, arms)) => {
                let site = (template.file(), tag.start());
                let lacks = |body: &Body| {
                    let mut found = Vec::new();
                    literals(body, template.text(), &mut found);
                    found.iter().any(|range| !covered.contains(&(template.file(), range.start())))
                };
                let open = arms.iter().position(|arm| lacks(arm));
                if let Some(open) = open.filter(|_| new || decisions.contains_key(&site)) {
                    forced.insert(site, open);
                }
                for (at, arm) in arms.into_iter().enumerate() {
                    plan(template, arm, covered, decisions, new || open == Some(at), forced);
                }
            }
            None => {
                for inner in bodies(statement) {
                    plan(template, inner, covered, decisions, new, forced);
                }
            }
        }
    }
}
