use crate::config::Criteria;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, listed};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DP18", name: "lineage.required_macros" },
    aliases: &["MO028", "check_model_depends_on_macros"],
    groups: &["project", "lineage"],
    docs: include_str!("../../../rules/DP18.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let options = &model.settings.rules.dp18;
    let called: Vec<&str> = cx.graph.macros_reached(id).collect();
    let calls = |wanted: &&String| {
        called
            .iter()
            .any(|have| have == wanted || have.rsplit('.').next() == Some(wanted.as_str()) || wanted.rsplit('.').next() == Some(have))
    };
    let found = options.macros.iter().filter(calls).count();
    let missing: Vec<&String> = options.macros.iter().filter(|wanted| !calls(wanted)).collect();
    let message = match options.criteria {
        _ if options.macros.is_empty() => return,
        Criteria::All if !missing.is_empty() => format!("{} does not call {}", model.shown(), listed(&missing)),
        Criteria::Any if found == 0 => format!("{} calls none of {}", model.shown(), listed(&options.macros)),
        Criteria::One if found != 1 => format!("{} calls {found} of {}, not one", model.shown(), listed(&options.macros)),
        _ => return,
    };
    model.report(out, message);
}
