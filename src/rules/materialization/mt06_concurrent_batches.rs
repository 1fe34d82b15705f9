use crate::diagnostic::{Applicability, Level, RuleName};
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Change, Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::yaml::edit::remove_entry;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "MT06", name: "materialization.concurrent_batches" },
    aliases: &[],
    groups: &["project", "materialization"],
    docs: include_str!("../../../rules/MT06.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Spacing),
    check: Check::Resource(ResourceKinds::MODEL, check),
};

/// Adapters that are known to build batches one after the other.
const ONE_BY_ONE: &[&str] = &["postgres", "redshift"];

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let adapter = &cx.graph.member_of(id).project.target.adapter;
    let Some(setting) = model.resource.config.setting("concurrent_batches").filter(|setting| setting.value == true) else { return };
    if model.resource.materialized.as_deref() != Some("incremental") || !ONE_BY_ONE.contains(&adapter.as_str()) {
        return;
    }
    let entry = model.resource.entry.as_ref().zip(model.resource.defined_at.entry);
    let edit = entry.filter(|(_, place)| setting.place.is_some_and(|said| said.file == place.file)).and_then(|(entry, place)| {
        let text = &cx.files.get(place.file).text;
        Some((place.file, remove_entry(text, entry.get("config")?, "concurrent_batches")?))
    });
    let at = setting.place.filter(|place| cx.settings(place.file).is_some()).map(|place| (place.file, place.range));
    let message = format!("{adapter} builds the batches of {} one after the other, whatever `concurrent_batches` says", model.shown());
    let finding = match at {
        Some(at) => model.report_at(out, at, message),
        None => model.report(out, message),
    };
    finding.safe_fix("Take `concurrent_batches` away", edit);
}
