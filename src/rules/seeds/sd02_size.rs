use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, counted};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SD02", name: "seeds.size" },
    aliases: &["CA002", "check_seed_max_bytes"],
    groups: &["project", "seeds"],
    docs: include_str!("../../../rules/SD02.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SEED, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(seed) = Subject::written(cx, id) else { return };
    let Some(place) = seed.resource.defined_at.file else { return };
    let text = &cx.files.get(place.file).text;
    let have = text.len();
    let most = seed.settings.rules.sd02.max as usize;
    if have > most {
        seed.report(out, format!("{} has {}, more than {most}", seed.shown(), counted(have, "byte")));
    }
}
