//! Calls the rules that look at the workspace, and keeps what the settings of each file ask for.

use super::definition::Check;
use super::project::{kind_of, settle};
use super::{ProjectCx, ProjectFinding, ProjectSink, RuleId};
use crate::text::FileId;

/// Runs the given project rules. `is_on` answers for a rule in a file; a finding stands if its rule is on in the file it points at, whatever
/// file led to it.
pub fn check_project(cx: &ProjectCx<'_>, rules: &[RuleId], is_on: &dyn Fn(FileId, RuleId) -> bool) -> Vec<ProjectFinding> {
    let mut findings = Vec::new();
    for &rule in rules {
        match rule.definition().check {
            Check::Project(check) => check(cx, &mut ProjectSink::new(&mut findings, rule)),
            Check::Resource(kinds, check) => {
                for id in cx.graph.resources().filter(|&id| kinds.contains(kind_of(cx.graph.resource(id)))) {
                    check(cx, id, &mut ProjectSink::new(&mut findings, rule));
                }
            }
            _ => {}
        }
    }
    findings.retain(|finding| is_on(finding.file, finding.rule));
    settle(&mut findings);
    findings
}
