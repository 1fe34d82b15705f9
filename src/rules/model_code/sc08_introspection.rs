use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SC08", name: "model_code.introspection" },
    aliases: &[],
    groups: &["project", "model_code"],
    docs: include_str!("../../../rules/SC08.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let allowed = &model.settings.rules.sc08.allow_macros;
    for (query, site) in cx.graph.queries_sent(id) {
        let through = site
            .path
            .iter()
            .any(|hop| allowed.iter().any(|name| **name == *hop.name || hop.name.rsplit('.').next() == Some(name.as_str())));
        if !through {
            model.report_at(out, site.anchor(), format!("{} asks the warehouse by {query} while it is compiled", model.shown()));
        }
    }
}
