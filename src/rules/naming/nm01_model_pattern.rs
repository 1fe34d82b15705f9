use crate::diagnostic::{Level, RuleName};
use crate::graph::{ResourceId, fill};
use crate::rules::project::{is_live, place_of};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "NM01", name: "naming.model_pattern" },
    aliases: &["check-model-name-contract", "MO038", "check_model_names"],
    groups: &["project", "naming"],
    docs: include_str!("../../../rules/NM01.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let resource = cx.graph.resource(id);
    let (true, Some((file, range))) = (is_live(cx.graph, id), place_of(resource)) else { return };
    let Some(settings) = cx.settings(file) else { return };
    let patterns = &settings.rules.nm01.patterns;
    if patterns.is_empty() {
        return;
    }
    let place = &cx.graph.member_of(id).place;
    let whole = cx.path(id);
    for rule in patterns {
        let mut captures = place.captures.clone();
        if let Some(path) = &rule.path {
            // A file beside the project writes paths of the project, one at the root those of the workspace.
            let pattern = cx.pattern(path);
            let spellings = &cx.graph.policy().spellings;
            let Some(found) = pattern.captures(&whole, spellings).or_else(|| pattern.captures(&resource.path, spellings)) else { continue };
            captures.extend(found);
        }
        let escaped = captures.iter().map(|(name, value)| (name.clone(), regex::escape(value))).collect();
        let want = fill(&rule.pattern, &escaped);
        if cx.full_match(&want, &resource.name) == Some(false) {
            let shown = fill(&rule.pattern, &captures);
            out.report(file, range, format!("the model `{}` is not named like `{shown}`", resource.name)).resource = Some(resource.unique_id.clone());
        }
        return;
    }
}
