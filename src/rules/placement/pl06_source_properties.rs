use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, placed_elsewhere};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "PL06", name: "placement.source_properties" },
    aliases: &["SO003", "check_source_property_file_location", "fct_source_directories"],
    groups: &["project", "placement"],
    docs: include_str!("../../../rules/PL06.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SOURCE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(table) = Subject::described(cx, id) else { return };
    let (Some(template), Some(path)) = (&table.settings.rules.pl06.template, table.resource.described_in.as_deref()) else { return };
    let source = table.resource.source_name.clone().unwrap_or_default();
    if let Some(want) = placed_elsewhere(cx, template, path, &[("source", &source)]) {
        table.report(out, format!("{} is declared in `{path}`, not in a file like `{want}`", table.shown()));
    }
}
