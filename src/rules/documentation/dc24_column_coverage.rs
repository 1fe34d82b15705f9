use crate::config::Settings;
use crate::dbt::Column;
use crate::diagnostic::RuleName;
use crate::rules::project::{coverage, description_fault};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DC24", name: "documentation.column_coverage" },
    aliases: &[],
    groups: &["project", "documentation"],
    docs: include_str!("../../../rules/DC24.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let policy = |settings: &Settings| (settings.rules.dc24.min, settings.rules.dc24.by);
    let described = |column: &&Column| description_fault(column.description.as_deref(), 1).is_none();
    coverage::count(cx, out, "columns have a description", policy, |_, model| {
        (model.columns.iter().filter(described).count(), model.columns.len())
    });
}
