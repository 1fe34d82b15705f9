use crate::dbt::Resource;
use crate::diagnostic::{Applicability, RuleName};
use crate::graph::ResourceId;
use crate::rules::project::{Subject, listed, seed_header};
use crate::rules::{Change, Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::text::{FileId, TextEdit};
use crate::yaml::edit::{Piece, append_entry, append_items};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DC17", name: "documentation.seed_columns" },
    aliases: &["CA001", "check_seed_columns_are_all_documented"],
    groups: &["project", "documentation"],
    docs: include_str!("../../../rules/DC17.md"),
    default: None,
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Spacing),
    check: Check::Resource(ResourceKinds::SEED, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(seed) = Subject::described(cx, id) else { return };
    let same = |left: &str, right: &str| {
        if seed.settings.rules.dc17.case_sensitive { left == right } else { left.eq_ignore_ascii_case(right) }
    };
    let header = seed_header(cx, seed.resource);
    let declared = |name: &&String| seed.resource.columns.iter().any(|column| same(&column.name, name));
    let missing: Vec<&String> = header.iter().filter(|name| !declared(name)).collect();
    if missing.is_empty() {
        return;
    }
    let finding = seed.report(out, format!("{} does not declare {}", seed.shown(), listed(&missing)));
    finding.safe_fix("Declare them", declarations(cx, seed.resource, &missing));
}

/// Entries for columns behind those that there are.
fn declarations(cx: &ProjectCx<'_>, seed: &Resource, names: &[&String]) -> Option<(FileId, TextEdit)> {
    let (entry, file) = (seed.entry.as_ref()?, seed.defined_at.entry?.file);
    let text = &cx.files.get(file).text;
    let pieces: Vec<Piece> = names.iter().map(|name| Piece::entry("name", Piece::text(name))).collect();
    let edit = match entry.get("columns") {
        Some(columns) => append_items(text, columns, &pieces),
        None => append_entry(text, entry, "columns", &Piece::Sequence(pieces)),
    };
    Some((file, edit?))
}
