use crate::diagnostic::{Level, RuleName};
use crate::graph::{Edge, Means, Target};
use crate::rules::crossing::path_label;
use crate::rules::project::identifier;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "FD00", name: "boundary.undecidable" },
    aliases: &[],
    groups: &["project", "boundary"],
    docs: include_str!("../../../rules/FD00.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    if !cx.graph.is_bounded() {
        return;
    }
    for edge in cx.graph.edges().iter().filter(|edge| edge.target == Target::Unknown) {
        // What an installed package sends is told by the call that led there, unless nothing is known of it at all.
        if edge.means == Means::Query && cx.graph.member_of_file(edge.site.file).is_none() {
            continue;
        }
        let (file, range) = edge.site.anchor();
        let Some(settings) = cx.settings(file) else { continue };
        let Some(level) = settings.workspace.boundary.unknown.level() else { continue };
        let finding = out.report(file, range, told(edge));
        finding.level = Some(level);
        finding.resource = identifier(cx.graph, edge.resource);
        if !edge.site.path.is_empty() {
            let (path, label) = path_label(edge);
            finding.notes.push(format!("reached through {path}"));
            finding.labels.push(label);
        }
    }
}

fn told(edge: &Edge) -> String {
    let shown = &edge.shown;
    match edge.means {
        Means::Ref | Means::Exposure | Means::Macro | Means::Package | Means::Group => {
            format!("which model `{shown}` reads cannot be told from the source")
        }
        Means::Source => format!("which table `{shown}` reads cannot be told from the source"),
        Means::Relation => format!("whose relation `{shown}` is cannot be told from the source"),
        Means::Method => format!("which database `{shown}` names cannot be told from the source"),
        Means::Query => format!("{shown} cannot be told from the source"),
    }
}
