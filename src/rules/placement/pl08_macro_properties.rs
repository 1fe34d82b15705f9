use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::dbt::MacroKind;
use crate::diagnostic::RuleName;
use crate::rules::project::placed_elsewhere;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::FileId;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "PL08", name: "placement.macro_properties" },
    aliases: &["MA010", "check_macro_property_file_location"],
    groups: &["project", "placement"],
    docs: include_str!("../../../rules/PL08.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let files: FxHashMap<FileId, Arc<str>> = cx.properties().map(|(_, file)| (file.file, Arc::clone(&file.path))).collect();
    for (_, definition) in cx.own_macros().filter(|(_, definition)| definition.kind == MacroKind::Macro) {
        let Some((file, entry)) = &definition.entry else { continue };
        let (Some(path), Some(settings)) = (files.get(file), cx.settings(*file)) else { continue };
        let Some(template) = &settings.rules.pl08.template else { continue };
        // What the folders are is for the macro's own file to say.
        let folder = definition.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let name = path.rsplit('/').next().unwrap_or_default();
        let beside = format!("{folder}/{name}");
        let have = if template.contains('/') { path } else { beside.as_str() };
        if let Some(want) = placed_elsewhere(cx, template, have, &[("macro", &definition.name)]) {
            let at = entry.get("name").map_or(entry.range, |name| name.range);
            let message = format!("the macro `{}` is described in `{path}`, not in a file like `{want}`", definition.name);
            out.report(*file, at, message).resource = Some(definition.unique_id());
        }
    }
}
