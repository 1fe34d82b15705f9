use crate::diagnostic::{Label, Level, RuleName};
use crate::graph::{Judgement, MemberId, RefFact};
use crate::rules::project::{declared, identifier, live_reader, macro_path, reported_at, soften};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectFinding, ProjectSink, RuleDef};
use crate::text::nearest;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RE02", name: "references.unresolved_ref" },
    aliases: &["check-script-ref-and-source"],
    groups: &["project", "references"],
    docs: include_str!("../../../rules/RE02.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (member, file, fact) in cx.graph.refs() {
        if fact.malformed.is_some() || fact.name.is_none() || cx.graph.resolve_ref(member, fact).is_some() {
            continue;
        }
        let Some(reader) = live_reader(cx.graph, file, &fact.site) else { continue };
        if crosses_a_border(cx, member, fact) {
            continue;
        }
        let (at, range) = reported_at(cx.graph, &fact.site);
        let finding = out.report(at, range, format!("`{}` names no model, seed or snapshot", fact.shown()));
        finding.resource = identifier(cx.graph, Some(reader));
        let calls = cx.graph.resource(reader).refs();
        if !calls.iter().any(|call| fact.name.as_ref() == Some(&call.name)) {
            soften(finding);
        }
        explain(cx, member, fact, finding);
    }
}

/// What a border forbids anyway is told there.
fn crosses_a_border(cx: &ProjectCx<'_>, member: MemberId, fact: &RefFact) -> bool {
    let Some(other) = cx.graph.resolve_elsewhere(member, fact) else { return false };
    cx.graph.edges().iter().any(|edge| {
        edge.site == fact.site
            && edge.target == crate::graph::Target::Resource(other)
            && matches!(edge.judgement, Some(Judgement::Forbidden(_)))
    })
}

fn explain(cx: &ProjectCx<'_>, member: MemberId, fact: &RefFact, finding: &mut ProjectFinding) {
    let name = fact.name.as_deref().unwrap_or_default();
    if !fact.site.path.is_empty() {
        let (file, range) = fact.site.anchor();
        finding.labels.push(Label { file, range, message: format!("called here, through {}", macro_path(&fact.site.path)) });
    }
    if let Some(package) = &fact.package
        && !cx.graph.is_known_package(member, package)
    {
        let near = nearest(package, cx.graph.package_names(member));
        finding.notes.push(near.map_or_else(
            || format!("there is no project or package `{package}`"),
            |near| format!("there is no project or package `{package}`; `{near}` is one"),
        ));
        return;
    }
    if let Some(other) = cx.graph.resolve_elsewhere(member, fact) {
        let project = cx.graph.member_of(other).name();
        finding.notes.push(format!("`{name}` is a {} of `{project}`: `ref('{project}', '{name}')`", cx.graph.resource(other).resource_type.name()));
        finding.labels.extend(declared(cx.graph.resource(other)));
        return;
    }
    let within = fact.package.as_deref();
    if let Some(version) = fact.version.as_ref()
        && let Some(found) = cx.graph.resolve_ref(member, &RefFact { version: None, ..fact.clone() })
    {
        finding.notes.push(format!("`{name}` has no version {version}"));
        finding.labels.extend(declared(cx.graph.resource(found)));
        return;
    }
    if let Some(near) = nearest(name, cx.graph.ref_names(member, within)) {
        finding.notes.push(format!("did you mean `{near}`?"));
        let meant = RefFact { name: Some(near.to_owned()), version: None, ..fact.clone() };
        finding.labels.extend(cx.graph.resolve_ref(member, &meant).and_then(|id| declared(cx.graph.resource(id))));
    }
    if within.is_none() && cx.graph.lacks_packages(member) {
        finding.level = Some(Level::Info);
        finding.notes.push("it may belong to a package that is not installed".to_owned());
    }
}
