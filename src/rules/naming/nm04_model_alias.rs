use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, differs};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "NM04", name: "naming.model_alias" },
    aliases: &["MO058", "check_model_alias"],
    groups: &["project", "naming"],
    docs: include_str!("../../../rules/NM04.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let options = &model.settings.rules.nm04;
    let alias = model.resource.alias.as_deref().unwrap_or(&model.resource.name);
    if options.require_explicit && model.resource.config.get("alias").is_none() {
        model.report(out, format!("{} does not say its alias", model.shown()));
    } else if let Some(want) = differs(cx, id, options.pattern.as_deref(), alias) {
        model.report(out, format!("the alias `{alias}` of {} is not named like `{want}`", model.shown()));
    }
}
