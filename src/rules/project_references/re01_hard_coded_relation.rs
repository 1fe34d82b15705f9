use std::collections::BTreeMap;

use crate::diagnostic::{Level, RuleName};
use crate::graph::{Edge, Means, RelationName, Target};
use crate::rules::project::{identifier, reported_at};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::{FileId, TextRange};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RE01", name: "references.hard_coded_relation" },
    aliases: &["check-script-has-no-table-name", "MO009", "check_model_hard_coded_references", "fct_hard_coded_references"],
    groups: &["project", "references"],
    docs: include_str!("../../../rules/RE01.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    // One place in a macro may name a relation for each of its callers.
    let mut places: BTreeMap<(FileId, TextRange), Vec<(&RelationName, &Edge)>> = BTreeMap::new();
    for edge in cx.graph.edges().iter().filter(|edge| edge.means == Means::Relation) {
        let Target::Relation { name, .. } = &edge.target else { continue };
        let (file, range) = reported_at(cx.graph, &edge.site);
        let Some(settings) = cx.settings(file).filter(|_| cx.graph.member_of_file(file).is_some()) else { continue };
        let options = &settings.rules.re01;
        if (name.parts.len() == 1 && !options.unqualified) || is_catalogue(name) || is_allowed(cx, name, &options.allow) {
            continue;
        }
        places.entry((file, range)).or_default().push((name, edge));
    }
    for ((file, range), mut named) in places {
        named.sort_by_key(|(name, _)| *name);
        named.dedup_by_key(|(name, _)| *name);
        let (first, edge) = named[0];
        let finding = out.report(file, range, format!("the relation `{first}` is written by hand"));
        finding.resource = identifier(cx.graph, edge.resource);
        finding.notes.extend(meant(cx, edge));
        let others: Vec<String> = named.iter().skip(1).take(3).map(|(name, _)| format!("`{name}`")).collect();
        if !others.is_empty() {
            finding.notes.push(format!("other calls make it {}", others.join(", ")));
        }
    }
}

/// What builds or declares the relation, as one would write it.
fn meant(cx: &ProjectCx<'_>, edge: &Edge) -> Option<String> {
    let Target::Relation { name, builder, .. } = &edge.target else { return None };
    if let Some(id) = *builder {
        let model = &cx.graph.resource(id).name;
        return Some(if cx.graph.is_inside(edge.from, id) {
            format!("`ref('{model}')` builds it")
        } else {
            format!("`ref('{}', '{model}')` builds it", cx.graph.member_of(id).name())
        });
    }
    let source = cx.graph.source_that_names(edge.from, name)?;
    let resource = cx.graph.resource(source);
    Some(format!("`source('{}', '{}')` declares it", resource.source_name.as_deref().unwrap_or_default(), resource.name))
}

fn is_allowed(cx: &ProjectCx<'_>, name: &RelationName, allow: &[String]) -> bool {
    let shown = name.to_string();
    allow.iter().any(|glob| cx.pattern(glob).is_match(&shown, &crate::graph::Captures::new(), &cx.graph.policy().spellings))
}

/// Relations that every warehouse has and that no project declares.
fn is_catalogue(name: &RelationName) -> bool {
    const SCHEMAS: &[&str] = &["information_schema", "pg_catalog", "pg_internal", "sys", "account_usage", "system"];
    const PREFIXES: &[&str] = &["svv_", "svl_", "svcs_", "stl_", "stv_", "pg_", "sys_", "duckdb_"];
    let known = |part: &crate::graph::Part| part.known().map(str::to_ascii_lowercase);
    let mut before = name.parts.iter().take(name.parts.len().saturating_sub(1)).filter_map(known);
    if before.any(|part| SCHEMAS.contains(&part.as_str())) {
        return true;
    }
    let last = name.identifier().unwrap_or_default().to_ascii_lowercase();
    name.parts.len() == 1 && (last == "dual" || PREFIXES.iter().any(|prefix| last.starts_with(prefix)))
}
