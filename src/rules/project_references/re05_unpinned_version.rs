use crate::diagnostic::RuleName;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::rules::project::{declared, identifier, reported_at};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RE05", name: "references.unpinned_version" },
    aliases: &[],
    groups: &["project", "references"],
    docs: include_str!("../../../rules/RE05.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (member, file, fact) in cx.graph.refs().filter(|(_, _, fact)| fact.version.is_none()) {
        let Some(id) = cx.graph.resolve_ref(member, fact) else { continue };
        let target = cx.graph.resource(id);
        if target.version.is_none() {
            continue;
        }
        let (at, range) = reported_at(cx.graph, &fact.site);
        let within = cx.settings(at).is_some_and(|settings| settings.rules.re05.allow_within_project);
        if within && cx.graph.is_inside(member, id) {
            continue;
        }
        let finding = out.report(at, range, format!("`{}` names no version, though `{}` has some", fact.shown(), target.name));
        finding.resource = identifier(cx.graph, cx.graph.resource_at(file, &fact.site));
        finding.notes.extend(target.latest_version.as_ref().map(|version| format!("the latest is `v={version}`")));
        finding.labels.extend(declared(target));
    }
}
