use crate::diagnostic::{Level, RuleName};
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::rules::project::{declared, identifier, place_of};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RE10", name: "references.cycle" },
    aliases: &[],
    groups: &["project", "references"],
    docs: include_str!("../../../rules/RE10.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for mut cycle in cx.graph.cycles() {
        let path = |id: &ResourceId| cx.path(*id);
        let Some(first) = cycle.iter().enumerate().min_by_key(|(_, id)| path(id)).map(|(at, _)| at) else { continue };
        cycle.rotate_left(first);
        let Some((file, range)) = place_of(cx.graph.resource(cycle[0])) else { continue };
        let mut names: Vec<&str> = cycle.iter().map(|&id| cx.graph.resource(id).name.as_str()).collect();
        names.push(names[0]);
        let finding = out.report(file, range, format!("these read one another in a circle: {}", names.join(" → ")));
        finding.resource = identifier(cx.graph, Some(cycle[0]));
        finding.labels.extend(cycle.iter().skip(1).filter_map(|&id| declared(cx.graph.resource(id))));
    }
}
