use std::collections::BTreeSet;

use crate::dbt::ResourceType;
use crate::diagnostic::{Level, RuleName};
use crate::graph::{Captures, ResourceId, fill};
use crate::rules::project::{Subject, is_live};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "FD09", name: "boundary.exposure" },
    aliases: &[],
    groups: &["project", "boundary"],
    docs: include_str!("../../../rules/FD09.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    if !cx.graph.is_bounded() {
        return;
    }
    let exposures = cx.graph.resources().filter(|&id| cx.graph.resource(id).resource_type == ResourceType::Exposure);
    for id in exposures.filter(|&id| is_live(cx.graph, id)) {
        check_mixture(cx, id, out);
        check_owner(cx, id, out);
    }
}

/// What one exposure combines: places that share a domain and differ in its captures.
fn check_mixture(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let (graph, policy) = (cx.graph, cx.graph.policy());
    if policy.domain(&graph.member_of(id).place).is_some_and(|domain| domain.multi_country) {
        return;
    }
    let places = graph.parents(id).iter().map(|&parent| &graph.member_of(parent).place);
    let read: BTreeSet<&Captures> = places.map(|place| &place.captures).filter(|captures| !captures.is_empty()).collect();
    let Some(subject) = Subject::described(cx, id).filter(|_| read.len() > 1) else { return };
    let values: Vec<String> = read.iter().map(|captures| captures.values().cloned().collect::<Vec<_>>().join("/")).collect();
    let last = values.last().cloned().unwrap_or_default();
    let names = format!("{} and {last}", values[..values.len() - 1].join(", "));
    subject.report(out, format!("{} combines {names}", subject.shown()));
}

/// The owner's address lies in the same e-mail domain as the owner of the project's domain.
fn check_owner(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let place = &cx.graph.member_of(id).place;
    let wanted = cx.graph.policy().domain(place).and_then(|domain| domain.owner.as_ref()).map(|owner| fill(owner, &place.captures));
    let Some((_, wanted)) = wanted.as_deref().and_then(|owner| owner.split_once('@')).filter(|(name, _)| !name.is_empty()) else { return };
    let entry = cx.graph.resource(id).entry.as_ref();
    let Some(node) = entry.and_then(|entry| entry.get("owner")).and_then(|owner| owner.get("email")) else { return };
    let (Some(subject), Some(email)) = (Subject::described(cx, id), Node::to_text(node)) else { return };
    let have = email.rsplit('@').next().unwrap_or_default();
    if !have.eq_ignore_ascii_case(wanted) {
        let file = cx.graph.resource(id).defined_at.entry.map(|place| place.file);
        let message = format!("the owner of {} is not of `{wanted}`", subject.shown());
        match file {
            Some(file) => subject.report_at(out, (file, node.range), message),
            None => subject.report(out, message),
        };
    }
}
