//! What the boundary rules share: which rule tells of an edge, and in what words.

use crate::config::Access;
use crate::diagnostic::{Label, Level};
use crate::graph::{Edge, Graph, Judgement, Means, Place, Refusal, Target, fill};
use crate::rules::project::{declared, identifier, macro_path, place_details, place_name};
use crate::rules::{ProjectCx, ProjectFinding, ProjectSink};

/// The forbidden edges that the evaluated file reaches by itself, by these means.
pub fn report_direct(cx: &ProjectCx<'_>, means: Means, out: &mut ProjectSink<'_>) {
    for edge in cx.graph.edges().iter().filter(|edge| edge.means == means && edge.site.path.is_empty()) {
        if let Some(Judgement::Forbidden(refusal)) = &edge.judgement {
            let finding = out.report(edge.site.file, edge.site.range, message(cx.graph, edge, refusal));
            explain(cx, edge, refusal, finding);
        }
    }
}

/// The place at the far end.
pub fn owner<'g>(graph: &'g Graph, edge: &'g Edge) -> Option<&'g Place> {
    match &edge.target {
        Target::Resource(id) => Some(&graph.member_of(*id).place),
        Target::Project(id) => Some(&graph.member(*id).place),
        Target::Relation { owner, .. } => Some(owner),
        Target::Unknown => None,
    }
}

/// What is wrong with an edge, in a sentence.
pub fn message(graph: &Graph, edge: &Edge, refusal: &Refusal) -> String {
    let from = place_name(graph, &graph.member(edge.from).place);
    let to = owner(graph, edge).map(|place| place_name(graph, place)).unwrap_or_default();
    let leads = match (&edge.target, edge.means) {
        (Target::Relation { name, .. }, Means::Method | Means::Source) => {
            format!("`{}` leads {from} to `{}`, which belongs to {to}", edge.shown, shortest(name))
        }
        (_, Means::Package | Means::Group) => format!("{} leads {from} into {to}", edge.shown),
        (Target::Relation { name, .. }, _) => format!("{from} reaches `{name}`, which belongs to {to}"),
        _ => format!("`{}` leads {from} into {to}", edge.shown),
    };
    match refusal {
        Refusal::Closed(least) => {
            let have = match &edge.target {
                Target::Resource(id) | Target::Relation { builder: Some(id), .. } => Some(graph.access(*id)),
                _ => None,
            };
            match have {
                Some(have) => format!("{leads}, but it is {}, not {}", word(have), word(*least)),
                None => format!("{leads}, where only what is {} may be read", word(*least)),
            }
        }
        Refusal::Denied(_) | Refusal::Default => leads,
    }
}

const fn word(access: Access) -> &'static str {
    match access {
        Access::Public => "public",
        Access::Protected => "protected",
        Access::Private => "private",
    }
}

/// A name without the parts that were not said.
fn shortest(name: &crate::graph::RelationName) -> String {
    name.to_string().trim_end_matches(".?").to_owned()
}

/// Labels, notes and the resource of an edge's finding.
pub fn explain(cx: &ProjectCx<'_>, edge: &Edge, refusal: &Refusal, finding: &mut ProjectFinding) {
    let graph = cx.graph;
    finding.resource = identifier(graph, edge.resource);
    let from = &graph.member(edge.from).place;
    let Some(to) = owner(graph, edge) else { return };
    if let Target::Resource(id) | Target::Relation { builder: Some(id), .. } = edge.target {
        finding.labels.extend(declared(graph.resource(id)));
    }
    let ends = [from, to].map(|place| place_details(graph, place));
    let policy = graph.policy();
    finding.notes.push(match refusal {
        Refusal::Denied(clause) => match policy.deny.get(*clause).and_then(|clause| clause.message.clone()) {
            Some(message) => message,
            None => format!("the boundary forbids it ({} → {})", ends[0], ends[1]),
        },
        Refusal::Closed(_) => format!("the boundary allows no more than that ({} → {})", ends[0], ends[1]),
        Refusal::Default if to.domain.is_none() => "no domain has that database".to_owned(),
        Refusal::Default => format!("the boundary does not allow it ({} → {})", ends[0], ends[1]),
    });
    if let Some(owner) = policy.domain(to).and_then(|domain| domain.owner.as_ref()) {
        finding.notes.push(format!("owner: {}", fill(owner, &to.captures)));
    }
    if let Some(ended) = policy.expired_for(from, to) {
        finding.notes.push(format!("an exception for this ended on {ended}"));
    }
}

/// The way through macros, as the tail of a message, and the place at its end as a label.
pub fn path_label(edge: &Edge) -> (String, Label) {
    let path = macro_path(&edge.site.path);
    let label = Label { file: edge.site.file, range: edge.site.range, message: "it is written here".to_owned() };
    (path, label)
}

impl crate::config::UnknownEdge {
    /// How much a finding about an edge that cannot be told weighs; nothing where it is not to be reported.
    pub(super) const fn level(self) -> Option<Level> {
        match self {
            Self::Off => None,
            Self::Warn => Some(Level::Warning),
            Self::Error => Some(Level::Error),
        }
    }
}
