//! Calls the rules that look at the workspace, and keeps what the settings of each file ask for.

use super::definition::Check;
use super::project::written::TemplateFile;
use super::project::{kind_of, settle};
use super::{ProjectCx, ProjectFinding, ProjectSink, RuleId, RuleTimes, WrittenTemplate};
use crate::text::FileId;

/// Runs one rule over the workspace. `is_on` answers for a rule in a file; a finding stands if its rule is on in the file it points at,
/// whatever file led to it.
pub fn check_project(cx: &ProjectCx<'_>, rule: RuleId, is_on: &dyn Fn(FileId, RuleId) -> bool) -> Vec<ProjectFinding> {
    let mut findings = Vec::new();
    match rule.definition().check {
        Check::Project(check) => check(cx, &mut ProjectSink::new(&mut findings, rule)),
        Check::Resource(kinds, check) => {
            for id in cx.graph.resources().filter(|&id| kinds.contains(kind_of(cx.graph.resource(id)))) {
                check(cx, id, &mut ProjectSink::new(&mut findings, rule));
            }
        }
        _ => {}
    }
    findings.retain(|finding| is_on(finding.file, finding.rule));
    settle(&mut findings);
    findings
}

/// Runs the rules about templates as they are written over some of them, each read once for all rules.
pub fn check_written(
    cx: &ProjectCx<'_>,
    rules: &[RuleId],
    files: &[TemplateFile],
    times: Option<&RuleTimes>,
    is_on: &dyn Fn(FileId, RuleId) -> bool,
) -> Vec<ProjectFinding> {
    let mut findings = Vec::new();
    for file in files {
        let template = WrittenTemplate::open(cx.files, file);
        for &rule in rules {
            let Check::Written(check) = rule.definition().check else { continue };
            let mut run = || check(cx, &template, &mut ProjectSink::new(&mut findings, rule));
            match times {
                Some(times) => times.of_rule(rule, run),
                None => run(),
            }
        }
    }
    findings.retain(|finding| is_on(finding.file, finding.rule));
    settle(&mut findings);
    findings
}
