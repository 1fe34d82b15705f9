use std::collections::BTreeMap;

use crate::config::Settings;
use crate::dbt::{Resource, ResourceType};
use crate::diagnostic::{Label, RuleName};
use crate::graph::{MemberId, ResourceId};
use crate::rules::project::{Subject, place_of};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "NM16", name: "naming.duplicate_resource" },
    aliases: &[],
    groups: &["project", "naming"],
    docs: include_str!("../../../rules/NM16.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let mut named: BTreeMap<(MemberId, &str, &str), Vec<ResourceId>> = BTreeMap::new();
    let mut across: BTreeMap<(MemberId, &str), Vec<ResourceId>> = BTreeMap::new();
    for id in cx.graph.resources().filter(|&id| is_named(cx.graph.resource(id))) {
        let (member, resource) = (cx.graph.member_id(id), cx.graph.resource(id));
        named.entry((member, &resource.package_name, &resource.name)).or_default().push(id);
        across.entry((member, &resource.name)).or_default().push(id);
    }
    for ids in named.into_values() {
        report(cx, out, ids, |_| true);
    }
    for mut ids in across.into_values() {
        // The project's own name is the one to change; a package's stands first.
        ids.sort_by_key(|&id| cx.graph.is_own(id));
        let packages = |&id: &ResourceId| &cx.graph.resource(id).package_name;
        ids.dedup_by_key(|id| packages(id));
        report(cx, out, ids, |settings| settings.rules.nm16.across_packages);
    }
}

/// Whether a `ref` may mean the resource.
fn is_named(resource: &Resource) -> bool {
    resource.enabled && matches!(resource.resource_type, ResourceType::Model | ResourceType::Seed | ResourceType::Snapshot)
}

/// Reports each but the first, versions of one model aside.
fn report(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>, mut ids: Vec<ResourceId>, asked: impl Fn(&Settings) -> bool) {
    ids.sort_by_key(|&id| (cx.graph.is_own(id), cx.path(id)));
    let Some((&first, others)) = ids.split_first() else { return };
    for &id in others {
        let same = cx.graph.resource(first);
        if cx.graph.resource(id).version != same.version {
            continue;
        }
        let Some(subject) = Subject::written(cx, id).filter(|subject| asked(&subject.settings)) else { continue };
        let kind = same.resource_type.name();
        let whose = if same.package_name == subject.resource.package_name { String::new() } else { format!(" of `{}`", same.package_name) };
        let finding = subject.report(out, format!("{} has the name of a {kind}{whose}", subject.shown()));
        finding.labels.extend(place_of(same).map(|(file, range)| Label { file, range, message: format!("the {kind} `{}`", same.name) }));
    }
}
