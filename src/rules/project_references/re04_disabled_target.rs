use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::rules::project::{declared, identifier, reported_at};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RE04", name: "references.disabled_target" },
    aliases: &[],
    groups: &["project", "references"],
    docs: include_str!("../../../rules/RE04.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let refs = cx.graph.refs().map(|(member, file, fact)| (file, &fact.site, fact.shown(), cx.graph.resolve_ref(member, fact)));
    let sources = cx.graph.source_calls().map(|(member, file, fact)| (file, &fact.site, fact.shown(), cx.graph.resolve_source(member, fact)));
    for (file, site, shown, found) in refs.chain(sources) {
        let Some(target) = found.map(|id| cx.graph.resource(id)).filter(|target| !target.enabled) else { continue };
        let (at, range) = reported_at(cx.graph, site);
        let finding = out.report(at, range, format!("`{shown}` names a {} that is disabled", target.resource_type.name()));
        finding.resource = identifier(cx.graph, cx.graph.resource_at(file, site));
        finding.labels.extend(declared(target));
    }
}
