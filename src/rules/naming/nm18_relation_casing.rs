use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::dbt::Resource;
use crate::diagnostic::{Applicability, RuleName};
use crate::graph::ResourceId;
use crate::rules::project::{Subject, described_at, is_live};
use crate::rules::{Change, Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::{FileId, TextEdit, TextRange};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "NM18", name: "naming.relation_casing" },
    aliases: &["check-database-casing-consistency"],
    groups: &["project", "naming"],
    docs: include_str!("../../../rules/NM18.md"),
    default: None,
    fixes: FixPolicy::Sometimes(Applicability::Unsafe, Change::Spacing),
    check: Check::Project(check),
};

/// Which part of a relation's name is meant.
#[derive(Clone, Copy)]
struct Part {
    key: &'static str,
    of: fn(&Resource) -> Option<&str>,
}

const PARTS: [Part; 2] = [
    Part { key: "database", of: |resource| resource.database.as_deref() },
    Part { key: "schema", of: |resource| resource.schema.as_deref() },
];

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for part in PARTS {
        let mut spellings: BTreeMap<String, BTreeMap<&str, Vec<ResourceId>>> = BTreeMap::new();
        for id in cx.graph.resources().filter(|&id| is_live(cx.graph, id)) {
            if let Some(name) = (part.of)(cx.graph.resource(id)) {
                spellings.entry(name.to_lowercase()).or_default().entry(name).or_default().push(id);
            }
        }
        for of_one in spellings.into_values().filter(|of_one| of_one.len() > 1) {
            // What most say is right; of two that are as common, the first.
            let Some(most) = of_one.iter().rev().max_by_key(|(_, ids)| ids.len()).map(|(name, _)| *name) else { continue };
            for (name, ids) in of_one.iter().filter(|(name, _)| **name != most) {
                tell(cx, out, part, (name, most), ids);
            }
        }
    }
}

fn tell(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>, part: Part, (have, want): (&str, &str), ids: &[ResourceId]) {
    let mut told: FxHashSet<(FileId, TextRange)> = FxHashSet::default();
    for &id in ids {
        let resource = cx.graph.resource(id);
        let said = said(resource, part.key, have);
        let Some(at) = said.or_else(|| described_at(resource)).filter(|at| told.insert(*at)) else { continue };
        let Some(subject) = Subject::described(cx, id) else { continue };
        let message = format!("the {} `{have}` is spelled `{want}` elsewhere", part.key);
        let finding = subject.report_at(out, at, message);
        let quoted = |text: &str| text.starts_with(['"', '\'']);
        if said.is_some() && !quoted(cx.files.get(at.0).slice(at.1)) {
            finding.unsafe_fix(format!("Spell it `{want}`"), [(at.0, TextEdit { range: at.1, text: want.to_owned() })]);
        }
    }
}

/// Where the properties say it, word for word.
fn said(resource: &Resource, key: &str, name: &str) -> Option<(FileId, TextRange)> {
    let place = resource.defined_at.entry?;
    let entries = [resource.entry.as_ref(), resource.source_entry.as_ref()];
    let values = entries.into_iter().flatten().filter_map(|entry| entry.get(key).or_else(|| entry.get("config")?.get(key)));
    values.into_iter().find(|value| value.as_str() == Some(name)).map(|value| (place.file, value.range))
}
