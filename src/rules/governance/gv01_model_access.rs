use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{described_at, is_live};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV01", name: "governance.model_access" },
    aliases: &["MO001", "check_model_access"],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV01.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), described_at(resource)) else { return };
    let Some(settings) = cx.settings(file) else { return };
    let options = &settings.rules.gv01;
    let have = resource.access.as_deref().unwrap_or("protected");
    if let Some(want) = options.access.as_deref().filter(|&want| want != have) {
        let message = format!("the model `{}` is {have}, not {want}", resource.name);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
