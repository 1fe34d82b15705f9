//! Documentation blocks: `{% docs name %}` in Markdown files.

use super::blocks::blocks;
use super::{Package, files};
use crate::text::{FileId, Files, TextRange};

/// A documentation block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocBlock {
    pub name: String,
    pub package_name: String,
    pub file: FileId,
    /// The whole block.
    pub range: TextRange,
}

/// The blocks of a package, from the folders that it names for them, or else from those of everything it has.
pub(super) fn doc_blocks(files: &Files, package: &Package) -> Vec<DocBlock> {
    let named = package.document.root.get("docs-paths").map(|paths| super::config::strings(&super::plain_value(paths)));
    let folders = named.unwrap_or_else(|| package.property_paths().into_iter().map(str::to_owned).collect());
    let mut unreadable = Vec::new();
    let mut found: Vec<DocBlock> = Vec::new();
    for folder in folders.iter().map(|folder| folder.trim_start_matches("./").trim_end_matches('/')) {
        for path in files::walk(&package.root, folder, &["md"], &mut unreadable) {
            let Ok(file) = files::read(files, &path.absolute) else { continue };
            let text = &files.get(file).text;
            found.extend(blocks(text, &["docs"]).into_iter().map(|block| DocBlock {
                name: block.name,
                package_name: package.name.clone(),
                file,
                range: block.range,
            }));
        }
    }
    found
}
