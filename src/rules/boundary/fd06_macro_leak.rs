use std::collections::BTreeMap;

use crate::diagnostic::{Label, Level, RuleName};
use crate::graph::{Edge, Judgement, Means};
use crate::rules::crossing::{explain, message, owner, path_label, report_direct};
use crate::rules::project::{macro_path, place_name};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::{FileId, TextRange};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "FD06", name: "boundary.macro_leak" },
    aliases: &[],
    groups: &["project", "boundary"],
    docs: include_str!("../../../rules/FD06.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for edge in cx.graph.edges().iter().filter(|edge| !edge.site.path.is_empty()) {
        let Some(Judgement::Forbidden(refusal)) = &edge.judgement else { continue };
        let (file, range) = edge.site.anchor();
        let (path, label) = path_label(edge);
        let finding = out.report(file, range, format!("{} through {path}", message(cx.graph, edge, refusal)));
        explain(cx, edge, refusal, finding);
        finding.labels.push(label);
    }
    report_direct(cx, Means::Macro, out);
    report_shared(cx, out);
}

/// The macros of shared packages themselves, each place once with those who are led astray by it.
fn report_shared(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let mut places: BTreeMap<(FileId, TextRange), Vec<&Edge>> = BTreeMap::new();
    for edge in cx.graph.edges().iter().filter(|edge| !edge.site.path.is_empty()) {
        let shared = cx.graph.member_of_file(edge.site.file).is_some_and(|member| cx.graph.member(member).shared && member != edge.from);
        if shared && matches!(edge.judgement, Some(Judgement::Forbidden(_))) {
            places.entry((edge.site.file, edge.site.range)).or_default().push(edge);
        }
    }
    for ((file, range), edges) in places {
        let name = edges[0].site.path.last().map(|hop| &*hop.name).unwrap_or_default();
        let mut ways: Vec<String> = edges
            .iter()
            .filter_map(|edge| {
                let from = place_name(cx.graph, &cx.graph.member(edge.from).place);
                Some(format!("{from} into {}", place_name(cx.graph, owner(cx.graph, edge)?)))
            })
            .collect();
        ways.sort();
        ways.dedup();
        let more = ways.len().saturating_sub(1);
        let tail = if more > 0 { format!(" and {more} more ways") } else { String::new() };
        let finding = out.report(file, range, format!("the shared macro `{name}` leads {}{tail}", ways[0]));
        for edge in edges.iter().take(3) {
            let (file, range) = edge.site.anchor();
            finding.labels.push(Label { file, range, message: format!("called here, through {}", macro_path(&edge.site.path)) });
        }
    }
}
