use crate::dbt::PropertyKind;
use crate::diagnostic::RuleName;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SR13", name: "sources.source_without_tables" },
    aliases: &[],
    groups: &["project", "sources"],
    docs: include_str!("../../../rules/SR13.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (member, file) in cx.properties() {
        if cx.settings(file.file).is_none() {
            continue;
        }
        for source in
            file.entries(PropertyKind::Source).iter().filter(|source| source.get("tables").map(Node::items).unwrap_or_default().is_empty())
        {
            let name = source.get("name").and_then(Node::to_text).unwrap_or_default();
            let resource = format!("source.{}.{name}", cx.graph.member(member).name());
            out.report(file.file, source.range, format!("the source `{name}` has no tables")).resource = Some(resource);
        }
    }
}
