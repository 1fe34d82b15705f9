//! The layout rules of one file, served together by the gap plan.

use crate::layout::{GapPlan, Options, PlanInput};
use crate::rules::{Finding, RuleId, Sink};
use crate::sql;
use crate::syntax::{SyntaxKind, Tree};
use crate::text::TextRange;

use super::file::{Judge, Read};
use super::held::held;
use super::verify::Rendering;

impl Judge<'_> {
    /// What the layout rules that are on find, over all renderings. Nothing is to be changed in ranges that are `kept`,
    /// and nothing is found in those that the author holds.
    pub(super) fn check_layout(&self, source: &str, read: &Read, kept: &[TextRange]) -> Vec<Finding> {
        let rules: &[RuleId] = self.plan.layout_rules();
        if rules.is_empty() {
            return Vec::new();
        }
        let enabled: Vec<&'static str> = rules.iter().map(|rule| rule.definition().name.code).collect();
        let trees = self.read_alike(&read.renderings);
        let inputs: Vec<PlanInput<'_>> = (read.renderings.iter().zip(&trees))
            .filter_map(|(rendering, tree)| Some((rendering, tree.tree(rendering)?)))
            // How a part of a statement is laid out, its callers decide.
            .filter(|(rendering, tree)| !rendering.rendered.partial || self.lays_out_macros && is_query(tree))
            .map(|(rendering, tree)| PlanInput {
                file: self.file,
                source,
                template: &read.template,
                tree,
                map: &rendering.rendered.map,
                settings: Options { layout: &self.settings.layout, rules: &self.settings.rules, styles: self.plan.styles(self.settings) },
                enabled: &enabled,
            })
            .collect();
        let mut findings = Vec::new();
        let held = held(source, &read.template, self.settings.dialect.spec());
        let kept: Vec<TextRange> = kept.iter().chain(&held).copied().collect();
        let is_held = |range: TextRange| held.iter().any(|held| held.start() <= range.start() && range.start() <= held.end());
        for difference in GapPlan::of_file(&inputs, &kept) {
            if is_held(difference.range) {
                continue;
            }
            let Some(&rule) = rules.iter().find(|rule| rule.definition().name.code == difference.code) else { continue };
            let mut sink = Sink::new(&mut findings, rule);
            let report = sink.report_source(difference.range, difference.message);
            if !difference.edits.is_empty() {
                report.source_fix("Lay it out", difference.edits);
            }
        }
        findings
    }
}

/// How a rendering is read where all of a file's are read alike.
enum Alike {
    AsItIs,
    Anew(Box<Tree>),
    /// It cannot be read so.
    Not,
}

impl Alike {
    fn tree<'a>(&'a self, rendering: &'a Rendering) -> Option<&'a Tree> {
        match self {
            Self::AsItIs => Some(&rendering.tree),
            Self::Anew(tree) => Some(tree),
            Self::Not => None,
        }
    }
}

impl Judge<'_> {
    /// One layout has to suit all renderings, so those for other warehouses are read as the project's own SQL, too, as far as that goes.
    fn read_alike(&self, renderings: &[Rendering]) -> Vec<Alike> {
        let most = renderings.first().map_or(0, |first| first.tree.errors().len());
        let alike = |rendering: &Rendering| {
            if rendering.dialect.id == self.settings.dialect {
                return Alike::AsItIs;
            }
            let tree = sql::parse(&rendering.rendered.text, self.settings.dialect.spec());
            if tree.errors().len() <= most { Alike::Anew(Box::new(tree)) } else { Alike::Not }
        };
        renderings.iter().map(alike).collect()
    }
}

/// Whether what a macro writes is queries and nothing else: their layout is nobody else's.
fn is_query(tree: &Tree) -> bool {
    let kinds = [SyntaxKind::SelectStatement, SyntaxKind::WithCompoundStatement, SyntaxKind::SetExpression];
    let Some(file) = tree.nodes().next() else { return false };
    let mut statements = tree.children(file).peekable();
    statements.peek().is_some()
        && statements.all(|statement| {
            tree.kind(statement) == SyntaxKind::Statement
                && tree.children(statement).next().is_some_and(|inner| kinds.contains(&tree.kind(inner)))
        })
}
