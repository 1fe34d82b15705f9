use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::dbt::{Resource, ResourceType};
use crate::diagnostic::{Label, RuleName};
use crate::graph::ResourceId;
use crate::rules::project::{Subject, is_live, place_of, shown};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "NM17", name: "naming.relation_collision" },
    aliases: &[],
    groups: &["project", "naming"],
    docs: include_str!("../../../rules/NM17.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let mut told: FxHashSet<(ResourceId, ResourceId)> = FxHashSet::default();
    for target in std::iter::once(None).chain(targets(cx).iter().map(|target| Some(target.as_str()))) {
        let mut built: BTreeMap<String, Vec<ResourceId>> = BTreeMap::new();
        for id in cx.graph.resources().filter(|&id| is_live(cx.graph, id) && builds(cx.graph.resource(id))) {
            if let Some(relation) = relation(cx, id, target) {
                built.entry(relation.to_lowercase()).or_default().push(id);
            }
        }
        for (relation, mut ids) in built {
            ids.sort_by_key(|&id| cx.path(id));
            let Some((&first, others)) = ids.split_first() else { continue };
            for &id in others.iter().filter(|&&id| told.insert((first, id))) {
                let Some(subject) = Subject::written(cx, id) else { continue };
                let other = cx.graph.resource(first);
                let when = target.map_or(String::new(), |target| format!(" in the target `{target}`"));
                let message = format!("{} builds `{relation}`{when}, as {} does", subject.shown(), shown(other));
                let finding = subject.report(out, message);
                finding.labels.extend(place_of(other).map(|(file, range)| Label { file, range, message: "the other one".to_owned() }));
            }
        }
    }
}

/// Whether a table or view of its own comes of it.
fn builds(resource: &Resource) -> bool {
    matches!(resource.resource_type, ResourceType::Model | ResourceType::Seed | ResourceType::Snapshot)
        && resource.materialized.as_deref() != Some("ephemeral")
}

fn relation(cx: &ProjectCx<'_>, id: ResourceId, target: Option<&str>) -> Option<String> {
    match target {
        None => cx.graph.relation_of(id).map(|relation| relation.to_string()),
        Some(target) => {
            let there = cx.in_target(id, target)?;
            let name = there.alias.as_ref().unwrap_or(&there.name);
            Some(format!("{}.{}.{name}", there.database.as_ref()?, there.schema.as_ref()?))
        }
    }
}

/// The further targets that any project's settings name.
fn targets(cx: &ProjectCx<'_>) -> Vec<String> {
    let named = cx.projects().filter_map(|(_, file, _)| cx.settings(file)).flat_map(|settings| settings.rules.nm17.targets.clone());
    let mut targets: Vec<String> = named.collect();
    targets.sort();
    targets.dedup();
    targets
}
