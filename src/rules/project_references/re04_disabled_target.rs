use crate::dbt::{Resource, ResourceType};
use crate::diagnostic::{Level, RuleName};
use crate::graph::{ResourceId, Site};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::rules::project::{declared, identifier, live_reader};
use crate::text::FileId;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RE04", name: "references.disabled_target" },
    aliases: &[],
    groups: &["project", "references"],
    docs: include_str!("../../../rules/RE04.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (member, file, fact) in cx.graph.refs() {
        let said = |reader: &Resource| reader.refs().iter().any(|call| fact.name.as_ref() == Some(&call.name) && fact.package == call.package);
        if let Some(target) = cx.graph.resolve_ref(member, fact) {
            check_call(cx, out, Call { file, site: &fact.site, shown: fact.shown(), said: &said, target });
        }
    }
    for (member, file, fact) in cx.graph.source_calls() {
        let said = |reader: &Resource| {
            reader.sources().iter().any(|call| fact.source.as_ref() == Some(&call.source) && fact.table.as_ref() == Some(&call.table))
        };
        if let Some(target) = cx.graph.resolve_source(member, fact) {
            check_call(cx, out, Call { file, site: &fact.site, shown: fact.shown(), said: &said, target });
        }
    }
}

/// A `ref` or `source` and what it means.
struct Call<'a> {
    file: FileId,
    site: &'a Site,
    shown: String,
    /// Whether a resource makes this call as its project is configured: a branch that the configuration closes mostly asks for what it
    /// disables too.
    said: &'a dyn Fn(&Resource) -> bool,
    target: ResourceId,
}

/// dbt leaves out a test of what is disabled, without a word.
fn fails(reader: &Resource) -> bool {
    reader.resource_type != ResourceType::Test
}

fn check_call(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>, call: Call<'_>) {
    let Call { file, site, shown, said, target } = call;
    let target = cx.graph.resource(target);
    // A macro serves many callers, and asks for what each of them has enabled.
    if target.enabled || !site.path.is_empty() || site.file != file {
        return;
    }
    let Some(reader) = live_reader(cx.graph, file, site).filter(|&reader| fails(cx.graph.resource(reader)) && said(cx.graph.resource(reader)))
    else {
        return;
    };
    let finding = out.report(site.file, site.range, format!("`{shown}` names a {} that is disabled", target.resource_type.name()));
    finding.resource = identifier(cx.graph, Some(reader));
    finding.labels.extend(declared(target));
}
