use crate::config::Access;
use crate::diagnostic::{Level, RuleName};
use crate::graph::{Judgement, Means, Target};
use crate::rules::crossing::report_direct;
use crate::rules::project::{declared, identifier};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "FD02", name: "boundary.source" },
    aliases: &[],
    groups: &["project", "boundary"],
    docs: include_str!("../../../rules/FD02.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    report_direct(cx, Means::Source, out);
    for edge in cx.graph.edges().iter().filter(|edge| edge.means == Means::Source && edge.judgement == Some(Judgement::Permitted)) {
        let Target::Relation { builder: Some(id), .. } = edge.target else { continue };
        let (file, range) = edge.site.anchor();
        let (project, name) = (cx.graph.member_of(id).name(), &cx.graph.resource(id).name);
        let message = format!("`{}` names what the model `{name}` of `{project}` builds", edge.shown);
        let finding = out.report(file, range, message);
        finding.resource = identifier(cx.graph, edge.resource);
        finding.labels.extend(declared(cx.graph.resource(id)));
        if cx.graph.access(id) == Access::Public {
            finding.notes.push(format!("it is public: `ref('{project}', '{name}')`"));
        }
    }
}
