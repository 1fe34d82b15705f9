use crate::diagnostic::RuleName;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::dbt::PropertyKind;
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "PL07", name: "placement.source_file_name" },
    aliases: &[],
    groups: &["project", "placement"],
    docs: include_str!("../../../rules/PL07.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (member, file) in cx.properties() {
        let sources = file.entries(PropertyKind::Source);
        let Some(settings) = cx.settings(file.file) else { continue };
        let Some(want) = settings.rules.pl07.pattern.as_deref() else { continue };
        let name = file.path.rsplit('/').next().unwrap_or_default();
        if cx.full_match(want, name) != Some(false) {
            continue;
        }
        for source in sources {
            let source_name = source.get("name").and_then(Node::to_text).unwrap_or_default();
            for table in source.get("tables").map(Node::items).unwrap_or_default() {
                let table_name = table.get("name").and_then(Node::to_text).unwrap_or_default();
                let message = format!("the file `{name}` of the source table `{source_name}.{table_name}` is not named like `{want}`");
                out.report(file.file, table.range, message).resource = Some(format!("source.{}.{source_name}.{table_name}", cx.graph.member(member).name()));
            }
        }
    }
}
