//! The graph as text: for Graphviz, for Mermaid, and as JSON with everything that is known of each edge.
//!
//! Drawings show projects, in boxes for their domains, and one arrow for each pair of them; a border that is crossed is red. What a project
//! reads of itself is not drawn. The order depends on nothing but what is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::boundary::Judgement;
use super::edges::{Edge, Target};
use super::landscape::{PlaceSummary, Standing};
use super::members::Member;
use super::pattern::fill;
use super::workspace::Graph;
use crate::text::{FileId, Files};

/// Everything between the same two places, in one arrow.
struct Bundle {
    means: BTreeSet<&'static str>,
    edges: usize,
    /// The worst of it.
    standing: Standing,
}

/// All edges between two places.
#[derive(Debug)]
struct Arrow {
    from: usize,
    /// Nothing where it cannot be told.
    to: Option<usize>,
    label: String,
    /// What the policy says of the worst.
    standing: Standing,
}

const RED: &str = "#d62728";

/// What stands for a far end that nobody knows.
const NOBODY: &str = "?";

impl Graph {
    /// For Graphviz.
    #[must_use]
    pub fn dot(&self) -> String {
        let (places, arrows) = self.arrows();
        let mut out = "digraph workspace {\n  rankdir=LR;\n  node [shape=box];\n".to_owned();
        for (at, (domain, inside)) in boxes(&places).into_iter().enumerate() {
            let _ = writeln!(out, "  subgraph cluster_{at} {{\n    label={};", quoted(&domain));
            for place in inside {
                let _ = writeln!(out, "    {};", quoted(&places[place].name));
            }
            out.push_str("  }\n");
        }
        for Arrow { from, to, label, standing } in arrows {
            let style = match standing {
                Standing::Permitted => String::new(),
                Standing::Unknown => ", style=dashed".to_owned(),
                Standing::Forbidden => format!(", color=\"{RED}\", fontcolor=\"{RED}\""),
            };
            let to = to.map_or(NOBODY, |to| &places[to].name);
            let _ = writeln!(out, "  {} -> {} [label={}{style}];", quoted(&places[from].name), quoted(to), quoted(&label));
        }
        out.push_str("}\n");
        out
    }

    /// For Mermaid.
    #[must_use]
    pub fn mermaid(&self) -> String {
        let (places, arrows) = self.arrows();
        let mut out = "flowchart LR\n".to_owned();
        for (at, (domain, inside)) in boxes(&places).into_iter().enumerate() {
            let _ = writeln!(out, "  subgraph d{at}[\"{}\"]", escaped(&domain));
            for place in inside {
                let _ = writeln!(out, "    p{place}[\"{}\"]", escaped(&places[place].name));
            }
            out.push_str("  end\n");
        }
        if arrows.iter().any(|arrow| arrow.to.is_none()) {
            let _ = writeln!(out, "  nobody[\"{NOBODY}\"]");
        }
        let mut red = Vec::new();
        for (at, Arrow { from, to, label, standing }) in arrows.into_iter().enumerate() {
            let line = if standing == Standing::Unknown { "-.->" } else { "-->" };
            let to = to.map_or_else(|| "nobody".to_owned(), |to| format!("p{to}"));
            let _ = writeln!(out, "  p{from} {line}|\"{}\"| {to}", escaped(&label));
            if standing == Standing::Forbidden {
                red.push(at.to_string());
            }
        }
        if !red.is_empty() {
            let _ = writeln!(out, "  linkStyle {} stroke:{RED},color:{RED}", red.join(","));
        }
        out
    }

    /// Everything: projects, resources with what they read, and each edge with its place and the macros on its way.
    #[must_use]
    pub fn json(&self, files: &Files) -> Value {
        let path = |file: FileId| files.get(file).path.to_string_lossy().replace('\\', "/");
        let project = |member: &Member| {
            let domain = self.policy().domain(&member.place).map(|domain| domain.name.as_str());
            json!({
                "name": member.name(), "folder": member.folder(), "shared": member.shared, "domain": domain,
                "captures": member.place.captures,
            })
        };
        let resource = |id| {
            let resource = self.resource(id);
            let read = self.parents(id).iter().map(|&parent| self.resource(parent).unique_id.as_str());
            json!({"id": resource.unique_id, "project": self.member_of(id).name(), "reads": read.collect::<BTreeSet<_>>()})
        };
        let own = self.resources().filter(|&id| self.is_own(id) && self.resource(id).enabled);
        let mut resources: Vec<Value> = own.map(resource).collect();
        resources.sort_by_cached_key(|value| value["id"].as_str().unwrap_or_default().to_owned());
        let edge = |edge: &Edge| {
            let at = files.get(edge.site.file).line_column(edge.site.range.start());
            let hop =
                |hop: &super::Hop| json!({"macro": &*hop.name, "file": path(hop.file), "start": hop.range.start(), "end": hop.range.end()});
            let (judgement, target) = (judged(edge), self.target_name(edge));
            json!({
                "from": self.member(edge.from).name(), "to": self.end_name(edge), "means": edge.means.name(), "named": edge.shown,
                "target": target, "resource": edge.resource.map(|id| self.resource(id).unique_id.as_str()),
                "file": path(edge.site.file), "line": at.line, "start": edge.site.range.start(), "end": edge.site.range.end(),
                "through": edge.site.path.iter().map(hop).collect::<Vec<_>>(), "judgement": judgement,
            })
        };
        let mut edges: Vec<(String, Value)> = self.edges().iter().map(edge).map(|value| (value.to_string(), value)).collect();
        edges.sort_by_cached_key(|(text, value)| {
            (value["from"].to_string(), value["file"].to_string(), value["start"].as_u64(), text.clone())
        });
        edges.dedup_by(|left, right| left.0 == right.0);
        json!({
            "projects": self.members().iter().map(project).collect::<Vec<_>>(),
            "resources": resources,
            "edges": edges.into_iter().map(|(_, value)| value).collect::<Vec<_>>(),
        })
    }

    /// The places, and one arrow for each two between which anything lies.
    fn arrows(&self) -> (Vec<PlaceSummary>, Vec<Arrow>) {
        let (places, crossings) = self.landscape();
        let mut between: BTreeMap<(usize, Option<usize>), Bundle> = BTreeMap::new();
        for crossing in crossings {
            let bundle = between.entry((crossing.from, crossing.to)).or_insert(Bundle {
                means: BTreeSet::new(),
                edges: 0,
                standing: Standing::Permitted,
            });
            bundle.means.insert(crossing.means.name());
            bundle.edges += crossing.edges;
            bundle.standing = bundle.standing.max(crossing.standing);
        }
        let arrow = |((from, to), bundle): (_, Bundle)| {
            let means = bundle.means.into_iter().collect::<Vec<_>>().join(", ");
            Arrow { from, to, label: format!("{means} ({})", bundle.edges), standing: bundle.standing }
        };
        (places, between.into_iter().map(arrow).collect())
    }

    /// The project at the far end, or what its database tells of it.
    fn end_name(&self, edge: &Edge) -> String {
        let named = match &edge.target {
            Target::Resource(id) => Some(self.member_of(*id).name().to_owned()),
            Target::Project(id) => Some(self.member(*id).name().to_owned()),
            Target::Relation { owner, name, .. } => {
                let domain = || {
                    let domain = self.policy().domain(owner)?;
                    Some(domain.project_name.as_ref().map_or_else(|| domain.name.clone(), |name| fill(name, &owner.captures)))
                };
                owner.project.clone().or_else(domain).or_else(|| name.database().map(str::to_owned))
            }
            Target::Unknown => None,
        };
        named.unwrap_or_else(|| NOBODY.to_owned())
    }

    fn target_name(&self, edge: &Edge) -> Option<String> {
        match &edge.target {
            Target::Resource(id) => Some(self.resource(*id).unique_id.clone()),
            Target::Relation { name, .. } => Some(name.to_string()),
            Target::Project(_) | Target::Unknown => None,
        }
    }
}

/// The places by domain, in the order of names; those without one last.
fn boxes(places: &[PlaceSummary]) -> Vec<(String, Vec<usize>)> {
    let mut boxes: BTreeMap<(bool, String), Vec<usize>> = BTreeMap::new();
    for (at, place) in places.iter().enumerate() {
        let other = if place.shared { "shared packages" } else { "projects" };
        boxes.entry((place.domain.is_none(), place.domain.clone().unwrap_or_else(|| other.to_owned()))).or_default().push(at);
    }
    boxes.into_iter().map(|((_, domain), places)| (domain, places)).collect()
}

const fn judged(edge: &Edge) -> &'static str {
    match &edge.judgement {
        Some(Judgement::Own) => "own",
        Some(Judgement::Permitted) => "permitted",
        Some(Judgement::Forbidden(_)) => "forbidden",
        None if matches!(edge.target, Target::Unknown) => "unknown",
        None => "not judged",
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn escaped(text: &str) -> String {
    text.replace('"', "#quot;")
}
