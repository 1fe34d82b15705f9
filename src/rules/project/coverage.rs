//! Shares: how many models of a project have what they should.

use super::ProjectSink;
use crate::dbt::Resource;
use crate::graph::{Graph, MemberId, ResourceId};
use crate::rules::ProjectCx;

/// The models of a project itself, disabled ones left out.
pub fn models_of(graph: &Graph, member: MemberId) -> impl Iterator<Item = ResourceId> + use<'_> {
    let model = |&id: &ResourceId| super::kind_of(graph.resource(id)) == crate::rules::ResourceKinds::MODEL && super::is_live(graph, id);
    graph.resources().filter(move |&id| graph.member_id(id) == member).filter(model)
}

/// Reports each project of whose models fewer than `least` percent have what `has` asks. `what` says what they have: "a test".
pub fn check(
    cx: &ProjectCx<'_>,
    out: &mut ProjectSink<'_>,
    what: &str,
    least: impl Fn(&crate::config::Settings) -> u32,
    has: impl Fn(ResourceId, &Resource) -> bool,
) {
    for (member, file, range) in cx.projects() {
        let Some(settings) = cx.settings(file) else { continue };
        let want = least(&settings);
        let models: Vec<ResourceId> = models_of(cx.graph, member).collect();
        let having = models.iter().filter(|&&id| has(id, cx.graph.resource(id))).count();
        if having * 100 < models.len() * want as usize {
            let message = format!("{having} of {} models have {what}, fewer than {want} %", models.len());
            out.report(file, range, message).resource = Some(format!("project.{}", cx.graph.member(member).name()));
        }
    }
}
