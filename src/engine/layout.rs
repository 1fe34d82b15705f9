//! The layout rules of one file, served together by the gap plan.

use crate::layout::{Difference, GapPlan, Options, PlanInput};
use crate::rules::{Finding, RuleId, Sink};
use crate::sql;
use crate::syntax::{SyntaxKind, Tree};
use crate::text::TextRange;

use super::file::{Judge, Read};
use super::held::held;
use super::suppress::Silencer;
use super::verify::Rendering;

/// How often the layout is planned anew around edits that a comment silences.
const PLANS: usize = 4;

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
        let mut kept: Vec<TextRange> = kept.iter().chain(&held).copied().collect();
        let is_held = |range: TextRange| held.iter().any(|held| held.start() <= range.start() && range.start() <= held.end());
        let rule_of = |code: &str| rules.iter().copied().find(|rule| rule.definition().name.code == code);
        let silencer = Silencer::new(source, read, self.settings);
        let silenced = |code: &'static str, at: u32| rule_of(code).is_some_and(|rule| silencer.silences_rule(rule, at));
        let is_silenced = |difference: &&Difference| silenced(difference.code, difference.range.start());
        let mut differences = GapPlan::around(&inputs, &kept, &silenced);
        for _ in 1..PLANS {
            let unasked = differences.iter().filter(is_silenced).flat_map(|difference| &difference.edits);
            let known = kept.len();
            kept.extend(unasked.map(|edit| edit.edit().range));
            if kept.len() == known {
                break;
            }
            // What nobody asks for any more stays as it is, and the rest is worked out around it.
            differences = GapPlan::around(&inputs, &kept, &silenced);
        }
        for difference in differences {
            if is_held(difference.range) {
                continue;
            }
            let Some(rule) = rule_of(difference.code) else { continue };
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

#[cfg(test)]
mod tests {
    use crate::config::Overrides;
    use crate::engine::{Buffer, Engine, Options, Report};
    use crate::text::{TextEdit, apply_edits};

    fn lint(sql: &str) -> Report {
        let overrides =
            Overrides { dialect: Some("ansi".into()), rules: Some("layout".into()), ignore_local_config: true, ..Overrides::default() };
        let buffer = Some(Buffer { path: None, text: sql.to_owned() });
        Engine::new(Options { buffer, overrides, jobs: 1, ..Options::default() }).lint()
    }

    /// The text with all fixes that its findings offer made at once.
    fn fix_once(sql: &str) -> String {
        let report = lint(sql);
        let fixes = report.diagnostics.iter().filter_map(|found| found.fix.as_ref());
        let mut edits: Vec<TextEdit> = fixes.flat_map(|fix| &fix.edits).map(|edit| edit.edit().clone()).collect();
        edits.sort();
        apply_edits(sql, &edits).unwrap()
    }

    #[test]
    fn nothing_is_found_that_another_rendering_is_content_with() {
        let branch = "{% if execute %}\n        and b = 2\n    {% endif %}";
        let sql = format!("with a as (\n    select * from t\n    where x = 1\n    -- at times\n    {branch}\n)\n\nselect * from a\n");
        let codes: Vec<&str> = lint(&sql).diagnostics.iter().map(|found| found.rule.code).collect();
        assert_eq!(codes, [""; 0]);
    }

    #[test]
    fn what_is_silenced_is_no_part_of_the_plan() {
        let silenced = "       when a < current_date then 'much too long ago to be of any interest to anybody' -- noqa";
        let long = "        when not (a between first_date_of_the_whole_claim and last_date_of_the_whole_claim) then 'between'";
        let sql = format!("select\n    case\n{silenced}\n{long}\n    end as b\nfrom t\n");
        let once = fix_once(&sql);
        assert!(once.contains(silenced), "{once}");
        assert_ne!(once, sql);
        assert_eq!(fix_once(&once), once);
    }
}
