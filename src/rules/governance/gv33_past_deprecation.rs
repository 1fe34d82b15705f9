use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{date_of, described_at, is_live, text_of};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV33", name: "governance.past_deprecation" },
    aliases: &[],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV33.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), described_at(resource)) else { return };
    let Some(settings) = cx.settings(file) else { return };
    let options = &settings.rules.gv33;
    let Some(date) = text_of(resource, "deprecation_date").and_then(|text| date_of(&text)) else { return };
    let past = (cx.graph.policy().today - date).get_days();
    if i64::from(past) > i64::from(options.grace_days) {
        let message = format!("the model `{}` should be gone since {date}", resource.name);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
