use crate::dbt::Resource;
use crate::diagnostic::RuleName;
use crate::rules::project::{coverage, description_fault};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DC10", name: "documentation.model_coverage" },
    aliases: &["MO022", "check_model_documentation_coverage", "fct_documentation_coverage"],
    groups: &["project", "documentation"],
    docs: include_str!("../../../rules/DC10.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let described = |model: &Resource| description_fault(model.description.as_deref(), 1).is_none();
    coverage::check(cx, out, "a description", |settings| (settings.rules.dc10.min, settings.rules.dc10.by), |_, model| described(model));
}
