use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::rules::project::{identifier, reported_at};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RE09", name: "references.malformed_call" },
    aliases: &[],
    groups: &["project", "references"],
    docs: include_str!("../../../rules/RE09.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let refs = cx.graph.refs().map(|(_, file, fact)| (file, &fact.site, fact.malformed));
    let sources = cx.graph.source_calls().map(|(_, file, fact)| (file, &fact.site, fact.malformed));
    for (file, site, malformed) in refs.chain(sources) {
        let Some(message) = malformed else { continue };
        let (at, range) = reported_at(cx.graph, site);
        out.report(at, range, message).resource = identifier(cx.graph, cx.graph.resource_at(file, site));
    }
}
