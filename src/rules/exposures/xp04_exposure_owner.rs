use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{described_at, is_live};
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "XP04", name: "exposures.owner" },
    aliases: &["EX006", "check_exposure_has_owner"],
    groups: &["project", "exposures"],
    docs: include_str!("../../../rules/XP04.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::EXPOSURE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), described_at(resource)) else { return };
    let Some(settings) = cx.settings(file) else { return };
    let options = &settings.rules.xp04;
    let owner = resource.entry.as_ref().and_then(|entry| entry.get("owner"));
    let has = |field: &str| owner.and_then(|owner| owner.get(field)).and_then(Node::to_text).is_some_and(|text| !text.trim().is_empty());
    let missing: Vec<String> = options.fields.iter().filter(|field| !has(field)).map(|field| format!("`{field}`")).collect();
    if !missing.is_empty() {
        let message = format!("the owner of the exposure `{}` lacks {}", resource.name, missing.join(", "));
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
