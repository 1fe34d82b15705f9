use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{described_at, is_live};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV02", name: "governance.public_contract" },
    aliases: &["MO002", "check_model_contract_enforced_for_public_model", "fct_public_models_without_contract"],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV02.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), described_at(resource)) else { return };
    let enforced = resource.config.get("contract").and_then(|contract| contract.get("enforced")).and_then(serde_json::Value::as_bool);
    if resource.access.as_deref() == Some("public") && enforced != Some(true) {
        let message = format!("the public model `{}` has no enforced contract", resource.name);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
