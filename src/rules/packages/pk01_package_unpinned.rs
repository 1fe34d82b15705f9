use crate::diagnostic::{Level, RuleName};
use crate::rules::project::packages::{Asked, asked_for};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "PK01", name: "packages.unpinned" },
    aliases: &[],
    groups: &["project", "packages"],
    docs: include_str!("../../../rules/PK01.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

/// Names of branches, mostly.
const MOVING: &[&str] = &["main", "master", "head", "develop", "development", "dev", "trunk", "latest"];

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for asked in asked_for(cx) {
        let Some(settings) = cx.settings(asked.file) else { continue };
        let Some(name) = asked.name() else { continue };
        let allowed = settings.rules.pk01.allow.iter().any(|allowed| *allowed == name || name.rsplit('/').next() == Some(allowed));
        if let Some(fault) = fault(&asked).filter(|_| !allowed) {
            out.report(asked.file, asked.entry.range, format!("the package `{name}` {fault}"));
        }
    }
}

fn fault(asked: &Asked) -> Option<String> {
    let said = |key: &str| asked.entry.get(key).filter(|value| !value.is_null());
    if said("package").is_some() {
        return said("version").is_none().then(|| "has no version".to_owned());
    }
    // Tarballs and local folders are what they are.
    said("git").or_else(|| said("private"))?;
    let silenced = said("warn-unpinned").is_some_and(|value| value.to_text().as_deref() == Some("False"));
    match said("revision").and_then(Node::to_text) {
        _ if silenced => None,
        None => Some("has no revision".to_owned()),
        Some(revision) if MOVING.contains(&revision.to_lowercase().as_str()) => Some(format!("is at `{revision}`, which moves")),
        Some(_) => None,
    }
}
