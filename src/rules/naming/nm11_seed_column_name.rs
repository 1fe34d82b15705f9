use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{differs, is_live, place_of, seed_header};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "NM11", name: "naming.seed_column_pattern" },
    aliases: &["SE001", "check_seed_column_names"],
    groups: &["project", "naming"],
    docs: include_str!("../../../rules/NM11.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::SEED, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), place_of(resource)) else { return };
    let Some(settings) = cx.settings(file) else { return };
    let pattern = settings.rules.nm11.pattern.as_deref();
    for name in seed_header(cx, resource) {
        if let Some(want) = differs(cx, id, pattern, &name) {
            let message = format!("the column `{name}` of the seed `{}` is not named like `{want}`", resource.name);
            out.report(file, range, message).resource = Some(resource.unique_id.clone());
        }
    }
    for column in &resource.columns {
        if let Some(want) = differs(cx, id, pattern, &column.name) {
            let message = format!("the column `{}` of the seed `{}` is not named like `{want}`", column.name, resource.name);
            out.report(column.name_place.file, column.name_place.range, message).resource = Some(resource.unique_id.clone());
        }
    }
}
