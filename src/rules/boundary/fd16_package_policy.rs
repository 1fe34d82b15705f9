use std::collections::BTreeMap;

use crate::dbt::{Dependency, DependsOn, plain_value};
use crate::diagnostic::RuleName;
use crate::graph::{Captures, MemberId};
use crate::rules::project::{counted, place_name};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "FD16", name: "boundary.package_policy" },
    aliases: &[],
    groups: &["project", "boundary"],
    docs: include_str!("../../../rules/FD16.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let mut versions: BTreeMap<&str, Vec<(MemberId, &Dependency, &str)>> = BTreeMap::new();
    for (id, file, _) in cx.projects() {
        let Some(settings) = cx.settings(file) else { continue };
        let (options, package) = (&settings.rules.fd16, cx.graph.member(id).package());
        for dependency in &package.dependencies {
            let (name, version) = match &dependency.on {
                DependsOn::Hub { name, version } => (name, version.as_deref()),
                DependsOn::Repository { url, revision, .. } => (url, revision.as_deref()),
                DependsOn::Tarball(url) => (url, None),
                DependsOn::Folder(_) | DependsOn::Project(_) | DependsOn::Manifest { .. } => continue,
            };
            let listed = |text: &String| cx.pattern(text).is_match(name, &Captures::new(), &cx.graph.policy().spellings);
            if !options.allowed.is_empty() && !options.allowed.iter().any(listed) {
                out.report(
                    dependency.place.file,
                    dependency.place.range,
                    format!("the package `{name}` is not on the list of those allowed"),
                );
            }
            if let Some(version) = version.filter(|_| options.one_version) {
                versions.entry(name).or_default().push((id, dependency, version));
            }
        }
        let wants_lock =
            package.dependencies.iter().any(|dependency| matches!(dependency.on, DependsOn::Hub { .. } | DependsOn::Repository { .. }));
        if options.lock_file && wants_lock && !package.root.join("package-lock.yml").is_file() {
            out.report(
                package.file,
                package.name_range,
                format!("{} has no `package-lock.yml`", place_name(cx.graph, &cx.graph.member(id).place)),
            );
        }
    }
    for (name, uses) in versions {
        check_versions(name, &uses, out);
    }
    check_keys(cx, out);
}

/// The commonest of several texts; of equally common ones the greatest.
fn commonest<'t>(texts: impl Iterator<Item = &'t str>) -> Option<(&'t str, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    texts.for_each(|text| *counts.entry(text).or_default() += 1);
    counts.into_iter().max_by_key(|&(text, count)| (count, text))
}

fn check_versions(name: &str, uses: &[(MemberId, &Dependency, &str)], out: &mut ProjectSink<'_>) {
    let Some((want, count)) = commonest(uses.iter().map(|(_, _, version)| *version)) else { return };
    for (_, dependency, version) in uses.iter().filter(|(_, _, version)| *version != want) {
        let message = format!("`{name}` is {version} here, and {want} in {}", counted(count, "project"));
        out.report(dependency.place.file, dependency.place.range, message);
    }
}

/// Keys of project files that say the same in the whole workspace.
fn check_keys(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let Some(settings) = cx.projects().find_map(|(_, file, _)| cx.settings(file)) else { return };
    for key in &settings.rules.fd16.same {
        let value = |id: MemberId| {
            let node = cx.graph.member(id).package().document.root.get(key)?;
            Some((node.range, plain_value(node).to_string()))
        };
        let all: Vec<_> = cx.projects().filter(|&(id, ..)| !cx.graph.member(id).shared).map(|(id, ..)| (id, value(id))).collect();
        let said = all.iter().filter_map(|(_, value)| value.as_ref().map(|(_, text)| text.as_str()));
        let Some((want, count)) = commonest(said) else { continue };
        for (id, value) in &all {
            let package = cx.graph.member(*id).package();
            match value {
                Some((range, have)) if have != want => {
                    out.report(package.file, *range, format!("`{key}` is not what it is in {}: {want}", counted(count, "project")));
                }
                None if count * 2 > all.len() => {
                    out.report(package.file, package.name_range, format!("`{key}` is missing; {} has {want}", counted(count, "project")));
                }
                _ => {}
            }
        }
    }
}
