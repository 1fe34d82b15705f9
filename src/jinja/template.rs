//! A template: its text, its tree and what the evaluator walks, shared by everything that renders or calls into it.

use std::fmt;
use std::sync::Arc;

use super::ast::{Body, Definition, Macro, Statement};
use super::parser::{self, Parsed};
use super::variants::each_statement;
use crate::syntax::Tree;
use crate::text::{FileId, TextRange};

/// Parsed once; macros are called from many threads.
pub struct Template {
    file: FileId,
    tree: Tree,
    body: Body,
    /// What of the text counts: literal text elsewhere is not written.
    visible: TextRange,
}

impl Template {
    #[must_use]
    pub fn new(file: FileId, text: &Arc<str>) -> Arc<Self> {
        Self::partial(file, text, TextRange::new(0, u32::try_from(text.len()).unwrap_or(u32::MAX)))
    }

    /// A template of which only one range is written; what stands elsewhere is there to keep places what they are.
    #[must_use]
    pub fn partial(file: FileId, text: &Arc<str>, visible: TextRange) -> Arc<Self> {
        let Parsed { tree, body } = parser::parse(text);
        Arc::new(Self { file, tree, body, visible })
    }

    /// Whether some statement gives the variable a value, be it one that did not run.
    pub(super) fn sets(&self, name: &str) -> bool {
        let mut found = false;
        let mut see = |statement: &Statement| {
            found |= matches!(statement, Statement::Set { target, .. } | Statement::SetBlock { target, .. } if target.names(name));
        };
        each_statement(&self.body, &mut see);
        for code in self.macros() {
            each_statement(&code.body, &mut see);
        }
        found
    }

    #[must_use]
    pub const fn file(&self) -> FileId {
        self.file
    }

    #[must_use]
    pub fn text(&self) -> &Arc<str> {
        self.tree.text()
    }

    /// The lossless tree.
    #[must_use]
    pub const fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The tree alone, once nothing is to be rendered any more. `None` while a macro value still holds the template.
    #[must_use]
    pub fn into_tree(template: Arc<Self>) -> Option<Tree> {
        Arc::into_inner(template).map(|template| template.tree)
    }

    pub(super) const fn visible(&self) -> TextRange {
        self.visible
    }

    pub(super) const fn body(&self) -> &Body {
        &self.body
    }

    /// The macros that stand at the top of the file, in order.
    pub fn macros(&self) -> impl Iterator<Item = &Arc<Macro>> {
        self.body.iter().filter_map(|statement| match statement {
            Statement::Macro(found) => Some(found),
            _ => None,
        })
    }

    /// dbt's blocks at the top of the file: docs, tests, materializations, snapshots.
    pub fn definitions(&self) -> impl Iterator<Item = &Arc<Definition>> {
        self.body.iter().filter_map(|statement| match statement {
            Statement::Definition(found) => Some(found),
            _ => None,
        })
    }
}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Template").field("file", &self.file).finish_non_exhaustive()
    }
}
