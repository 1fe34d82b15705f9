use crate::diagnostic::{Applicability, RuleName};
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Change, Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::yaml::edit::{Piece, append_entry};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV25", name: "governance.latest_version" },
    aliases: &["MO045", "check_model_latest_version_specified"],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV25.md"),
    default: None,
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Spacing),
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::described(cx, id) else { return };
    let entry = model.resource.entry.as_ref();
    let versioned = model.resource.version.is_some();
    let said = entry.and_then(|entry| entry.get("latest_version")).is_some_and(|latest| !latest.is_null());
    if !said && (versioned || !model.settings.rules.gv25.only_versioned) {
        let edit = model.resource.defined_at.entry.zip(entry).and_then(|(place, entry)| {
            let latest = model.resource.latest_version.as_ref().filter(|_| versioned)?;
            let text = &cx.files.get(place.file).text;
            Some((place.file, append_entry(text, entry, "latest_version", &Piece::Scalar(latest.clone()))?))
        });
        let finding = model.report(out, format!("{} does not say its latest version", model.shown()));
        finding.safe_fix("Say the version that is the latest now", edit);
    }
}
