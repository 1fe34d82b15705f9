use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, counted};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV14", name: "governance.grant_count" },
    aliases: &["MO006", "check_model_number_of_grants"],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV14.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let nothing = serde_json::Map::new();
    let grants = model.resource.config.get("grants").and_then(serde_json::Value::as_object).unwrap_or(&nothing);
    let options = &model.settings.rules.gv14;
    let have = grants.len();
    if have < options.min as usize {
        model.report(out, format!("{} grants {}, fewer than {}", model.shown(), counted(have, "privilege"), options.min));
    } else if let Some(most) = options.max.filter(|&most| have > most as usize) {
        model.report(out, format!("{} grants {}, more than {most}", model.shown(), counted(have, "privilege")));
    }
}
