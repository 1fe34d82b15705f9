use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::MemberId;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, is_live};
use crate::rules::project::{declared, shown};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use rustc_hash::FxHashMap;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SR09", name: "sources.duplicate_relation" },
    aliases: &["SO005", "check_duplicate_sources", "fct_duplicate_sources"],
    groups: &["project", "sources"],
    docs: include_str!("../../../rules/SR09.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let mut seen: FxHashMap<(String, MemberId), Vec<ResourceId>> = FxHashMap::default();
    for id in cx.graph.resources().filter(|&id| cx.graph.resource(id).resource_type == ResourceType::Source && is_live(cx.graph, id)) {
        if let Some(relation) = cx.graph.relation_of(id) {
            seen.entry((relation.to_string(), cx.graph.member_id(id))).or_default().push(id);
        }
    }
    for ids in seen.values().filter(|ids| ids.len() > 1) {
        for &id in ids {
            let Some(table) = Subject::described(cx, id) else { continue };
            let others = ids.iter().filter(|&&other| other != id).map(|&other| cx.graph.resource(other));
            let names: Vec<String> = others.clone().map(shown).collect();
            let finding = table.report(out, format!("{} is the same relation as {}", table.shown(), names.join(", ")));
            finding.labels.extend(others.filter_map(declared));
        }
    }
}
