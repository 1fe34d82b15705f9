use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, declared, folder_of};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "PL03", name: "placement.properties_folder" },
    aliases: &["MO023", "check_model_documented_in_same_directory"],
    groups: &["project", "placement"],
    docs: include_str!("../../../rules/PL03.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    match model.resource.described_in.as_deref() {
        Some(file) if folder_of(file) != folder_of(&model.resource.path) => {
            let finding = model.report(out, format!("the properties of {} stand in another folder, in `{file}`", model.shown()));
            finding.labels.extend(declared(model.resource));
        }
        None if model.settings.rules.pl03.required => {
            model.report(out, format!("no properties file describes {}", model.shown()));
        }
        _ => {}
    }
}
