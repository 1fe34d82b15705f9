use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, listed};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "PL04", name: "placement.permitted_folders" },
    aliases: &["MO024", "check_model_directories"],
    groups: &["project", "placement"],
    docs: include_str!("../../../rules/PL04.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let options = &model.settings.rules.pl04;
    let Some(below) = model.resource.path.strip_prefix(options.path.trim_end_matches('/')).and_then(|rest| rest.strip_prefix('/')) else {
        return;
    };
    let folder = below.split_once('/').map_or("", |(folder, _)| folder);
    if !options.permitted.is_empty() && !options.permitted.iter().any(|permitted| permitted == folder) {
        let where_it_lies = if folder.is_empty() { format!("directly in `{}`", options.path) } else { format!("in the folder `{folder}`") };
        model.report(out, format!("{} lies {where_it_lies}; permitted is {}", model.shown(), listed(&options.permitted)));
    }
}
