//! Macros as projects define them.

use std::sync::Arc;

use super::blocks::{Block, blocks};
use super::{LoadProblem, LoadProblemKind, Place};
use crate::text::{FileId, Files, TextRange};
use crate::yaml;

/// What a block of a macro file defines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MacroKind {
    Macro,
    /// A generic test; callable as `test_name`.
    Test,
    Materialization,
}

/// A macro, generic test or materialization.
#[derive(Clone, Debug)]
pub struct MacroDefinition {
    /// As it is called: a test's begins with `test_`, a materialization's says its adapter.
    pub name: String,
    pub package_name: String,
    pub kind: MacroKind,
    pub file: FileId,
    /// From the package's root.
    pub path: String,
    /// The whole block.
    pub range: TextRange,
    pub name_range: TextRange,
    /// The parameters, brackets included.
    pub signature: TextRange,
    /// The entry of a properties file.
    pub entry: Option<(FileId, yaml::Node)>,
}

impl MacroDefinition {
    #[must_use]
    pub fn unique_id(&self) -> String {
        format!("macro.{}.{}", self.package_name, self.name)
    }
}

/// The macros of one file.
pub(super) fn read_macros(
    files: &Files,
    file: FileId,
    package_name: &str,
    path: &str,
    problems: &mut Vec<LoadProblem>,
) -> Vec<MacroDefinition> {
    let source = files.get(file);
    let text: &Arc<str> = &source.text;
    let found = blocks(text, &["macro", "test", "data_test", "materialization"]);
    for block in found.iter().filter(|block| !block.closed) {
        problems.push(LoadProblem {
            kind: LoadProblemKind::Block,
            path: source.path.clone(),
            place: Some(Place { file, range: block.name_range }),
            message: format!("the {} `{}` never ends: `{{% end{} %}}` is missing", block.tag, block.name, block.tag),
        });
    }
    let define = |block: &Block| MacroDefinition {
        name: called(text, block),
        package_name: package_name.to_owned(),
        kind: match block.tag {
            "macro" => MacroKind::Macro,
            "materialization" => MacroKind::Materialization,
            _ => MacroKind::Test,
        },
        file,
        path: path.to_owned(),
        range: block.range,
        name_range: block.name_range,
        signature: block.signature,
        entry: None,
    };
    found.iter().filter(|block| !block.name.is_empty()).map(define).collect()
}

fn called(text: &str, block: &Block) -> String {
    match block.tag {
        "macro" => block.name.clone(),
        "materialization" => {
            let signature = &text[block.signature.span()];
            let adapter = signature.split("adapter").nth(1).and_then(|rest| rest.split(['\'', '"']).nth(1)).unwrap_or("default");
            format!("materialization_{}_{adapter}", block.name)
        }
        _ => format!("test_{}", block.name),
    }
}
