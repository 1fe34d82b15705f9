//! `[policy] tighten_only`: files below the workspace's may ask for more, never for less.

use super::value::{Origin, Problems, Table, Value};

/// Tables that are the workspace's alone.
const POLICY: &[&str] = &["workspace", "domain", "boundary", "layers", "suppress", "baseline", "policy"];

/// Where a configuration can switch off rules or lower them.
const LOOSENING: &[&[&str]] =
    &[&["core", "exclude_rules"], &["core", "rules"], &["core", "warnings"], &["lint", "severity"], &["lint", "per-file"]];

/// Whether a file allows those below it to tighten only.
pub fn is_asked_for(table: &Table) -> bool {
    table.find(&["policy", "tighten_only"]).and_then(Value::to_text).is_some_and(|text| text == "True")
}

/// Whether someone picked rules at the command line.
pub fn picks_rules(flags: &Table) -> bool {
    flags.find(&["core", "rules"]).is_some() || flags.find(&["core", "exclude_rules"]).is_some()
}

/// What a file says besides what only the workspace may say.
pub fn without_policy(table: &Table, problems: &Problems) -> Table {
    let mut kept = table.clone();
    for key in POLICY {
        if let Some(value) = kept.remove(key) {
            let message = format!("the workspace's setsquare.toml lets files below it tighten only; `[{key}]` belongs there");
            problems.error(Some(&value.origin), message);
        }
    }
    kept
}

/// Tells of rules that a file below would have switched off or lowered.
pub fn tell_levels(tree: &Table, floor: &Table, codes: &[&str], problems: &Problems) {
    let sections = codes.iter().flat_map(|code| ["severity", "include", "exclude"].map(|key| ["rules", *code, key]));
    let sections: Vec<[&str; 3]> = sections.collect();
    let places = LOOSENING.iter().copied().chain(sections.iter().map(<[&str; 3]>::as_slice));
    let said = |path: &[&str]| -> Option<Origin> {
        let value = tree.find(path)?;
        let own = |origin: &Origin| floor.find(path).is_none_or(|above| above.origin != *origin);
        // A merged table has the place of its first file; its entries have their own.
        let inner =
            value.as_table().and_then(|table| table.iter().map(|(_, inner)| &inner.origin).find(|origin| is_new(origin, floor, path)));
        inner.or_else(|| (value.as_table().is_none() && own(&value.origin)).then_some(&value.origin)).cloned()
    };
    let origin = places.into_iter().find_map(said);
    let message = format!("{}: the workspace's setsquare.toml lets files below it tighten only, and this loosens", codes.join(", "));
    problems.error(origin.as_ref(), message);
}

fn is_new(origin: &Origin, floor: &Table, path: &[&str]) -> bool {
    floor.find_table(path).is_none_or(|above| above.iter().all(|(_, value)| value.origin != *origin))
}
