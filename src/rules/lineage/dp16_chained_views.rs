use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, counted};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DP16", name: "lineage.chained_views" },
    aliases: &["MO033", "check_model_max_chained_views", "fct_chained_views_dependencies"],
    groups: &["project", "lineage"],
    docs: include_str!("../../../rules/DP16.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let mut known: Option<(Vec<String>, Chains)> = None;
    for id in cx.graph.resources().filter(|&id| cx.graph.resource(id).resource_type == ResourceType::Model) {
        let Some(model) = Subject::written(cx, id) else { continue };
        let options = &model.settings.rules.dp16;
        // Projects mostly share one list, so that chains are worked out once.
        let (_, chains) = match &mut known {
            Some(known) if known.0 == options.materializations => known,
            _ => known.insert((options.materializations.clone(), Chains::default())),
        };
        let chain = chains.above(cx, id, &options.materializations);
        if chain.len() > options.max as usize {
            let names: Vec<&str> = chain.iter().rev().map(|&id| cx.graph.resource(id).name.as_str()).collect();
            let count = counted(chain.len(), "model");
            let message = format!("{} stands on a chain of {count} that are not materialized, more than {}", model.shown(), options.max);
            model.report(out, message).notes.push(format!("the chain: {}", names.join(" → ")));
        }
    }
}

/// The longest chain above each resource that was asked about: its length, and the first model of it.
#[derive(Default)]
struct Chains {
    known: FxHashMap<ResourceId, (usize, Option<ResourceId>)>,
}

impl Chains {
    /// The models of the longest chain above one, nearest first.
    fn above(&mut self, cx: &ProjectCx<'_>, id: ResourceId, materializations: &[String]) -> Vec<ResourceId> {
        self.visit(cx, id, materializations);
        std::iter::successors(self.first(id), |&next| self.first(next)).take(self.known[&id].0).collect()
    }

    fn first(&self, id: ResourceId) -> Option<ResourceId> {
        self.known.get(&id).and_then(|(_, first)| *first)
    }

    /// Parents first, each once. A circle ends where it began: what is being visited counts nothing yet.
    fn visit(&mut self, cx: &ProjectCx<'_>, id: ResourceId, materializations: &[String]) {
        let counts = |id: &ResourceId| {
            let resource = cx.graph.resource(*id);
            resource.resource_type == ResourceType::Model
                && resource.materialized.as_ref().is_some_and(|have| materializations.contains(have))
        };
        let mut stack = vec![(id, false)];
        while let Some((id, done)) = stack.pop() {
            let parents = cx.graph.parents(id).iter().copied().filter(counts);
            if done {
                let longest = parents.map(|parent| (self.known.get(&parent).map_or(0, |known| known.0) + 1, parent)).max();
                self.known.insert(id, longest.map_or((0, None), |(length, parent)| (length, Some(parent))));
            } else if let Entry::Vacant(place) = self.known.entry(id) {
                place.insert((0, None));
                stack.push((id, true));
                stack.extend(parents.map(|parent| (parent, false)));
            }
        }
    }
}
