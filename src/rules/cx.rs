use std::cell::OnceCell;

use crate::config::Settings;
use crate::dialect::DialectSpec;
use crate::graph::Graph;
use crate::jinja::Rendered;
use crate::layout::GapPlan;
use crate::semantic::Queries;
use crate::syntax::Tree;
use crate::text::FileId;

/// What a rule may look at in one file. Made by the engine for each rendering of a template.
pub struct Cx<'a> {
    pub file: FileId,
    /// The path as the user would write it, with `/`.
    pub path: &'a str,
    /// The file as it is on disk.
    pub source: &'a str,
    /// The SQL tree of the rendered text.
    pub tree: &'a Tree,
    pub rendered: &'a Rendered,
    /// The Jinja tree of `source`.
    pub template: &'a Tree,
    pub settings: &'a Settings,
    pub dialect: &'static DialectSpec,
    queries: OnceCell<Queries>,
    layout: OnceCell<GapPlan>,
}

/// The parts of a [`Cx`] that the engine hands over.
pub struct CxParts<'a> {
    pub file: FileId,
    pub path: &'a str,
    pub source: &'a str,
    pub tree: &'a Tree,
    pub rendered: &'a Rendered,
    pub template: &'a Tree,
    pub settings: &'a Settings,
}

impl<'a> Cx<'a> {
    #[must_use]
    pub fn new(parts: CxParts<'a>) -> Self {
        let CxParts { file, path, source, tree, rendered, template, settings } = parts;
        let dialect = settings.dialect.spec();
        Self { file, path, source, tree, rendered, template, settings, dialect, queries: OnceCell::new(), layout: OnceCell::new() }
    }

    /// The queries of the file with their scopes, worked out when first asked for.
    pub fn queries(&self) -> &Queries {
        self.queries.get_or_init(|| Queries::build(self.tree, self.dialect))
    }

    /// The gap plan, worked out when first asked for.
    pub fn layout(&self) -> &GapPlan {
        self.layout.get_or_init(GapPlan::default)
    }
}

/// What a project rule may look at.
pub struct ProjectCx<'a> {
    pub graph: &'a Graph,
    pub settings: &'a Settings,
}
