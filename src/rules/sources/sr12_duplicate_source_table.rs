use crate::dbt::ResourceType;
use crate::diagnostic::Label;
use crate::diagnostic::{Level, RuleName};
use crate::graph::{MemberId, ResourceId};
use crate::rules::project::{described_at, is_live, shown};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use rustc_hash::FxHashMap;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SR12", name: "sources.duplicate_table" },
    aliases: &[],
    groups: &["project", "sources"],
    docs: include_str!("../../../rules/SR12.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let mut first: FxHashMap<(MemberId, &str), ResourceId> = FxHashMap::default();
    let tables = cx.graph.resources().filter(|&id| cx.graph.resource(id).resource_type == ResourceType::Source);
    for id in tables.filter(|&id| is_live(cx.graph, id)) {
        let table = cx.graph.resource(id);
        let Some(&before) = first.get(&(cx.graph.member_id(id), table.unique_id.as_str())) else {
            first.insert((cx.graph.member_id(id), &table.unique_id), id);
            continue;
        };
        let Some((file, range)) = described_at(table).filter(|(file, _)| cx.settings(*file).is_some()) else { continue };
        let finding = out.report(file, range, format!("{} is declared a second time", shown(table)));
        finding.resource = Some(table.unique_id.clone());
        let label = |(file, range)| Label { file, range, message: "it is declared here".to_owned() };
        finding.labels.extend(described_at(cx.graph.resource(before)).map(label));
    }
}
