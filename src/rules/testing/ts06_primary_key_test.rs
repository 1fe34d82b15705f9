use crate::dbt::{Column, DataTest};
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::rules::project::{described_at, is_live};
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS06", name: "testing.primary_key" },
    aliases: &["fct_missing_primary_key_tests"],
    groups: &["project", "testing"],
    docs: include_str!("../../../rules/TS06.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), described_at(resource)) else { return };
    let has = |tests: &[DataTest], name: &str| tests.iter().any(|test| test.macro_name == name);
    let constrained = |column: &Column, kind: &str| {
        let all = column.entry.get("constraints").map(Node::items).unwrap_or_default();
        all.iter().any(|item| matches!(item.get("type").and_then(Node::as_str), Some(have) if have == kind || have == "primary_key"))
    };
    let key = |column: &Column| {
        (has(&column.tests, "unique") || constrained(column, "unique")) && (has(&column.tests, "not_null") || constrained(column, "not_null"))
    };
    let combined = resource.tests.iter().any(|test| test.macro_name.ends_with("unique_combination_of_columns"));
    if !combined && !resource.columns.iter().any(key) {
        let message = format!("no column of the model `{}` is tested to be unique and not null", resource.name);
        out.report(file, range, message).resource = Some(resource.unique_id.clone());
    }
}
