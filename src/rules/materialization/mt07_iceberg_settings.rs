use crate::diagnostic::{Applicability, RuleName};
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::project::listed;
use crate::rules::{Change, Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::yaml::edit::{Piece, append_entry};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "MT07", name: "materialization.iceberg_settings" },
    aliases: &[],
    groups: &["project", "materialization"],
    docs: include_str!("../../../rules/MT07.md"),
    default: None,
    fixes: FixPolicy::Sometimes(Applicability::Unsafe, Change::Spacing),
    check: Check::Resource(ResourceKinds::MODEL, check),
};

/// Settings that say something about Iceberg tables alone.
const OF_ICEBERG: &[&str] = &["external_volume", "base_location_root", "base_location_subpath"];

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::written(cx, id) else { return };
    let config = &model.resource.config;
    let set: Vec<&str> = OF_ICEBERG.iter().copied().filter(|key| config.get(key).is_some_and(|value| !value.is_null())).collect();
    let iceberg = config.text("table_format").is_some_and(|format| format.eq_ignore_ascii_case("iceberg"));
    // A catalog brings its format along.
    let catalog = ["catalog_name", "catalog"].iter().any(|key| config.setting(key).is_some());
    let unknown = config.setting("table_format").is_some_and(|setting| setting.value.as_str().is_none());
    if set.is_empty() || iceberg || catalog || unknown {
        return;
    }
    let entry = model.resource.entry.as_ref().zip(model.resource.defined_at.entry);
    let edit = entry.filter(|_| config.setting("table_format").is_none()).and_then(|(entry, place)| {
        let own = entry.get("config").filter(|config| set.iter().any(|key| config.get(key).is_some()))?;
        let text = &cx.files.get(place.file).text;
        Some((place.file, append_entry(text, own, "table_format", &Piece::Scalar("iceberg".to_owned()))?))
    });
    let finding = model.report(out, format!("{} sets {} and is no Iceberg table", model.shown(), listed(&set)));
    finding.unsafe_fix("Make it an Iceberg table", edit);
}
