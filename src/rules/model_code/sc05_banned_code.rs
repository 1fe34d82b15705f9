use crate::config::CodeScope;
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, text::code_only};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SC05", name: "model_code.banned_code" },
    aliases: &["MO007", "check_model_code_does_not_contain_regexp_pattern"],
    groups: &["project", "model_code"],
    docs: include_str!("../../../rules/SC05.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let Some(place) = model.resource.defined_at.file else { return };
    let options = &model.settings.rules.sc05;
    let source = cx.files.get(place.file);
    let text = if options.scope == CodeScope::Code { code_only(source.slice(place.range)) } else { source.slice(place.range).to_owned() };
    for pattern in &options.patterns {
        let Some(found) = cx.find(pattern, &text) else { continue };
        let start = place.range.start() as usize;
        let message = format!("{} holds `{pattern}`", model.shown());
        model.report_at(out, (place.file, TextRange::from(start + found.start..start + found.end)), message);
    }
}
