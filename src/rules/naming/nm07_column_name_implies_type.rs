use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::project::contract::Contract;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "NM07", name: "naming.column_name_implies_type" },
    aliases: &[
        "check-column-name-contract",
        "CA008",
        "check_column_name_complies_to_column_type",
        "MO055",
        "check_model_column_name_complies_to_column_type",
    ],
    groups: &["project", "naming"],
    docs: include_str!("../../../rules/NM07.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL.union(ResourceKinds::SEED).union(ResourceKinds::SNAPSHOT), check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(subject) = Subject::described(cx, id) else { return };
    let options = &subject.settings.rules.nm07;
    let contract = Contract { pattern: options.pattern.as_deref(), types: &options.types, type_pattern: options.type_pattern.as_deref() };
    for held in contract.hold(cx, &subject).filter(|held| held.is_named_so && !held.is_typed_so) {
        let column = held.column;
        let message = format!("the column `{}` of {} is of the type `{}`, which its name does not fit", column.name, subject.shown(), held.data_type);
        subject.report_at(out, (column.name_place.file, column.name_place.range), message);
    }
}
