use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{described_at, is_live};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DC03", name: "documentation.model_example" },
    aliases: &["has_example_sql"],
    groups: &["project", "documentation"],
    docs: include_str!("../../../rules/DC03.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), described_at(resource)) else { return };
    let text = resource.description.as_deref().unwrap_or_default();
    if !["```sql", "~~~sql"].iter().any(|fence| text.to_lowercase().contains(fence)) {
        let message = format!("the description of the model `{}` shows no query", resource.name);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
