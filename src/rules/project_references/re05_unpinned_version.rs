use crate::diagnostic::{Applicability, RuleName};
use crate::graph::Site;
use crate::rules::project::{declared, identifier, reported_at};
use crate::rules::{Change, Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::{FileId, TextEdit, TextRange};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RE05", name: "references.unpinned_version" },
    aliases: &["MO047", "check_model_version_pinned_in_ref"],
    groups: &["project", "references"],
    docs: include_str!("../../../rules/RE05.md"),
    default: None,
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Spacing),
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (member, file, fact) in cx.graph.refs().filter(|(_, _, fact)| fact.version.is_none()) {
        let Some(id) = cx.graph.resolve_ref(member, fact) else { continue };
        let target = cx.graph.resource(id);
        if target.version.is_none() {
            continue;
        }
        let (at, range) = reported_at(cx.graph, &fact.site);
        let within = cx.settings(at).is_some_and(|settings| settings.rules.re05.allow_within_project);
        if within && cx.graph.is_inside(member, id) {
            continue;
        }
        let finding = out.report(at, range, format!("`{}` names no version, though `{}` has some", fact.shown(), target.name));
        finding.resource = identifier(cx.graph, cx.graph.resource_at(file, &fact.site));
        finding.notes.extend(target.latest_version.as_ref().map(|version| format!("the latest is `v={version}`")));
        finding.labels.extend(declared(target));
        let latest = target.latest_version.as_ref().filter(|latest| target.version.as_ref() == Some(*latest));
        if let Some(version) = latest {
            finding.safe_fix(format!("Pin the version to {version}"), pinned(cx, &fact.site, version));
        }
    }
}

/// The version as the last argument of a call that is written out where it stands.
fn pinned(cx: &ProjectCx<'_>, site: &Site, version: &str) -> Option<(FileId, TextEdit)> {
    let source = cx.files.get(site.file);
    let inside = source.slice(site.range).strip_prefix("ref")?.trim_start().strip_prefix('(')?.strip_suffix(')')?;
    if inside.contains(['(', ')', '#']) || inside.trim().is_empty() {
        return None;
    }
    let blank = inside.len() - inside.trim_end_matches([' ', ',']).len();
    let end = site.range.end() - 1;
    let range = TextRange::new(end - u32::try_from(blank).ok()?, end);
    let version = if version.parse::<u64>().is_ok() { version.to_owned() } else { format!("'{version}'") };
    let padding = if inside.ends_with(' ') { " " } else { "" };
    Some((site.file, TextEdit { range, text: format!(", v={version}{padding}") }))
}
