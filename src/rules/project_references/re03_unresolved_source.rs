use crate::diagnostic::{Applicability, Label, Level, RuleName};
use crate::graph::{MemberId, SourceFact};
use crate::rules::project::{declared, identifier, live_reader, macro_path, reported_at, soften, source_at};
use crate::rules::{Change, Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::{FileId, TextEdit, nearest};
use crate::yaml::edit::{Piece, append_item};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RE03", name: "references.unresolved_source" },
    aliases: &["check-script-ref-and-source"],
    groups: &["project", "references"],
    docs: include_str!("../../../rules/RE03.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Sometimes(Applicability::Unsafe, Change::Spacing),
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (member, file, fact) in cx.graph.source_calls() {
        let (Some(source), Some(table), None) = (&fact.source, &fact.table, fact.malformed) else { continue };
        if cx.graph.resolve_source(member, fact).is_some() {
            continue;
        }
        let Some(reader) = live_reader(cx.graph, file, &fact.site) else { continue };
        let (at, range) = reported_at(cx.graph, &fact.site);
        let known = cx.graph.source_names(member).any(|(name, _)| name == source);
        let message =
            if known { format!("the source `{source}` declares no table `{table}`") } else { format!("no source `{source}` is declared") };
        let finding = out.report(at, range, message);
        finding.resource = identifier(cx.graph, Some(reader));
        if !fact.site.path.is_empty() {
            let (file, range) = fact.site.anchor();
            finding.labels.push(Label { file, range, message: format!("called here, through {}", macro_path(&fact.site.path)) });
        }
        let near = if known {
            nearest(table, cx.graph.source_names(member).filter(|(name, _)| name == source).map(|(_, table)| table))
        } else {
            nearest(source, cx.graph.source_names(member).map(|(name, _)| name))
        };
        if let Some(near) = near {
            finding.notes.push(format!("did you mean `{near}`?"));
            if known {
                let meant = SourceFact { table: Some(near.to_owned()), ..fact.clone() };
                finding.labels.extend(cx.graph.resolve_source(member, &meant).and_then(|id| declared(cx.graph.resource(id))));
            } else {
                let table = cx.graph.source_names(member).filter(|(name, _)| *name == near).map(|(_, table)| table).min();
                let meant = SourceFact { source: Some(near.to_owned()), table: table.map(str::to_owned), ..fact.clone() };
                let source = cx.graph.resolve_source(member, &meant).map(|id| cx.graph.resource(id));
                let place = source.and_then(source_at);
                finding.labels.extend(place.map(|(file, range)| Label { file, range, message: format!("the source `{near}`") }));
            }
        }
        let calls = cx.graph.resource(reader).sources();
        if !calls.iter().any(|call| call.source == *source && call.table == *table) {
            soften(finding);
        }
        if known {
            finding.unsafe_fix("Declare the table", declaration(cx, member, source, table));
        }
        if !known && cx.graph.lacks_packages(member) {
            finding.level = Some(Level::Info);
            finding.notes.push("it may belong to a package that is not installed".to_owned());
        }
    }
}

/// An entry for the table behind those that the project's own source has.
fn declaration(cx: &ProjectCx<'_>, member: MemberId, source: &str, table: &str) -> Option<(FileId, TextEdit)> {
    let own = cx.graph.resources().find(|&id| {
        let resource = cx.graph.resource(id);
        cx.graph.member_id(id) == member && cx.graph.is_own(id) && resource.source_name.as_deref() == Some(source)
    })?;
    let resource = cx.graph.resource(own);
    let (file, _) = source_at(resource)?;
    let tables = resource.source_entry.as_ref()?.get("tables")?;
    Some((file, append_item(&cx.files.get(file).text, tables, &Piece::entry("name", Piece::text(table)))?))
}
