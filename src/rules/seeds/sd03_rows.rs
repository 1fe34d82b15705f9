use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, counted};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SD03", name: "seeds.rows" },
    aliases: &["CA003", "check_seed_max_row_count"],
    groups: &["project", "seeds"],
    docs: include_str!("../../../rules/SD03.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SEED, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(seed) = Subject::written(cx, id) else { return };
    let Some(place) = seed.resource.defined_at.file else { return };
    let text = &cx.files.get(place.file).text;
    let have = text.lines().filter(|line| !line.trim().is_empty()).count().saturating_sub(1);
    let most = seed.settings.rules.sd03.max as usize;
    if have > most {
        seed.report(out, format!("{} has {}, more than {most}", seed.shown(), counted(have, "row")));
    }
}
