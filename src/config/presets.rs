//! Presets: lists of rules with their options, chosen by one word of a rule list. Each is a `setsquare.toml` of its own that lies below
//! whatever files and flags say.

use std::path::Path;
use std::sync::Arc;

use super::value::{Datum, Problems, Table, Value};
use super::{toml_file, translate};
use crate::config::selection::RuleNames;

/// A preset by its name.
struct Preset {
    name: &'static str,
    text: &'static str,
}

const PRESETS: &[Preset] = &[
    Preset { name: "recommended", text: include_str!("presets/recommended.toml") },
    Preset { name: "strict", text: include_str!("presets/strict.toml") },
    Preset { name: "evaluator", text: include_str!("presets/evaluator.toml") },
    Preset { name: "checkpoint", text: include_str!("presets/checkpoint.toml") },
    Preset { name: "bouncer", text: include_str!("presets/bouncer.toml") },
];

/// Presets that name one another do so no deeper.
const DEPTH: u32 = 4;

/// The names of all presets.
pub fn names() -> impl Iterator<Item = &'static str> {
    PRESETS.iter().map(|preset| preset.name)
}

/// The words of a preset's rule list, those of presets that it names among them.
#[must_use]
pub fn words(name: &str) -> Option<Vec<String>> {
    words_within(name, DEPTH)
}

fn words_within(name: &str, depth: u32) -> Option<Vec<String>> {
    let preset = find(name)?;
    let table = preset.read(&Problems::default());
    let list = table.find(&["lint", "select"]).and_then(Value::to_texts).unwrap_or_default();
    let spread = |word: String| depth.checked_sub(1).and_then(|depth| words_within(&word, depth)).unwrap_or_else(|| vec![word]);
    Some(list.into_iter().flat_map(|(word, _)| spread(word)).collect())
}

/// A configuration with the options of the presets that its lists name below it.
#[must_use]
pub fn beneath(tree: Table, names: RuleNames<'_>, problems: &Problems) -> Table {
    let mut below = Table::default();
    for word in named(&tree) {
        spread(&word, names, problems, &mut below, DEPTH);
    }
    if below.is_empty() {
        return tree;
    }
    if tree.find_table(&["layers"]).is_some() {
        below.remove("layers");
    }
    below.merge(&tree);
    below
}

fn spread(word: &str, names: RuleNames<'_>, problems: &Problems, below: &mut Table, depth: u32) {
    let (Some(preset), Some(depth)) = (find(word), depth.checked_sub(1)) else { return };
    for inner in words_of(preset.read(problems).find(&["lint", "select"])) {
        spread(&inner, names, problems, below, depth);
    }
    let mut table = translate::own(preset.read(problems), names, problems);
    // Which rules are on is for whoever lists the preset to say.
    table.remove("core");
    below.merge(&table);
}

/// The presets that the lists of a configuration name.
fn named(tree: &Table) -> Vec<String> {
    let per_file = tree.find_table(&["lint", "per-file"]).into_iter().flat_map(Table::iter).filter_map(|(_, value)| value.as_table());
    let lists = [tree.find(&["core", "rules"]), tree.find(&["lint", "extend-select"])];
    let lists = lists.into_iter().chain(per_file.flat_map(|table| [table.get("select"), table.get("extend-select")]));
    lists.flat_map(words_of).filter(|word| find(word).is_some()).collect()
}

fn words_of(value: Option<&Value>) -> Vec<String> {
    match value.map(|value| (&value.datum, value)) {
        Some((Datum::Text(text), _)) => text.split([',', '\n']).map(|word| word.trim().to_owned()).collect(),
        Some((_, value)) => value.to_texts().unwrap_or_default().into_iter().map(|(word, _)| word).collect(),
        None => Vec::new(),
    }
}

fn find(name: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.name.eq_ignore_ascii_case(name))
}

impl Preset {
    fn read(&self, problems: &Problems) -> Table {
        let path: Arc<Path> = Path::new(&format!("preset {}.toml", self.name)).into();
        toml_file::read(self.text, &path, problems)
    }
}
