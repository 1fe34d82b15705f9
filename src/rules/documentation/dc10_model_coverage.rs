use crate::diagnostic::RuleName;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::rules::project::description_fault;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DC10", name: "documentation.model_coverage" },
    aliases: &[],
    groups: &["project", "documentation"],
    docs: include_str!("../../../rules/DC10.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (member, file, range) in cx.projects() {
        let Some(settings) = cx.settings(file) else { continue };
        let want = settings.rules.dc10.min;
        let models: Vec<_> = cx.models(member).collect();
        let described = models.iter().filter(|model| description_fault(model.description.as_deref(), 1).is_none()).count();
        if described * 100 < models.len() * want as usize {
            let message = format!("{described} of {} models have a description, fewer than {want} %", models.len());
            out.report(file, range, message);
        }
    }
}
