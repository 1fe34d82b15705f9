use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, text::ended};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SC01", name: "model_code.trailing_semicolon" },
    aliases: &["check-script-semicolon", "MO010", "check_model_has_semi_colon"],
    groups: &["project", "model_code"],
    docs: include_str!("../../../rules/SC01.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let Some(place) = model.resource.defined_at.file.filter(|_| !model.resource.is_python()) else { return };
    let source = cx.files.get(place.file);
    let text = source.slice(place.range);
    let code = if text.contains(';') { ended(text) } else { return };
    if code.ends_with(';') {
        let end = place.range.start() as usize + code.len();
        model.report_at(out, (place.file, TextRange::from(end - 1..end)), format!("{} ends with a semicolon", model.shown()));
    }
}
