use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::project::contract::Contract;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "NM08", name: "naming.column_type_implies_name" },
    aliases: &[
        "check-column-name-contract",
        "CA010",
        "check_column_type_complies_to_column_name",
        "MO056",
        "check_model_column_type_complies_to_column_name",
    ],
    groups: &["project", "naming"],
    docs: include_str!("../../../rules/NM08.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL.union(ResourceKinds::SEED).union(ResourceKinds::SNAPSHOT), check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(subject) = Subject::described(cx, id) else { return };
    let options = &subject.settings.rules.nm08;
    let contract = Contract { pattern: options.pattern.as_deref(), types: &options.types, type_pattern: options.type_pattern.as_deref() };
    for held in contract.hold(cx, &subject).filter(|held| held.is_typed_so && !held.is_named_so) {
        let column = held.column;
        let message = format!("the column `{}` of {} is of the type `{}`, but is not named like `{}`", column.name, subject.shown(), held.data_type, options.pattern.as_deref().unwrap_or_default());
        subject.report_at(out, (column.name_place.file, column.name_place.range), message);
    }
}
