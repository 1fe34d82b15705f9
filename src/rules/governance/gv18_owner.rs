use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV18", name: "governance.owner" },
    aliases: &["has_owner", "seed_has_owner"],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV18.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL.union(ResourceKinds::SEED), check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(subject) = Subject::described(cx, id) else { return };
    let options = &subject.settings.rules.gv18;
    let owner = subject.resource.meta.get(&options.key).and_then(serde_json::Value::as_str).map(str::to_owned);
    let owner = owner.or_else(|| cx.graph.policy().domain(&cx.graph.member_of(id).place)?.owner.clone());
    match (owner.filter(|owner| !owner.trim().is_empty()), options.pattern.as_deref()) {
        (None, _) => {
            subject.report(out, format!("{} has no owner: no `{}` in its meta, and no domain that has one", subject.shown(), options.key));
        }
        (Some(owner), Some(want)) if cx.full_match(want, &owner) == Some(false) => {
            subject.report(out, format!("the owner `{owner}` of {} is not named like `{want}`", subject.shown()));
        }
        _ => {}
    }
}
