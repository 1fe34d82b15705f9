use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::rules::project::{declared, identifier, reported_at};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RE07", name: "references.private_target" },
    aliases: &[],
    groups: &["project", "references"],
    docs: include_str!("../../../rules/RE07.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (member, file, fact) in cx.graph.refs() {
        let Some(id) = cx.graph.resolve_ref(member, fact).filter(|&id| cx.graph.is_inside(member, id)) else { continue };
        let target = cx.graph.resource(id);
        let reader = cx.graph.resource_at(file, &fact.site);
        let group = reader.and_then(|id| cx.graph.resource(id).group.as_ref());
        if target.access.as_deref() != Some("private") || (target.group.is_some() && target.group.as_ref() == group) {
            continue;
        }
        let (at, range) = reported_at(cx.graph, &fact.site);
        let of = target.group.as_deref().map_or_else(|| "no group".to_owned(), |group| format!("the group `{group}`"));
        let finding = out.report(at, range, format!("`{}` names a private model of {of}", fact.shown()));
        finding.resource = identifier(cx.graph, reader);
        finding.labels.extend(declared(target));
    }
}
