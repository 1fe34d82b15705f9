use crate::diagnostic::{Label, Level, RuleName};
use crate::rules::project::{declared, identifier, live_reader, macro_path, reported_at, soften};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::graph::SourceFact;
use crate::text::nearest;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RE03", name: "references.unresolved_source" },
    aliases: &[],
    groups: &["project", "references"],
    docs: include_str!("../../../rules/RE03.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
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
        let message = if known {
            format!("the source `{source}` declares no table `{table}`")
        } else {
            format!("no source `{source}` is declared")
        };
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
            }
        }
        let calls = cx.graph.resource(reader).sources();
        if !calls.iter().any(|call| call.source == *source && call.table == *table) {
            soften(finding);
        }
        if !known && cx.graph.lacks_packages(member) {
            finding.level = Some(Level::Info);
            finding.notes.push("it may belong to a package that is not installed".to_owned());
        }
    }
}
