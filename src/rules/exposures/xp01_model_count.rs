use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, counted};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "XP01", name: "exposures.model_count" },
    aliases: &["EX001", "check_exposure_based_on_model"],
    groups: &["project", "exposures"],
    docs: include_str!("../../../rules/XP01.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::EXPOSURE, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(exposure) = Subject::described(cx, id) else { return };
    let options = &exposure.settings.rules.xp01;
    let have = cx.graph.parents(id).len();
    if have < options.min as usize {
        exposure.report(out, format!("{} depends on {}, fewer than {}", exposure.shown(), counted(have, "resource"), options.min));
    } else if let Some(most) = options.max.filter(|&most| have > most as usize) {
        exposure.report(out, format!("{} depends on {}, more than {most}", exposure.shown(), counted(have, "resource")));
    }
}
