use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::rules::project::{declared, identifier, reported_at};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RE08", name: "references.protected_across_projects" },
    aliases: &[],
    groups: &["project", "references"],
    docs: include_str!("../../../rules/RE08.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    if cx.graph.is_bounded() {
        return;
    }
    for (member, file, fact) in cx.graph.refs() {
        let Some(id) = cx.graph.resolve_ref(member, fact).filter(|&id| !cx.graph.is_inside(member, id)) else { continue };
        let target = cx.graph.resource(id);
        if target.access.as_deref() == Some("public") {
            continue;
        }
        let (at, range) = reported_at(cx.graph, &fact.site);
        let access = target.access.as_deref().unwrap_or("protected");
        let project = cx.graph.member_of(id).name();
        let finding = out.report(at, range, format!("`{}` names a model of `{project}` that is {access}, not public", fact.shown()));
        finding.resource = identifier(cx.graph, cx.graph.resource_at(file, &fact.site));
        finding.labels.extend(declared(target));
    }
}
