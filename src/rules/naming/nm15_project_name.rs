use crate::diagnostic::{Level, RuleName};
use crate::graph::fill;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "NM15", name: "naming.project_pattern" },
    aliases: &["ME001", "check_project_name"],
    groups: &["project", "naming"],
    docs: include_str!("../../../rules/NM15.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for member in cx.graph.members() {
        let package = member.package();
        let Some(settings) = cx.settings(package.file) else { continue };
        let domain = cx.graph.policy().domain(&member.place).and_then(|domain| domain.project_name.clone());
        let escaped = member.place.captures.iter().map(|(name, value)| (name.clone(), regex::escape(value))).collect();
        let Some(want) = settings.rules.nm15.pattern.clone().or(domain).map(|pattern| fill(&pattern, &escaped)) else { continue };
        if cx.full_match(&want, &package.name) == Some(false) {
            let message = format!("the project `{}` is not named like `{want}`", package.name);
            out.report(package.file, package.name_range, message).resource = Some(format!("project.{}", package.name));
        }
    }
}
