use std::collections::BTreeMap;

use crate::config::RawAccess;
use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::{Captures, Edge, MemberId, ResourceId, Target};
use crate::rules::project::{declared, described_at, identifier, is_live, place_name};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "FD23", name: "boundary.raw_access" },
    aliases: &[],
    groups: &["project", "boundary"],
    docs: include_str!("../../../rules/FD23.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for edge in cx.graph.edges() {
        let (file, range) = edge.site.anchor();
        let Some(settings) = cx.settings(file) else { continue };
        let options = &settings.rules.fd23;
        let Target::Relation { name, .. } = &edge.target else { continue };
        let Some(database) = name.database().filter(|database| is_raw(cx, options, database) && !may_read(cx, options, edge)) else {
            continue;
        };
        let project = place_name(cx.graph, &cx.graph.member(edge.from).place);
        let whom = options.readers.iter().map(|reader| format!("`{reader}`")).collect::<Vec<_>>().join(", ");
        let finding = out.report(file, range, format!("{project} reads `{name}`, and `{database}` is raw"));
        finding.resource = identifier(cx.graph, edge.resource);
        if !whom.is_empty() {
            finding.notes.push(format!("only {whom} may read it"));
        }
        if !options.paths.is_empty() {
            finding.notes.push(format!("only from {}", options.paths.join(", ")));
        }
    }
    check_sources(cx, out);
}

fn is_raw(cx: &ProjectCx<'_>, options: &RawAccess, database: &str) -> bool {
    options.databases.iter().any(|text| cx.pattern(text).is_match(database, &Captures::new(), &cx.graph.policy().spellings))
}

fn may_read(cx: &ProjectCx<'_>, options: &RawAccess, edge: &Edge) -> bool {
    let place = &cx.graph.member(edge.from).place;
    let domain = cx.graph.policy().domain(place).map(|domain| domain.name.as_str());
    let named = |reader: &String| domain == Some(reader.as_str()) || place.project.as_ref() == Some(reader);
    let from_here = options.readers.is_empty() || options.readers.iter().any(named);
    let below = |id: ResourceId| {
        let path = &cx.graph.resource(id).path;
        options.paths.iter().any(|text| cx.pattern(text).is_match(path, &Captures::new(), &cx.graph.policy().spellings))
    };
    from_here && (options.paths.is_empty() || edge.resource.is_none_or(below))
}

/// Two projects that declare a source on one raw table.
fn check_sources(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let mut tables: BTreeMap<String, Vec<(MemberId, ResourceId)>> = BTreeMap::new();
    for id in cx.graph.resources().filter(|&id| is_live(cx.graph, id) && cx.graph.resource(id).resource_type == ResourceType::Source) {
        if let Some(name) = cx.graph.relation_of(id) {
            tables.entry(name.to_string().to_lowercase()).or_default().push((cx.graph.member_id(id), id));
        }
    }
    for (name, sources) in tables {
        let Some(&(first, other)) = sources.first() else { continue };
        for &(member, id) in sources.iter().filter(|(member, _)| *member != first) {
            let Some((file, range)) = described_at(cx.graph.resource(id)) else { continue };
            let Some(settings) = cx.settings(file) else { continue };
            let raw = cx.graph.resource(id).database.as_ref().is_some_and(|database| is_raw(cx, &settings.rules.fd23, database));
            if raw {
                let names = [member, first].map(|id| place_name(cx.graph, &cx.graph.member(id).place));
                let finding =
                    out.report(file, range, format!("{} and {} both declare a source on the raw table `{name}`", names[0], names[1]));
                finding.labels.extend(declared(cx.graph.resource(other)));
            }
        }
    }
}
