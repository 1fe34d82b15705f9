//! Shares: how many of a project's models have what they should.

use std::collections::BTreeMap;

use super::ProjectSink;
use crate::config::{CoverageBy, Settings};
use crate::dbt::Resource;
use crate::graph::{Graph, MemberId, ResourceId};
use crate::rules::ProjectCx;

/// The models of a project itself, disabled ones left out.
pub fn models_of(graph: &Graph, member: MemberId) -> impl Iterator<Item = ResourceId> + use<'_> {
    let model = |&id: &ResourceId| super::kind_of(graph.resource(id)) == crate::rules::ResourceKinds::MODEL && super::is_live(graph, id);
    graph.resources().filter(move |&id| graph.member_id(id) == member).filter(model)
}

/// Reports each project, or each part of one, of whose models fewer than so many percent have what `has` asks. `what` says what they have:
/// "a test"; `policy` how many, and over what it is counted.
pub fn check(
    cx: &ProjectCx<'_>,
    out: &mut ProjectSink<'_>,
    what: &str,
    policy: impl Fn(&Settings) -> (u32, CoverageBy),
    has: impl Fn(ResourceId, &Resource) -> bool,
) {
    count(cx, out, &format!("models have {what}"), policy, |id, model| (usize::from(has(id, model)), 1));
}

/// The same where each model brings several things to count: how many have it, and how many there are. `what` says both: "columns have a
/// description".
pub fn count(
    cx: &ProjectCx<'_>,
    out: &mut ProjectSink<'_>,
    what: &str,
    policy: impl Fn(&Settings) -> (u32, CoverageBy),
    shares: impl Fn(ResourceId, &Resource) -> (usize, usize),
) {
    for (member, file, range) in cx.projects() {
        let Some(settings) = cx.settings(file) else { continue };
        let (want, by) = policy(&settings);
        let mut parts: BTreeMap<Option<String>, (usize, usize)> = BTreeMap::new();
        for id in models_of(cx.graph, member) {
            let Some(part) = part_of(cx, id, by) else { continue };
            let (having, all) = shares(id, cx.graph.resource(id));
            let sum = parts.entry(part).or_default();
            *sum = (sum.0 + having, sum.1 + all);
        }
        for (part, (having, all)) in parts {
            if having * 100 < all * want as usize {
                let within = part.map_or(String::new(), |part| format!(" in {part}"));
                let message = format!("{having} of {all} {what}{within}, fewer than {want} %");
                out.report(file, range, message).resource = Some(format!("project.{}", cx.graph.member(member).name()));
            }
        }
    }
}

/// The part of the project that a model is counted in; nothing where it is counted in none.
fn part_of(cx: &ProjectCx<'_>, id: ResourceId, by: CoverageBy) -> Option<Option<String>> {
    let resource = cx.graph.resource(id);
    match by {
        CoverageBy::Project => Some(None),
        CoverageBy::Layer => Some(Some(format!("the layer `{}`", cx.layer(id)?.name))),
        CoverageBy::Group => Some(Some(format!("the group `{}`", resource.group.as_ref()?))),
        CoverageBy::Folder => Some(Some(format!("`{}`", resource.path.rsplit_once('/').map_or("", |(folder, _)| folder)))),
    }
}
