use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "PL02", name: "placement.properties_file_name" },
    aliases: &["MO026", "check_model_property_file_location"],
    groups: &["project", "placement"],
    docs: include_str!("../../../rules/PL02.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let options = &model.settings.rules.pl02;
    let path = model.resource.path.as_str();
    let Some(want) = options.file_of(path, &model.resource.name) else { return };
    match model.resource.described_in.as_deref() {
        None => {
            model.report(out, format!("no properties file describes {}; it would be `{want}`", model.shown()));
        }
        Some(have) if have.rsplit('/').next() != Some(want.as_str()) => {
            model.report(out, format!("the properties of {} stand in `{have}`, not in `{want}`", model.shown()));
        }
        Some(_) => {}
    }
}
