use std::collections::BTreeMap;

use crate::config::Layer;
use crate::diagnostic::RuleName;
use crate::graph::{MemberId, ResourceId};
use crate::rules::project::{Subject, declared, is_live, kind_of, place_of};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DP20", name: "lineage.duplicate_concept" },
    aliases: &[],
    groups: &["project", "lineage"],
    docs: include_str!("../../../rules/DP20.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let mut concepts: BTreeMap<(MemberId, String, String), Vec<ResourceId>> = BTreeMap::new();
    for id in cx.graph.resources().filter(|&id| is_live(cx.graph, id) && kind_of(cx.graph.resource(id)) == ResourceKinds::MODEL) {
        let Some(layer) = cx.layer(id) else { continue };
        let Some(settings) = place_of(cx.graph.resource(id)).and_then(|(file, _)| cx.settings(file)) else { continue };
        let options = &settings.rules.dp20;
        if !options.layers.is_empty() && !options.layers.contains(&layer.name) {
            continue;
        }
        let Some(concept) = concept(cx, &cx.graph.resource(id).name, &layer, options.key.as_deref()) else { continue };
        concepts.entry((cx.graph.member_id(id), layer.name, concept)).or_default().push(id);
    }
    for ((_, layer, concept), mut ids) in concepts {
        // Versions of a model are one model.
        ids.sort_by_key(|&id| (cx.path(id), &cx.graph.resource(id).name));
        ids.dedup_by_key(|id| &cx.graph.resource(*id).name);
        for (at, &id) in ids.iter().enumerate().skip(1) {
            // What reads another one, or is read by it, goes on with it.
            let together = |other: &ResourceId| cx.graph.parents(id).contains(other) || cx.graph.children(id).contains(other);
            if ids[..at].iter().all(together) {
                continue;
            }
            let Some(model) = Subject::written(cx, id) else { continue };
            let finding = model.report(out, format!("{} models `{concept}`, which the layer `{layer}` has already", model.shown()));
            finding.labels.extend(declared(cx.graph.resource(ids[0])));
        }
    }
}

/// What a model's name says it is about: the name without the layer's prefix, in the singular, or what the key takes out of it.
fn concept(cx: &ProjectCx<'_>, name: &str, layer: &Layer, key: Option<&str>) -> Option<String> {
    let concept = if let Some(key) = key {
        name[cx.find(key, name)?].to_owned()
    } else {
        let prefix = layer.prefixes.iter().filter(|prefix| name.starts_with(prefix.as_str())).map(String::len).max().unwrap_or(0);
        name[prefix..].trim_matches('_').to_owned()
    };
    let singular = concept.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let singular = singular.or_else(|| concept.strip_suffix('s').filter(|stem| !stem.ends_with(['s', 'u', 'i'])).map(str::to_owned));
    Some(singular.unwrap_or(concept)).filter(|concept| !concept.is_empty())
}
