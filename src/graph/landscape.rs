//! The workspace from far above: its projects, whose they are, and how often one reaches another.

use rustc_hash::FxHashMap;

use super::boundary::{Judgement, Place};
use super::edges::{Edge, Means, Target};
use super::pattern::fill;
use super::workspace::Graph;

/// A project or shared package of the workspace, or whoever owns a database that one of them reaches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceSummary {
    pub name: String,
    /// From the workspace's root, with `/`; nothing for what is no member of the workspace.
    pub folder: Option<String>,
    pub domain: Option<String>,
    pub owner: Option<String>,
    /// A package that others install.
    pub shared: bool,
}

/// What the policy says of a crossing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    Permitted,
    /// What is reached cannot be told.
    Unknown,
    Forbidden,
}

/// All edges of one kind between two places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crossing {
    /// By their place among the places.
    pub from: usize,
    /// Nothing where it cannot be told.
    pub to: Option<usize>,
    pub means: Means,
    pub standing: Standing,
    pub edges: usize,
}

impl Graph {
    /// The members, in their order, then whoever else is reached; and the crossings between them, sorted.
    #[must_use]
    pub fn landscape(&self) -> (Vec<PlaceSummary>, Vec<Crossing>) {
        let mut places: Vec<PlaceSummary> =
            self.members().iter().map(|member| PlaceSummary { shared: member.shared, ..self.summary(&member.place) }).collect();
        let mut crossings: FxHashMap<(usize, Option<usize>, Means, Standing), usize> = FxHashMap::default();
        for edge in self.edges() {
            let from = edge.from.0 as usize;
            let Some(to) = self.far_end(edge, &mut places) else { continue };
            if to != Some(from) {
                *crossings.entry((from, to, edge.means, standing(edge))).or_default() += 1;
            }
        }
        let mut crossings: Vec<Crossing> =
            crossings.into_iter().map(|((from, to, means, standing), edges)| Crossing { from, to, means, standing, edges }).collect();
        crossings.sort_by_key(|crossing| (crossing.from, crossing.to, crossing.means, crossing.standing));
        (places, crossings)
    }

    /// The place an edge leads to, nothing in it where that cannot be told; nothing for an edge that stays at home or leads out of sight of
    /// the workspace's policy.
    fn far_end(&self, edge: &Edge, places: &mut Vec<PlaceSummary>) -> Option<Option<usize>> {
        if edge.judgement == Some(Judgement::Own) {
            return None;
        }
        let place = match &edge.target {
            Target::Unknown => return Some(None),
            Target::Resource(id) => return Some(Some(self.member_id(*id).0 as usize)),
            Target::Project(id) => return Some(Some(id.0 as usize)),
            Target::Relation { builder: Some(id), .. } => return Some(Some(self.member_id(*id).0 as usize)),
            Target::Relation { owner, .. } => owner,
        };
        if let Some(at) = self.members().iter().position(|member| member.place.project.is_some() && member.place == *place) {
            return Some(Some(at));
        }
        if place.project.is_none() && place.domain.is_none() {
            return None;
        }
        let summary = self.summary(place);
        let at = places.iter().position(|known| known.name == summary.name && known.domain == summary.domain);
        Some(Some(at.unwrap_or_else(|| {
            places.push(PlaceSummary { folder: None, ..summary });
            places.len() - 1
        })))
    }

    fn summary(&self, place: &Place) -> PlaceSummary {
        let domain = self.policy().domain(place);
        let filled = |text: &String| fill(text, &place.captures);
        let named = domain.map(|domain| domain.project_name.as_ref().map_or_else(|| domain.name.clone(), filled));
        PlaceSummary {
            name: place.project.clone().or(named).unwrap_or_default(),
            folder: place.folder.clone(),
            domain: domain.map(|domain| domain.name.clone()),
            owner: domain.and_then(|domain| domain.owner.as_ref()).map(filled),
            shared: false,
        }
    }
}

const fn standing(edge: &Edge) -> Standing {
    match (&edge.target, &edge.judgement) {
        (Target::Unknown, _) => Standing::Unknown,
        (_, Some(Judgement::Forbidden(_))) => Standing::Forbidden,
        _ => Standing::Permitted,
    }
}
