use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, counted};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SC02", name: "model_code.length" },
    aliases: &["MO013", "check_model_max_number_of_lines", "sql_has_reasonable_number_of_lines"],
    groups: &["project", "model_code"],
    docs: include_str!("../../../rules/SC02.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let Some(place) = model.resource.defined_at.file else { return };
    let options = &model.settings.rules.sc02;
    let source = cx.files.get(place.file);
    let counts = |line: &&str| {
        let line = line.trim();
        !(options.skip_blank && line.is_empty()) && !(options.skip_comments && line.starts_with("--"))
    };
    let have = source.slice(place.range).trim().lines().filter(counts).count();
    if have > options.max as usize {
        model.report(out, format!("{} has {}, more than {}", model.shown(), counted(have, "line"), options.max));
    }
}
