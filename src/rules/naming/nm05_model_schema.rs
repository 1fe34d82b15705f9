use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, differs};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "NM05", name: "naming.model_schema" },
    aliases: &["MO027", "check_model_schema_name"],
    groups: &["project", "naming"],
    docs: include_str!("../../../rules/NM05.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let options = &model.settings.rules.nm05;
    let schema = match options.target.as_deref() {
        Some(target) => cx.in_target(id, target).and_then(|there| there.schema),
        None => model.resource.schema.clone(),
    };
    let Some(schema) = schema else { return };
    if let Some(want) = differs(cx, id, options.pattern.as_deref(), &schema) {
        let when = options.target.as_ref().map_or(String::new(), |target| format!(", in the target `{target}`,"));
        model.report(out, format!("the schema `{schema}` of {}{when} is not named like `{want}`", model.shown()));
    }
}
