use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::config::Layer;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, listed};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "PL05", name: "placement.layer_folder" },
    aliases: &["fct_model_directories"],
    groups: &["project", "placement"],
    docs: include_str!("../../../rules/PL05.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let Some((named, folder)) = cx.layers_of_name_and_folder(id) else { return };
    let name = |layer: &Option<Layer>| layer.as_ref().map(|layer| layer.name.clone());
    if let Some(layer) = named.as_ref().filter(|layer| !layer.paths.is_empty() && Some(&layer.name) != name(&folder).as_ref()) {
        let lies = name(&folder).map_or_else(|| "in no layer".to_owned(), |folder| format!("in the layer `{folder}`"));
        let message = format!("{} is named for the layer `{}`, and lies {lies}: {}", model.shown(), layer.name, listed(&layer.paths));
        model.report(out, message);
        return;
    }
    let layer = name(&named).or_else(|| name(&folder)).unwrap_or_default();
    if !model.settings.rules.pl05.by_source.contains(&layer) {
        return;
    }
    let folders: Vec<&str> = model.resource.path.rsplit_once('/').map_or("", |(folders, _)| folders).split('/').collect();
    let elsewhere: Vec<String> =
        sources(cx, id).into_iter().filter(|source| !folders.iter().any(|folder| folder.contains(source.as_str()))).collect();
    if !elsewhere.is_empty() {
        model.report(out, format!("{} reads the source {}, and lies in no folder of that name", model.shown(), listed(&elsewhere)));
    }
}

/// The sources that a model reads, itself or through other models.
fn sources(cx: &ProjectCx<'_>, id: ResourceId) -> BTreeSet<String> {
    let mut seen: FxHashSet<ResourceId> = FxHashSet::default();
    let mut open = vec![id];
    let mut found = BTreeSet::new();
    while let Some(next) = open.pop() {
        for &parent in cx.graph.parents(next).iter().filter(|&&parent| seen.insert(parent)) {
            match &cx.graph.resource(parent).source_name {
                Some(source) => {
                    found.insert(source.clone());
                }
                None => open.push(parent),
            }
        }
    }
    found
}
