use std::collections::{BTreeMap, BTreeSet};

use crate::dbt::DependsOn;
use crate::diagnostic::{Level, RuleName};
use crate::graph::{Edge, Graph, Judgement, Means, MemberId, Target};
use crate::rules::crossing::report_direct;
use crate::rules::project::place_name;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "FD07", name: "boundary.dependency_entry" },
    aliases: &[],
    groups: &["project", "boundary"],
    docs: include_str!("../../../rules/FD07.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

/// Which projects each project leads to.
type Links = BTreeMap<MemberId, BTreeSet<MemberId>>;

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    report_direct(cx, Means::Package, out);
    if !cx.graph.is_bounded() {
        return;
    }
    let (declared, used) = (links(cx.graph, |means| means == Means::Package), links(cx.graph, |means| means != Means::Package));
    check_use(cx, &declared, &used, out);
    let mut all = declared;
    for (from, to) in used {
        all.entry(from).or_default().extend(to);
    }
    check_circles(cx, &all, out);
}

/// What lies between projects and is not forbidden: that is reported as such.
fn links(graph: &Graph, wanted: impl Fn(Means) -> bool) -> Links {
    let mut links = Links::new();
    for edge in graph.edges().iter().filter(|edge| wanted(edge.means) && !matches!(edge.judgement, Some(Judgement::Forbidden(_)))) {
        if let Some(to) = far_end(graph, edge).filter(|&to| to != edge.from && !graph.member(to).shared) {
            links.entry(edge.from).or_default().insert(to);
        }
    }
    links
}

fn far_end(graph: &Graph, edge: &Edge) -> Option<MemberId> {
    match &edge.target {
        Target::Resource(id) | Target::Relation { builder: Some(id), .. } => Some(graph.member_id(*id)),
        Target::Project(id) => Some(*id),
        Target::Relation { builder: None, .. } | Target::Unknown => None,
    }
}

/// Entries that nothing uses, and uses without an entry where a project has entries for others.
fn check_use(cx: &ProjectCx<'_>, declared: &Links, used: &Links, out: &mut ProjectSink<'_>) {
    let graph = cx.graph;
    let holds = |links: &Links, from, to| links.get(&from).is_some_and(|all| all.contains(&to));
    let name = |id: MemberId| place_name(graph, &graph.member(id).place);
    let mut told = BTreeSet::new();
    for edge in graph.edges().iter().filter(|edge| edge.judgement.is_some() && !matches!(edge.judgement, Some(Judgement::Forbidden(_)))) {
        let Some(to) = far_end(graph, edge).filter(|&to| to != edge.from) else { continue };
        if edge.means == Means::Package && !holds(used, edge.from, to) {
            let finding =
                out.report(edge.site.file, edge.site.range, format!("{} asks for {} and uses nothing of it", name(edge.from), name(to)));
            finding.level = Some(Level::Info);
        }
        let named = |on: &DependsOn| matches!(on, DependsOn::Project(_) | DependsOn::Manifest { .. });
        let declares = graph.member(edge.from).package().dependencies.iter().any(|dependency| named(&dependency.on));
        let by_ref = edge.means == Means::Ref && matches!(edge.target, Target::Resource(_));
        if by_ref && declares && !holds(declared, edge.from, to) && told.insert((edge.from, to)) {
            let (file, range) = edge.site.anchor();
            let message = format!("{} uses {}, which is not among its dependencies", name(edge.from), name(to));
            out.report(file, range, message).resource = edge.resource.map(|id| graph.resource(id).unique_id.clone());
        }
    }
}

/// Projects that lead to one another, each circle once.
fn check_circles(cx: &ProjectCx<'_>, links: &Links, out: &mut ProjectSink<'_>) {
    let reach: Links = links.keys().map(|&from| (from, reached(links, from))).collect();
    let leads = |from: &MemberId, to: &MemberId| reach.get(from).is_some_and(|all| all.contains(to));
    for &first in links.keys().filter(|&first| leads(first, first)) {
        let circle: Vec<MemberId> = links.keys().copied().filter(|other| leads(&first, other) && leads(other, &first)).collect();
        if circle.first() != Some(&first) {
            continue;
        }
        let package = cx.graph.member(first).package();
        let names: Vec<String> = circle.iter().map(|&id| place_name(cx.graph, &cx.graph.member(id).place)).collect();
        out.report(package.file, package.name_range, format!("projects lead to one another in a circle: {}", names.join(", ")));
    }
}

/// Every project that one leads to, however far.
fn reached(links: &Links, from: MemberId) -> BTreeSet<MemberId> {
    let mut found = BTreeSet::new();
    let mut open = vec![from];
    while let Some(next) = open.pop() {
        open.extend(links.get(&next).into_iter().flatten().copied().filter(|&to| found.insert(to)));
    }
    found
}
