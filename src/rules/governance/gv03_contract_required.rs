use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{described_at, is_live};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV03", name: "governance.contract" },
    aliases: &["check-model-has-contract", "MO005", "check_model_has_contracts_enforced"],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV03.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), described_at(resource)) else { return };
    let enforced = resource.config.get("contract").and_then(|contract| contract.get("enforced")).and_then(serde_json::Value::as_bool);
    if enforced != Some(true) && !resource.is_python() {
        let message = format!("the model `{}` has no enforced contract", resource.name);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
