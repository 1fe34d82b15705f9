//! The layers hold: no module uses one that lies above it, and no file outgrows a reader.

use std::fs;
use std::path::{Path, PathBuf};

/// Lower layers first. A module may use those of its own layer's line and of the lines before it.
const LAYERS: &[&[&str]] = &[
    &["text"],
    &["dialect", "syntax"],
    &["jinja", "python", "sql", "yaml"],
    &["config", "dbt", "diagnostic", "layout", "semantic"],
    &["graph", "rules"],
    &["engine"],
    &["bench", "cli", "probe", "server"],
];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|modules| modules.contains(&module))
}

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            sources(&entry.path(), out);
        } else if entry.path().extension().is_some_and(|extension| extension == "rs") {
            out.push(entry.path());
        }
    }
}

fn all_sources() -> Vec<PathBuf> {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.len() > 20, "the sources were not found");
    files.sort();
    files
}

/// Every module named after `crate::` in `text`: in `use` lines, grouped ones too, and in paths.
fn modules_used(text: &str) -> Vec<String> {
    let word = |rest: &str| rest.chars().take_while(|character| character.is_alphanumeric() || *character == '_').collect::<String>();
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| {
            line.split("crate::")
                .skip(1)
                .flat_map(|rest| match rest.strip_prefix('{') {
                    Some(group) => group.split(',').map(|item| word(item.trim())).collect::<Vec<_>>(),
                    None => vec![word(rest)],
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn no_module_uses_a_layer_above_its_own() {
    let mut wrong = Vec::new();
    for path in all_sources() {
        let relative = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
        let module = relative.components().next().unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
        if module == "main" || module == "lib" {
            continue;
        }
        let own = layer(&module).unwrap_or_else(|| panic!("`{module}` has no layer: give it one here and in lib.rs"));
        for used in modules_used(&fs::read_to_string(&path).unwrap()) {
            if let Some(other) = layer(&used)
                && other > own
            {
                wrong.push(format!("{} uses crate::{used}", relative.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "upward edges:\n{}", wrong.join("\n"));
}

#[test]
fn an_upward_edge_would_be_seen() {
    assert_eq!(modules_used("use crate::{cli, text::TextRange};\nlet x = crate::engine::run();"), ["cli", "text", "engine"]);
}
