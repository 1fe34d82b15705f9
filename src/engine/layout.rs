//! The layout rules of one file, served together by the gap plan.

use crate::layout::{GapPlan, Options, PlanInput};
use crate::rules::{Finding, RuleId, Sink};

use super::file::{Judge, Read};

impl Judge<'_> {
    /// What the layout rules that are on find, over all renderings.
    pub(super) fn check_layout(&self, source: &str, read: &Read) -> Vec<Finding> {
        let rules: &[RuleId] = self.plan.layout_rules();
        if rules.is_empty() {
            return Vec::new();
        }
        let enabled: Vec<&'static str> = rules.iter().map(|rule| rule.definition().name.code).collect();
        let inputs: Vec<PlanInput<'_>> = read
            .renderings
            .iter()
            // How a part of a statement is laid out, its callers decide.
            .filter(|rendering| !rendering.rendered.partial)
            .map(|rendering| PlanInput {
                file: self.file,
                source,
                template: &read.template,
                tree: &rendering.tree,
                map: &rendering.rendered.map,
                settings: Options { layout: &self.settings.layout, rules: &self.settings.rules, styles: self.plan.styles(self.settings) },
                enabled: &enabled,
            })
            .collect();
        let mut findings = Vec::new();
        for difference in GapPlan::of_file(&inputs) {
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
